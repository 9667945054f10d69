"""robots.txt (RFC 9309): what a site allows, per authority (scheme, host, port).

A missing file (4xx) allows everything, one that cannot be had (5xx, 429, damaged) allows
nothing. What a host that does not answer at all ends with is that failure itself: it says
more than "robots" would. Rules are kept for a day, a refusal for want of a file for an hour,
across runs too.
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
from scraper.fetch.site_cache import RobotsNote

# RFC 9309, 2.5: at least 500 KiB are to be read; what comes after is not.
MAX_BYTES = 500 * 1024
# RFC 9309, 2.3.1.2: at least five hops are to be followed.
MAX_REDIRECTS = 5
_KEPT = timedelta(days=1)
_REFUSAL_KEPT = timedelta(hours=1)
# What a rule needs in front of it; a page of HTML, say, has none.
_GROUP = re.compile(r"user[- ]?agent\s{0,9}:", re.IGNORECASE)
_PRODUCT = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one robots.txt says to one product token.

    `refusal` is why nothing is allowed at all; `crawl_delay` is seconds, 0 for none.
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


EVERYTHING = Rules()


def product_token(user_agent: str) -> str:
    """The name a robots.txt would use: `scraper` out of `scraper/0.1 (+https://…)`."""
    match = _PRODUCT.match(user_agent)
    return match.group() if match else "*"


def rules_of(answer: Response, *, token: str) -> Rules:
    """The rules that an answer to `/robots.txt` amounts to; any bytes are a file."""
    return rules_for_status(answer.status) or parse_rules(answer.body, token=token)


def rules_for_status(status: int) -> Rules | None:
    """The rules that follow from the status alone, or None where the body has them.

    429 counts with 5xx: a server that is asked too much has not said that all is allowed.
    """
    if 200 <= status <= 299:
        return None
    if status >= 500 or status == 429:
        return Rules(refusal=f"robots.txt cannot be read: {status_line(status)}")
    return EVERYTHING


def parse_rules(body: bytes, *, token: str) -> Rules:
    """The rules in the text of a robots.txt; UTF-8, with or without a byte order mark."""
    text = body[:MAX_BYTES].decode("utf-8-sig", "replace")
    if _GROUP.search(text) is None:
        return EVERYTHING
    parsed = Protego.parse(text)
    delay = parsed.crawl_delay(token) or 0.0
    return Rules(token=token, parsed=parsed, text=text, crawl_delay=max(delay, 0.0))


def noted_rules(note: RobotsNote, *, token: str) -> Rules:
    """The rules that were noted, whatever our name was then."""
    if note.refusal is not None:
        return Rules(refusal=note.refusal)
    return parse_rules(note.text.encode(), token=token) if note.text else EVERYTHING


def authority(url: str) -> str:
    """`https://example.org:8443`, which one robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


class RobotsCache:
    """The rules of every authority a site's URLs lead to, each asked for once.

    `ask` fetches a robots.txt URL, redirects followed. It raises FetchError. `noted` is what
    is known already, by authority; what is learned is added to it.
    """

    def __init__(
        self,
        ask: Callable[[str], Awaitable[Response]],
        *,
        token: str,
        clock: Clock,
        noted: dict[str, RobotsNote],
    ) -> None:
        self._ask = ask
        self._token = token
        self._clock = clock
        self._noted = noted
        self._read: dict[str, Rules] = {}
        self._asking = asyncio.Lock()

    async def rules(self, url: str) -> Rules:
        """The rules for `url`. Raises FetchError where its host does not answer."""
        place = authority(url)
        kept = self._fresh(place)
        if kept is not None:
            return kept
        async with self._asking:
            kept = self._fresh(place)
            if kept is None:
                kept = await self._fetched(f"{place}/robots.txt")
                self._note(place, kept)
        return kept

    def _fresh(self, place: str) -> Rules | None:
        note = self._noted.get(place)
        if note is None or note.until <= self._clock():
            return None
        if place not in self._read:
            self._read[place] = noted_rules(note, token=self._token)
        return self._read[place]

    def _note(self, place: str, rules: Rules) -> None:
        until = self._clock() + (_REFUSAL_KEPT if rules.refusal else _KEPT)
        self._noted[place] = RobotsNote(until=until, text=rules.text, refusal=rules.refusal)
        self._read[place] = rules

    async def _fetched(self, url: str) -> Rules:
        try:
            return rules_of(await self._ask(url), token=self._token)
        except FetchFailed as error:
            if error.status is None:
                raise
            known = rules_for_status(error.status)
            return known or Rules(refusal=f"robots.txt cannot be read: {error.reason}")
