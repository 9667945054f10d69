"""Permanent redirects, remembered: a URL that has moved is asked at its goal from then on.

RFC 9110, 15.4.2 and 15.4.9: 301 and 308 may be kept without being told so. They are kept for a
month, or as long as Cache-Control says, and only where no cookie had a part in them. A move
that leads nowhere any more is forgotten, and the old URL asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from scraper.fetch.exchange import Response
from scraper.fetch.retry import Clock
from scraper.fetch.site_cache import MoveNote

PERMANENT = frozenset({301, 308})
_KEPT = timedelta(days=30)
_LONGEST_URL = 2048
_NOT_KEPT = re.compile(r"\b(?:no-store|no-cache)\b", re.IGNORECASE)
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


class RedirectCache:
    """The moves of a site's URLs. `noted` is what is known already; what is learned is added."""

    def __init__(self, noted: dict[str, MoveNote], *, clock: Clock) -> None:
        self._noted = noted
        self._clock = clock

    def recalled(self, url: str) -> Response | None:
        """The redirect that `url` would be answered with, None where that is not known."""
        note = self._noted.get(url)
        if note is None or note.until <= self._clock():
            return None
        return Response(
            url=url,
            status=note.status,
            headers=(("Location", note.location),),
            reason_phrase="",
            http_version="",
            request_headers=(),
        )

    def learn(self, answers: Iterable[Response]) -> None:
        """Note the moves among the answers on a way that has led to a page."""
        for answer in answers:
            life = life_of(answer)
            location = answer.header("location")
            if life and location and len(answer.url) + len(location) <= _LONGEST_URL:
                self._noted[answer.url] = MoveNote(
                    until=self._clock() + life, status=answer.status, location=location
                )

    def forget(self, urls: Iterable[str]) -> None:
        for url in urls:
            self._noted.pop(url, None)


def life_of(answer: Response) -> timedelta:
    """How long `answer` may be kept in the place of a request; zero where it may not."""
    had_cookie = any(name.lower() == "cookie" for name, _ in answer.request_headers)
    if answer.status not in PERMANENT or had_cookie or answer.header("set-cookie"):
        return timedelta(0)
    said = answer.header("cache-control") or ""
    if _NOT_KEPT.search(said):
        return timedelta(0)
    age = _MAX_AGE.search(said)
    return min(timedelta(seconds=int(age.group(1))), _KEPT) if age else _KEPT
