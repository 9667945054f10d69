"""The values of one exchange: what is to be read, what a visit carries, what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

import httpx

from scraper.models import Headers, Validators

# Answers whose body is the page; of all others only the status and the headers count.
WITH_BODY = frozenset({200, 203})


class ResourceKind(Enum):
    """What a request is for; an answer that is nothing of the kind is not read to its end."""

    PAGE = auto()  # or a feed
    IMAGE = auto()
    ANYTHING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPolicy:
    """What is read of a body: at most `max_bytes` decoded, and only of its kind.

    A longer body is an error, or with `cut` ends there.
    """

    max_bytes: int
    kind: ResourceKind = ResourceKind.PAGE
    cut: bool = False


@dataclass(slots=True, kw_only=True)
class RequestBudget:
    """What the requests for one URL share, over redirects and retries.

    `left` is the seconds that are left for waiting on the network; pauses do not count.
    Cookies are those set on the way: a page never sees those of another visit.
    """

    left: float
    validators: Validators | None = None
    cookies: httpx.Cookies | None = None

    def cookie_state(self) -> frozenset[tuple[str, str | None]]:
        """A value that differs when the same URL may be answered in another way."""
        if self.cookies is None:
            return frozenset()
        return frozenset((cookie.name, cookie.value) for cookie in self.cookies.jar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer. Bodies are empty unless the status is a page's (WITH_BODY).

    Header values are Latin-1, so that each byte of them can be had back.
    """

    url: str
    status: int
    headers: Headers
    reason_phrase: str
    http_version: str
    request_headers: Headers
    content: bytes = field(default=b"", repr=False)
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """The first value of header `name` (lower case), or None."""
        return next((value for key, value in self.headers if key.lower() == name), None)
