"""One site: its pages, fetched politely.

Here the parts meet, in this order for every request: is the host known to be down, does
robots.txt allow it, is it this site's turn, the exchange itself, again?
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from scraper.errors import Blocked, FetchFailed, Gone, RetryLater, RobotsDisallowed, UrlError
from scraper.fetch.address_guard import AddressGuard
from scraper.fetch.client import Client, accepting_images, request_headers, user_agent
from scraper.fetch.exchange import BodyPolicy, RequestBudget, ResourceKind, Response
from scraper.fetch.pacing import SitePace, pause_message
from scraper.fetch.reason_text import shown
from scraper.fetch.redirect_cache import RedirectCache
from scraper.fetch.redirects import follow
from scraper.fetch.retry import (
    AttemptFailed,
    Failure,
    Retrier,
    RetryDecision,
    RetryPolicy,
    is_transient,
)
from scraper.fetch.robots import (
    MAX_BYTES,
    MAX_REDIRECTS,
    RobotsCache,
    authority,
    product_token,
)
from scraper.fetch.shared_rate_limiter import shared_rate_limiter
from scraper.fetch.site_cache import Notes, NoteStore, read_notes, written
from scraper.fetch.status import failure_of_status, page_of
from scraper.fetch.time_source import Time
from scraper.models import Page, Validators
from scraper.settings import Settings, fetch_settings_for
from scraper.urls import parse_url, site_of

# A host that gave no connection so often in a row is left for this run.
DOWN_AFTER = 3
_SLOW_DOWN = frozenset({429, 503})
# What may be better at the URL that has moved away than at the goal we remember.
_LED_NOWHERE = (Gone, Blocked, RobotsDisallowed, FetchFailed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What all sites of a process share; see Fetcher."""

    settings: Settings
    time: Time
    on_pause: Callable[[str], None]
    tls: Callable[[], ssl.SSLContext]
    guard: AddressGuard
    notes: NoteStore
    turns: Path | None = None


