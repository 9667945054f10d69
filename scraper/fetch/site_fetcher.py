"""One site: its pages, fetched politely.

The parts meet here, in this order for every request: is the host known to be down, does
robots.txt allow it, wait for the rate limit, the exchange itself, retry?
"""

from __future__ import annotations

import time
from datetime import datetime
from types import TracebackType
from typing import Self

from msgspec.structs import replace

from scraper.errors import Blocked, FetchFailed, Gone, RobotsDisallowed, UrlError
from scraper.fetch.client import Client
from scraper.fetch.exchange import BodyPolicy, RequestBudget, ResourceKind, Response
from scraper.fetch.reason_text import printable
from scraper.fetch.redirect_cache import RedirectCache
from scraper.fetch.redirects import follow
from scraper.fetch.request_headers import SiteHeaders, user_agent
from scraper.fetch.retry import (
    AttemptFailed,
    Failure,
    Retrier,
    RetryDecision,
    RetryPolicy,
    is_transient,
)
from scraper.fetch.robots import MAX_BYTES, MAX_REDIRECTS, RobotsCache, product_token
from scraper.fetch.shared_rate_limiter import SharedRateLimiter
from scraper.fetch.shared_resources import SharedResources
from scraper.fetch.site_availability import SiteAvailability
from scraper.fetch.site_cache import (
    SiteCache,
    decode_site_cache,
    encode_site_cache,
)
from scraper.fetch.site_rate_limiter import SiteRateLimiter, delay_message, pause_message
from scraper.fetch.status import failure_of_status, page_of
from scraper.models import Page, Validators
from scraper.settings import fetch_settings_for
from scraper.urls import parse_url

_SLOW_DOWN = frozenset({429, 503})
# Failures that the original URL may not have when the target of a cached redirect does.
_CACHED_REDIRECT_FAILED = (Gone, Blocked, RobotsDisallowed, FetchFailed)


