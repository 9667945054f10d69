"""robots.txt (RFC 9309): what a site allows, by origin (scheme, host and port).

A missing file (4xx) allows everything; one that cannot be read (5xx, 429, damaged) allows nothing.
Where the host does not respond at all, that failure is the outcome, as it tells more than "robots"
would. Rules are kept for a day across runs, a refusal without a file for an hour.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from protego import Protego

from scraper.errors import FetchFailed
from scraper.fetch.exchange import Response
from scraper.fetch.reason_text import status_line
from scraper.fetch.retry import Clock
from scraper.fetch.site_cache import CachedRobots

# RFC 9309, 2.5: at least 500 KiB must be parsed. The rest is ignored.
MAX_BYTES = 500 * 1024
# RFC 9309, 2.3.1.2: at least five redirects should be followed.
MAX_REDIRECTS = 5
# RFC 9309, 2.4: not longer than 24 hours.
_LIFETIME = timedelta(days=1)
# Chosen so that a server error of a few minutes does not cost a site its day.
_REFUSAL_LIFETIME = timedelta(hours=1)
# The line that each group of rules begins with; an HTML page, for example, has none.
_GROUP = re.compile(r"user[- ]?agent\s{0,9}:", re.IGNORECASE)
_GROUP_NAME = re.compile(r"(user[- ]?agent[ \t]{0,9}:[ \t]*)([^\r\n]*)", re.IGNORECASE)
_PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")  # RFC 9309, 2.2.1

# Names that a token had before: a robots.txt that knows the program by one of them means it.
_FORMER = {"article-keeper": ("scraper",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """What one robots.txt allows one product token.

    `refusal` is why nothing is allowed at all; `crawl_delay` is in seconds, 0 for none.
    """

    token: str = ""
    parsed: Protego | None = None
    text: str = field(default="", repr=False)
    refusal: str | None = None
    crawl_delay: float = 0.0

    def refusal_of(self, url: str) -> str | None:
        """Why `url` must not be fetched, or None."""
        if self.refusal is not None:
            return self.refusal
        if self.parsed is None or self.parsed.can_fetch(url, self.token):
            return None
        return f"robots.txt of {urlsplit(url).netloc} does not allow it"


ALLOW_ALL = RobotsRules()


def product_token(user_agent: str) -> str:
    """The name that a robots.txt would use: `article-keeper` for `article-keeper/0.1 (+https://…)`."""
    match = _PRODUCT_TOKEN.match(user_agent)
    return match.group() if match else "*"


def rules_of(response: Response, *, token: str) -> RobotsRules:
    """The rules in a response to `/robots.txt`."""
    return rules_for_status(response.status) or parse_rules(response.body, token=token)


def rules_for_status(status: int) -> RobotsRules | None:
    """The rules that follow from the status alone, or None where the body has them.

    429 is treated as a 5xx, as by Google: a server that is overloaded has not allowed everything.
    """
    if 200 <= status <= 299:
        return None
    if status >= 500 or status == 429:
        return RobotsRules(refusal=f"robots.txt cannot be read: {status_line(status)}")
    return ALLOW_ALL


def parse_rules(body: bytes, *, token: str) -> RobotsRules:
    """The rules in the text of a robots.txt, UTF-8 with or without a byte order mark."""
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    if _GROUP.search(text) is None:
        return ALLOW_ALL
    parsed = Protego.parse(_GROUP_NAME.sub(lambda match: _with_token(match, token), text))
    delay = parsed.crawl_delay(token) or 0.0
    return RobotsRules(token=token, parsed=parsed, text=text, crawl_delay=max(delay, 0.0))


def _with_token(line: re.Match[str], token: str) -> str:
    """RFC 9309, 2.2.1: a group is for the product token that its name begins with, compared whole.
    Protego compares prefixes, so that another name becomes one that no token has.
    """
    name = _PRODUCT_TOKEN.match(line[2])
    if name is None:
        return line[0]
    ours = {token.lower(), *_FORMER.get(token.lower(), ())}
    return line[1] + (token if name.group().lower() in ours else "0")


def cached_rules(entry: CachedRobots, *, token: str) -> RobotsRules:
    """The rules of a cache entry for `token`, which may have been another one then."""
    if entry.refusal is not None:
        return RobotsRules(refusal=entry.refusal)
    return parse_rules(entry.text.encode(), token=token) if entry.text else ALLOW_ALL


def origin_of(url: str) -> str:
    """`https://example.org:8443`, to which one robots.txt applies."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class RobotsCache:
    """The rules of every origin that a site's URLs lead to, each requested once.

    `fetch` returns the response for a robots.txt URL, redirects followed, or raises FetchError.
    `entries` are those known already, by origin; new ones are added.
    """

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[Response]],
        *,
        token: str,
        clock: Clock,
        entries: dict[str, CachedRobots],
    ) -> None:
        self._fetch = fetch
        self._token = token
        self._clock = clock
        self._entries = entries
        self._parsed: dict[str, RobotsRules] = {}
        self._lock = asyncio.Lock()

    async def rules(self, url: str) -> RobotsRules:
        """The rules for `url`. Raises FetchError where its host does not respond."""
        origin = origin_of(url)
        rules = self._valid(origin)
        if rules is not None:
            return rules
        async with self._lock:
            rules = self._valid(origin)
            if rules is None:
                rules = await self._fetch_rules(f"{origin}/robots.txt")
                self._store(origin, rules)
        return rules

    def _valid(self, origin: str) -> RobotsRules | None:
        entry = self._entries.get(origin)
        if entry is None or entry.until <= self._clock():
            return None
        if origin not in self._parsed:
            self._parsed[origin] = cached_rules(entry, token=self._token)
        return self._parsed[origin]

    def _store(self, origin: str, rules: RobotsRules) -> None:
        until = self._clock() + (_REFUSAL_LIFETIME if rules.refusal else _LIFETIME)
        self._entries[origin] = CachedRobots(until=until, text=rules.text, refusal=rules.refusal)
        self._parsed[origin] = rules

    async def _fetch_rules(self, url: str) -> RobotsRules:
        try:
            return rules_of(await self._fetch(url), token=self._token)
        except FetchFailed as error:
            if error.status is None:
                raise
            rules = rules_for_status(error.status)
            return rules or RobotsRules(refusal=f"robots.txt cannot be read: {error.reason}")
