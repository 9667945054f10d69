"""The headers of requests: ours, those of the settings, and who receives which."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scraper.fetch.content_coding import ACCEPT_ENCODING
from scraper.fetch.exchange import ResourceKind
from scraper.models import Validators
from scraper.settings import FetchSettings
from scraper.urls import site_of

ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml;q=0.9,application/atom+xml;q=0.9,"
    "application/xml;q=0.8,*/*;q=0.5"
)
ACCEPT_IMAGES = "image/avif,image/webp,image/png,image/jpeg,image/gif,*/*;q=0.1"
# RFC 9110, 5.5: no control character but a tab, and no white space at either end.
_FIELD = re.compile(r"[^\x00-\x20\x7f](?:[^\x00-\x08\x0a-\x1f\x7f]*[^\x00-\x20\x7f])?")

RawHeaders = list[tuple[bytes, bytes]]


class SiteHeaders:
    """The headers of a site's requests.

    Headers from the site's own settings, which may hold a password, are sent to this site only;
    what it redirects to receives `common`, those of all sites.
    """

    def __init__(self, site: str, settings: FetchSettings, *, common: Mapping[str, str]) -> None:
        self._site = site
        self._own = request_headers(settings, settings.headers)
        self._common = request_headers(settings, common)

    def of_request(self, url: str, kind: ResourceKind) -> RawHeaders:
        """The headers of a request for `url`."""
        headers = self._own
        if headers != self._common and site_of(url) != self._site:
            headers = self._common
        return _accepting_images(headers) if kind is ResourceKind.IMAGE else headers


def request_headers(settings: FetchSettings, configured: Mapping[str, str]) -> RawHeaders:
    """The headers of every request: ours, replaced or extended by `configured`."""
    ours = {
        "User-Agent": user_agent(settings),
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPT_ENCODING,
    }
    replaced = {name.lower() for name in configured}
    kept = {name: value for name, value in ours.items() if name.lower() not in replaced}
    pairs = (kept | dict(configured)).items()
    return [(name.encode("latin-1", "replace"), _encode(value)) for name, value in pairs]


def conditional_headers(validators: Validators | None) -> RawHeaders:
    """RFC 9110, 13.1: both are sent where both are known, and only what a header can hold."""
    if validators is None:
        return []
    pairs = (
        (b"If-None-Match", validators.etag),
        (b"If-Modified-Since", validators.last_modified),
    )
    return [(name, _encode(value)) for name, value in pairs if value and _FIELD.fullmatch(value)]


def user_agent(settings: FetchSettings) -> str:
    """`name/version (+contact)`; the contact of the settings replaces any other."""
    if not settings.contact:
        return settings.user_agent
    name = re.sub(r"\s*\(\+[^)]*\)", "", settings.user_agent)
    return f"{name} (+{settings.contact})"


def _accepting_images(headers: RawHeaders) -> RawHeaders:
    kept = [(name, value) for name, value in headers if name.lower() != b"accept"]
    return [*kept, (b"Accept", ACCEPT_IMAGES.encode())]


def _encode(text: str) -> bytes:
    """A value that was received in a header is sent as the same bytes; others as UTF-8."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")
