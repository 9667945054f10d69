"""Complete values for the tests of the archive, with the changes that a test needs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from scraper.archive.articles.paths import article_id
from scraper.archive.articles.revision import Origin, Revision, text_hash
from scraper.archive.state.record import Record
from scraper.models import Article, Metadata, Page, Target, Verdict, VerdictName
from scraper.outcomes import OutcomeName

NOW = datetime(2026, 11, 23, 12, 30, 15, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 6, 0, 0, tzinfo=UTC)
URL = "https://news.example.org/ferry"


def make_target(url: str = URL, **changes: Any) -> Target:
    target = Target(
        url=url, key=url.removeprefix("https://"), site="example.org", source="list", line=3
    )
    return replace(target, **changes)


def make_page(body: bytes = b"<p>The ferry</p>", **changes: Any) -> Page:
    page = Page(
        url=URL,
        final_url=URL,
        status=200,
        headers=(("Content-Type", "text/html"), ("ETag", '"a1"')),
        content=body,
        body=body,
        fetched_at=NOW,
        reason_phrase="OK",
        request_headers=(("Host", "news.example.org"),),
    )
    return replace(page, **changes)


def make_article(text: str = "The ferry is back.", **metadata: Any) -> Article:
    return Article(
        metadata=Metadata(**{"title": "Ferry returns", **metadata}),
        blocks=(),
        markdown=text,
        text=text,
        word_count=len(text.split()),
        verdict=Verdict(name=VerdictName.ARTICLE, reason="long text", score=0.9),
    )


def make_revision(article: Article, origin: Origin | None = None, *, version: int = 1) -> Revision:
    return Revision(
        article=article,
        origin=origin or Origin(page=make_page()),
        target=make_target(),
        path="articles/example.org/2026/ferry.md",
        created=NOW,
        text_hash=text_hash(article),
        version=version,
    )


def make_record(key: str = "news.example.org/ferry", **changes: Any) -> Record:
    record = Record(
        key=key,
        id=article_id(key),
        url=f"https://{key}",
        site="example.org",
        outcome=OutcomeName.NEW,
        checked_at=NOW,
    )
    return replace(record, **changes)