class SiteFetcher:
    """Fetches the pages of one site. An async context manager."""

    def __init__(self, name: str, shared: SharedResources) -> None:
        settings = fetch_settings_for(shared.settings, name)
        clock, sleep = shared.time_source.clock, shared.time_source.sleep
        self.name = name
        self._settings = settings
        self._clock = clock
        self._on_pause = shared.on_pause
        self._client = Client(
            settings, make_tls=shared.make_tls, address_guard=shared.address_guard
        )
        self._headers = SiteHeaders(name, settings, common=shared.settings.fetch.headers)
        folder = shared.rate_limit_folder
        self._rate_limiter = SiteRateLimiter(
            rate=settings.rate,
            connections=settings.connections,
            sleep=sleep,
            time=time.monotonic,
            shared=SharedRateLimiter.of_site(folder, name) if folder is not None else None,
        )
        self._retrier = Retrier(
            RetryPolicy(attempts=settings.attempts, max_wait=settings.max_wait),
            sleep=sleep,
            clock=clock,
            on_failure=self._record_failure,
        )
        self._store = shared.site_cache_store
        self._loaded = self._store.load(name)
        self._cache = decode_site_cache(self._loaded, name).without_expired(clock())
        self._redirect_cache = RedirectCache(
            self._cache.redirects,
            clock=clock,
            is_used=not shared.settings.run.refreshes_all,
        )
        self._unsettled: dict[str, list[Response]] = {}  # redirects, by the URL that was fetched
        self._robots_cache = RobotsCache(
            self._fetch_robots,
            token=product_token(user_agent(settings)),
            clock=clock,
            entries=self._cache.robots,
        )
        self._availability = SiteAvailability(self._cache, clock=clock)
        self._has_crawl_delay = False

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.__aexit__(kind, error, traceback)
        data = encode_site_cache(self._cache.without_expired(self._clock()))
        if data != (self._loaded or encode_site_cache(SiteCache(site=self.name))):
            self._store.save(self.name, data)

    @property
    def is_free(self) -> bool:
        """Whether another fetcher could continue with the site: there is no rate limit, pause or
        failure that it would have to know of.
        """
        is_slow = self._rate_limiter.is_limited or self._has_crawl_delay
        return not (is_slow or self._availability.is_limited)

    async def fetch(self, url: str, validators: Validators | None = None) -> Page:
        """The page at `url`, redirects followed.

        With `validators` an unchanged page has status 304 and no body.

        Raises a FetchError that names the outcome; nothing else but cancellation.
        """
        return await self._fetch(url, ResourceKind.PAGE, validators)

    async def fetch_image(self, url: str) -> Page:
        """The image at `url`, with the rate limit, robots.txt and size limit of a page.

        Raises a FetchError as `fetch` does; NotHtml for what is no image (image_type.py).
        """
        page = await self._fetch(url, ResourceKind.IMAGE)
        self.settle_redirects(page, led_to_content=True)
        return page

    def settle_redirects(self, page: Page, *, led_to_content: bool) -> None:
        """Remember the permanent redirects to a page that proved to be an article or a feed, and
        forget those to any other page.
        """
        redirects = self._unsettled.pop(page.url, [])
        if led_to_content:
            self._redirect_cache.remember(redirects)
        else:
            self._redirect_cache.forget(hop.url for hop in page.redirects)

    async def _fetch(
        self, url: str, kind: ResourceKind, validators: Validators | None = None
    ) -> Page:
        if validators is not None and not validators.url:
            validators = replace(validators, url=_as_url(url))
        budget = RequestBudget(seconds_left=self._settings.total_timeout, validators=validators)
        cached: list[str] = []
        try:
            return await self._follow(url, kind, budget, cached)
        except _CACHED_REDIRECT_FAILED:
            if not cached:
                raise
            self._redirect_cache.forget(cached)
            return await self._follow(url, kind, budget, [])

    async def _follow(
        self, url: str, kind: ResourceKind, budget: RequestBudget, cached: list[str]
    ) -> Page:
        """The page after all redirects. URLs whose redirect was cached are added to `cached`."""
        policy = BodyPolicy(max_bytes=self._settings.max_bytes, kind=kind)
        received: list[Response] = []

        async def send(hop: str) -> Response:
            known = self._redirect_cache.lookup(hop)
            if known is not None:
                cached.append(hop)
                return known
            received.append(await self._send(hop, budget, policy, await self._crawl_delay(hop)))
            return received[-1]

        response, redirects = await follow(
            _as_url(url),
            send,
            budget=budget,
            max_redirects=self._settings.max_redirects,
            refresh=kind is ResourceKind.PAGE,
        )
        page = page_of(
            response,
            url=url,
            redirects=redirects,
            fetched_at=self._clock(),
            conditional=budget.validators_of(response.url) is not None,
        )
        if redirects:
            self._unsettled[url] = received[:-1]
        return page

    async def _crawl_delay(self, url: str) -> float:
        """The seconds between requests that robots.txt asks for.

        Raises RobotsDisallowed, and FetchFailed where there may be rules that cannot be read: a
        site that answers 500 to everything has refused nothing, and is down.
        """
        if not self._settings.robots:
            return 0.0
        rules = await self._robots_cache.rules(url)
        if rules.refusal is not None:
            raise FetchFailed(rules.refusal, url=url)
        refusal = rules.refusal_of(url)
        if refusal is not None:
            raise RobotsDisallowed(refusal, url=url)
        delay = min(rules.crawl_delay, self._settings.max_wait)
        if delay and not self._has_crawl_delay:
            self._has_crawl_delay = True
            if delay > self._rate_limiter.interval.minimum:
                self._on_pause(delay_message(self.name, delay))
        return delay

    async def _fetch_robots(self, url: str) -> Response:
        budget = RequestBudget(seconds_left=self._settings.total_timeout)
        policy = BodyPolicy(max_bytes=MAX_BYTES, kind=ResourceKind.ANYTHING, truncate=True)

        async def send(hop: str) -> Response:
            return await self._send(hop, budget, policy, 0.0)

        response, _ = await follow(
            url, send, budget=budget, max_redirects=MAX_REDIRECTS, refresh=False
        )
        return response

    async def _send(
        self, url: str, budget: RequestBudget, policy: BodyPolicy, crawl_delay: float
    ) -> Response:
        """The response to one request, repeated as often as the settings allow."""
        self._availability.check(url)
        headers = self._headers.of_request(url, policy.kind)

        async def attempt() -> Response:
            async with self._rate_limiter.slot(crawl_delay):
                response = await self._client.exchange(
                    url, headers=headers, budget=budget, policy=policy
                )
            self._availability.connected(url)
            if is_transient(response.status):
                raise AttemptFailed(failure_of_status(response, self._clock()))
            self._rate_limiter.speed_up()
            return response

        return await self._retrier.run(attempt)

    def _record_failure(self, failure: Failure, decision: RetryDecision) -> None:
        """What a failed attempt tells about the host and the site."""
        if failure.connecting:
            self._availability.not_connected(failure.url)
        if failure.status in _SLOW_DOWN:
            self._rate_limiter.slow_down()
        if decision.retry_at is not None:
            self._pause(decision.retry_at, failure)

    def _pause(self, until: datetime, failure: Failure) -> None:
        wait = (until - self._clock()).total_seconds()
        if wait <= self._settings.max_wait:
            self._rate_limiter.pause(wait)
        else:
            self._availability.pause_until(until)
        if wait > 0:
            retry_after = printable(failure.retry_after or "", 40)
            reason = f"{failure.status}, Retry-After {retry_after}"
            self._on_pause(pause_message(self.name, until, reason))


def _as_url(url: str) -> str:
    """`url` in the form in which it is sent (WHATWG), its host in ASCII."""
    try:
        return parse_url(url)
    except UrlError as error:
        raise FetchFailed(str(error), url=url) from error
