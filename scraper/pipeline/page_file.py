"""HTML that is there already, as text, bytes or a file -> its article. No network."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scraper.errors import ScraperError, UrlError
from scraper.extraction import article as extraction
from scraper.fetch.binary_type import binary_type
from scraper.models import Article, Headers
from scraper.pipeline.setting_selectors import check_selectors
from scraper.settings import ExtractSettings, FetchSettings, Settings, extract_settings_for

DEFAULTS = ExtractSettings()
_GZIP = "application/gzip"
_MAX_BYTES = FetchSettings().max_bytes


def extract(
    html: str | bytes | Path,
    *,
    url: str | None = None,
    headers: Headers = (),
    fetched_at: datetime | None = None,
    status: int | None = None,
    settings: ExtractSettings | Settings = DEFAULTS,
) -> Article:
    """The article of one HTML page, with what was left out and why.

    `html` is the page: text, the bytes of the answer, or the Path of a file (`.html`, `.html.gz`).
    Bytes are decoded by `headers` (the Content-Type's charset), `<meta>` and detection. `url` is
    the page's address: with it links come out absolute. `fetched_at` (aware) is the instant no
    date of the article may lie after. `status` is the HTTP status that the page came with: the
    verdict on a short page of a 403 or 503 rests on it. `settings` choose the mode, name selectors
    to drop or keep, and request comments; of Settings those for extraction count.

    Always returns an Article with the best text there is; its `verdict` says whether the
    page is one. Takes milliseconds to some tens of them, by the page's length. Raises OSError for
    a file that cannot be read, ScraperError for one of another kind (PDF, an image, …), and
    SettingsError for a selector that is none.
    """
    if isinstance(html, Path):
        html = read_page_file(html)
    if isinstance(settings, Settings):
        settings = settings.extract
    check_selectors(Settings(extract=settings))
    return extraction.extract(
        html, url=url, headers=headers, fetched_at=fetched_at, status=status, settings=settings
    )


def read_page_file(path: Path, *, max_bytes: int = _MAX_BYTES) -> bytes:
    """The HTML in a file, which may be compressed with gzip; at most `max_bytes` of it.

    Raises OSError, and ScraperError for a file of another kind (PDF, an image, …).
    """
    with path.open("rb") as file:
        return page_bytes(file.read(max_bytes), max_bytes=max_bytes)


def page_bytes(content: bytes, *, max_bytes: int = _MAX_BYTES) -> bytes:
    """The HTML in the content of a file. Raises ScraperError for one of another kind."""
    kind = binary_type(content)
    if kind == _GZIP:
        from scraper.fetch.content_coding import gunzip  # noqa: PLC0415 - for few files

        content = gunzip(content, max_bytes=max_bytes)
        kind = binary_type(content)
    if kind is not None:
        raise ScraperError(f"{kind} is not a page")
    return content


def settings_of_url(settings: Settings, url: str) -> ExtractSettings:
    """Those of the page's site, where there are any."""
    if not settings.site or not url:
        return settings.extract
    from scraper.urls import site_of  # noqa: PLC0415 - for few pages

    try:
        return extract_settings_for(settings, site_of(url))
    except UrlError:
        return settings.extract