class SiteFetcher:
    """Fetches the pages of one site. An async context manager."""

    def __init__(self, name: str, shared: Surroundings) -> None:
        settings = fetch_settings_for(shared.settings, name)
        self.name = name
        self._settings = settings
        self._clock = shared.time.clock
        self._on_pause = shared.on_pause
        self._client = Client(settings, tls=shared.tls, guard=shared.guard)
        self._own_headers = request_headers(settings, settings.headers)
        self._foreign_headers = request_headers(settings, shared.settings.fetch.headers)
        self._pace = SitePace(
            rate=settings.rate,
            connections=settings.connections,
            sleep=shared.time.sleep,
            time=time.monotonic,
            diary=shared_rate_limiter(shared.turns, name) if shared.turns is not None else None,
        )
        self._persistence = Retrier(
            RetryPolicy(attempts=settings.attempts, max_wait=settings.max_wait),
            sleep=shared.time.sleep,
            clock=shared.time.clock,
            on_failure=self._learn,
        )
        self._store = shared.notes
        self._kept = shared.notes.load(name)
        self._notes = read_notes(self._kept, name).without_the_old(shared.time.clock())
        self._moves = RedirectCache(self._notes.moves, clock=shared.time.clock)
        self._robots = RobotsCache(
            self._ask_robots,
            token=product_token(user_agent(settings)),
            clock=shared.time.clock,
            noted=self._notes.robots,
        )
        self._has_own_headers = self._own_headers != self._foreign_headers
        self._unreachable: dict[str, int] = {}
        self._crawl_delays = False  # whether robots.txt asked for one

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
        notes = written(self._notes.without_the_old(self._clock()))
        if notes != (self._kept or written(Notes(site=self.name))):
            self._store.save(self.name, notes)

    @property
    def is_free(self) -> bool:
        """Whether another fetcher could go on with the site: nothing is known of it that asks for
        patience.
        """
        asks = self._pace.is_limited or self._crawl_delays or self._notes.paused_until
        return not (asks or self._unreachable)

    async def fetch(self, url: str, validators: Validators | None = None) -> Page:
        """The page at `url`, redirects followed.

        With `validators` an unchanged page comes back with status 304 and no body.

        Raises a FetchError that names the outcome; nothing else but cancellation.
        """
        return await self._fetch(url, ResourceKind.PAGE, validators)

    async def fetch_image(self, url: str) -> Page:
        """The picture at `url`, under the manners and limits of a page.

        Raises a FetchError as `fetch` does; NotHtml for what is no picture (image_type.py).
        """
        return await self._fetch(url, ResourceKind.IMAGE)

    async def _fetch(
        self, url: str, kind: ResourceKind, validators: Validators | None = None
    ) -> Page:
        visit = RequestBudget(left=self._settings.total_timeout, validators=validators)
        recalled: list[str] = []
        try:
            return await self._visited(url, kind, visit, recalled)
        except _LED_NOWHERE:
            if not recalled:
                raise
            self._moves.forget(recalled)
            return await self._visited(url, kind, visit, [])

    async def _visited(
        self, url: str, kind: ResourceKind, visit: RequestBudget, recalled: list[str]
    ) -> Page:
        """The page at the end of the way; `recalled` takes what was not asked on it."""
        reading = BodyPolicy(max_bytes=self._settings.max_bytes, kind=kind)
        asked: list[Response] = []

        async def ask(hop: str) -> Response:
            known = self._moves.recalled(hop)
            if known is not None:
                recalled.append(hop)
                return known
            asked.append(await self._ask(hop, visit, reading, await self._crawl_delay(hop)))
            return asked[-1]

        answer, redirects = await follow(
            _as_url(url),
            ask,
            visit=visit,
            max_redirects=self._settings.max_redirects,
            refresh=kind is ResourceKind.PAGE,
        )
        page = page_of(
            answer,
            url=url,
            redirects=redirects,
            fetched_at=self._clock(),
            conditional=visit.validators is not None,
        )
        self._moves.learn(asked)
        return page

    async def _crawl_delay(self, url: str) -> float:
        """Seconds that robots.txt wants between requests. Raises RobotsDisallowed."""
        if not self._settings.robots:
            return 0.0
        rules = await self._robots.rules(url)
        refusal = rules.refusal_of(url)
        if refusal is not None:
            raise RobotsDisallowed(refusal, url=url)
        self._crawl_delays |= rules.crawl_delay > 0
        return min(rules.crawl_delay, self._settings.max_wait)

    async def _ask_robots(self, url: str) -> Response:
        visit = RequestBudget(left=self._settings.total_timeout)
        reading = BodyPolicy(max_bytes=MAX_BYTES, kind=ResourceKind.ANYTHING, cut=True)

        async def ask(hop: str) -> Response:
            return await self._ask(hop, visit, reading, 0.0)

        answer, _ = await follow(url, ask, visit=visit, max_redirects=MAX_REDIRECTS, refresh=False)
        return answer

    async def _ask(
        self, url: str, visit: RequestBudget, reading: BodyPolicy, crawl_delay: float
    ) -> Response:
        """One answer that says something, after as many attempts as are set."""
        self._check_worth_asking(url)
        is_own = not self._has_own_headers or site_of(url) == self.name
        headers = self._own_headers if is_own else self._foreign_headers
        if reading.kind is ResourceKind.IMAGE:
            headers = accepting_images(headers)

        async def attempt() -> Response:
            async with self._pace.turn(crawl_delay):
                answer = await self._client.exchange(
                    url, headers=headers, visit=visit, reading=reading
                )
            self._unreachable.pop(authority(url), None)
            if is_transient(answer.status):
                raise AttemptFailed(failure_of_status(answer))
            self._pace.speed_up()
            return answer

        return await self._persistence.run(attempt)

    def _check_worth_asking(self, url: str) -> None:
        """Raises for a host that is down, and for a site that wants to be left alone."""
        if self._unreachable.get(authority(url), 0) >= DOWN_AFTER:
            raise FetchFailed(f"site down: {DOWN_AFTER} connections in a row failed", url=url)
        until = self._notes.paused_until
        if until is not None and until > self._clock():
            when = f"{until:%Y-%m-%d %H:%M} UTC"
            raise RetryLater(f"{self.name} is paused until {when}", url=url, retry_at=until)

    def _learn(self, failure: Failure, step: RetryDecision) -> None:
        """What a failed attempt says about the host and the site."""
        if failure.connecting:
            place = authority(failure.url)
            self._unreachable[place] = self._unreachable.get(place, 0) + 1
        if failure.status in _SLOW_DOWN:
            self._pace.slow_down()
        if step.retry_at is not None:
            self._pause(step.retry_at, failure)

    def _pause(self, until: datetime, failure: Failure) -> None:
        wait = (until - self._clock()).total_seconds()
        if wait <= self._settings.max_wait:
            self._pace.pause(wait)
        else:
            self._notes.paused_until = until
        if wait > 0:
            why = f"{failure.status}, Retry-After {shown(failure.retry_after or '', 40)}"
            self._on_pause(pause_message(self.name, until, why))


def _as_url(url: str) -> str:
    """`url` in the form in which it is sent (WHATWG), its host in ASCII."""
    try:
        return parse_url(url)
    except UrlError as error:
        raise FetchFailed(str(error), url=url) from error
