"""The pages in WARC files of other programs: what a crawl has kept, ready to be extracted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.raw.foreign_warc import read_responses
from scraper.extraction.article import content_type
from scraper.fetch.bounded_body import SNIFFED, decode_body
from scraper.fetch.content_coding import BodyError
from scraper.fetch.content_type import Declared, body_refusal, declared
from scraper.fetch.feeds import may_be_feed
from scraper.models import Headers, Page
from scraper.settings import FetchSettings

_MAX_BYTES = FetchSettings().max_bytes


def read_warc(path: str | Path, *, max_bytes: int = _MAX_BYTES) -> Iterator[Page]:
    """The HTML pages (status 200) in a `.warc`, `.warc.gz`, `.arc` or `.wacz` file, in its order.

    Of each body, at most `max_bytes` are read. Raises ArchiveError where the file cannot be read,
    is no WARC file, or ends in the middle: after the pages before that.
    """
    for page in read_responses(Path(path), max_bytes=max_bytes, wanted=_may_be_page):
        if (found := _html(page, max_bytes)) is not None:
            yield found


def _may_be_page(status: int, headers: Headers) -> bool:
    return status == 200 and declared(content_type(headers)) in {Declared.PAGE, Declared.UNSURE}


def _html(page: Page, max_bytes: int) -> Page | None:
    """The page with its body decoded, or None where it is no HTML.

    Common Crawl decodes bodies and renames the header; other programs decode them and leave it.
    """
    coding = page.header("content-encoding")
    try:
        body = decode_body(page.content, coding, max_bytes=max_bytes)
    except BodyError:
        body = page.content
        headers = tuple(each for each in page.headers if each[0].lower() != "content-encoding")
        page = replace(page, headers=headers)
    page = replace(page, body=body)
    refusal = body_refusal(page.header("content-type"), body[:SNIFFED])
    return None if not body.strip() or refusal is not None or may_be_feed(page) else page
