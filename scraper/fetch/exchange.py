"""The values of one exchange: what is to be read, what requests share, and the response."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

import httpx

from scraper.models import Headers, Validators

# Responses whose body is the page.
WITH_BODY = frozenset({200, 203})
# Responses that bot walls come with: the start of the body tells them from other refusals. 405 is
# that of a captcha of AWS, 428 of a challenge of Akamai. Of all others only the status and the
# headers matter.
MAY_BE_WALL = frozenset({202, 403, 405, 406, 418, 428, 429, 503})


class ResourceKind(Enum):
    """What a request is for. A response of another kind is not read to its end."""

    PAGE = auto()  # or a feed
    IMAGE = auto()
    ANYTHING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPolicy:
    """What is read of a body: at most `max_bytes` of decoded data, and only of its kind.

    A longer body is an error, or is truncated there with `truncate`.
    """

    max_bytes: int
    kind: ResourceKind = ResourceKind.PAGE
    truncate: bool = False


@dataclass(slots=True, kw_only=True)
class RequestBudget:
    """What the requests for one URL share, across redirects and retries.

    `seconds_left` is the time left for waiting on the network; pauses do not count. `cookies` are
    those that the redirects set: no page receives the cookies of another one.
    """

    seconds_left: float
    validators: Validators | None = None
    cookies: httpx.Cookies | None = None

    def validators_of(self, url: str) -> Validators | None:
        """The validators to send to `url`: those of another page would give a false 304."""
        known = self.validators
        return known if known is not None and known.url == url else None

    def cookie_state(self) -> frozenset[tuple[str, str | None]]:
        """A value that changes when the same URL may be answered differently."""
        if self.cookies is None:
            return frozenset()
        return frozenset((cookie.name, cookie.value) for cookie in self.cookies.jar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One response. The body is empty unless the status is a page's (WITH_BODY), or that of a
    page that may be a bot wall (MAY_BE_WALL).

    `content` is the body as received, `body` decoded. Header values are decoded as Latin-1, so
    that their bytes can be restored.
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
