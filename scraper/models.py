"""The values that flow through the project, one type a stage. Frozen, and never half filled.

    Target -> Page -> Article -> Outcome (outcomes.py)

Instants are aware datetimes (UTC unless a field says otherwise), lengths are bytes or
words as named, addresses are absolute URLs.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from scraper.blocks import Block


class VerdictName(StrEnum):
    """What a page is. `ARTICLE` includes every page with content of its own."""

    ARTICLE = "article"
    PAYWALL = "paywall"
    CONSENT = "consent"
    BOT_WALL = "bot_wall"
    SOFT_404 = "soft_404"
    SECTION_PAGE = "section_page"
    THIN = "thin"
    EMPTY = "empty"


class Target(Struct, frozen=True, kw_only=True):
    """One article to fetch, as a URL list names it.

    `url` is fetched as it is; two URLs of the same `key` are the same article (see
    urls.url_key); `site` is the registrable domain, by which work is divided. `source` and
    `line` are the list and the line that name it, for messages. `tags` and `added` are what an
    exported list says of it: the reader's tags, and when it was added there.
    """

    url: str
    key: str
    site: str
    source: str = ""
    line: int | None = None
    tags: tuple[str, ...] = ()
    added: datetime | None = None


class BadLine(Struct, frozen=True, kw_only=True):
    """A line of a URL list that is not a target, and why."""

    source: str
    line: int
    text: str
    reason: str


class Validators(Struct, frozen=True, kw_only=True):
    """The validators of a conditional request (RFC 9110, 8.8), as the server sent them, and the
    URL that they are of; empty for the URL that is requested first.
    """

    url: str = ""
    etag: str | None = None
    last_modified: str | None = None


class Redirect(Struct, frozen=True, kw_only=True):
    """One hop: the response for `url` had `status` and `location` (absolute)."""

    url: str
    status: int
    location: str


Headers = tuple[tuple[str, str], ...]


class Page(Struct, frozen=True, kw_only=True):
    """A final response, raw: enough to extract from it again years later.

    `content` is the body without its transfer coding, `body` the same without its content
    coding; they are one object where there was none. Headers are as received, with
    repeats. A 304 has an empty body.
    """

    url: str
    final_url: str
    status: int
    headers: Headers
    content: bytes
    body: bytes
    fetched_at: datetime
    redirects: tuple[Redirect, ...] = ()
    reason_phrase: str = ""
    http_version: str = "HTTP/1.1"
    request_headers: Headers = ()

    def header(self, name: str) -> str | None:
        """The first value of header `name` (any case), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a metadata value comes from.

    `field` is the name of an Article field, `source` names the place in the page
    ("json-ld:datePublished", "meta:og:title", "byline"), `confidence` is 0 to 1.
    """

    field: str
    value: str
    source: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One piece of the page that was left out, and why.

    `step` is the extraction step ("prune", "body", "residue"), `rule` the name of the rule
    in it, `text` the start of the removed text, `path` its place ("main > div.related").
    """

    step: str
    rule: str
    text: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the page is, the reason in one line, and the confidence (0 to 1)."""

    name: VerdictName
    reason: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page declares about its article. A field that it does not declare is empty.

    `published` and `modified` are a datetime with a zone where the page gives one, a naive
    datetime where it gives a time without a zone, a date where it gives only the day.
    `language` is a BCP 47 tag. `site_name` is the publisher's name for itself. `types` are the
    declared types of schema.org, and of Open Graph as `og:article`. `stated_text` is the
    `articleBody` of JSON-LD: often truncated, without paragraphs or outdated, so it helps to
    find the text and does not replace it.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    published: date | datetime | None = None
    modified: date | datetime | None = None
    language: str = ""
    site_name: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    description: str = ""
    image: str = ""
    canonical_url: str = ""
    license: str = ""
    free_access: bool | None = None
    types: tuple[str, ...] = ()
    stated_text: str = field(default="", repr=False)
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment on an article; `author` and `published` where the page gives them.

    `text` is plain text, `markdown` the same as CommonMark without images. `depth` is 0 for a
    comment on the article, 1 for a reply to it, and so on; comments are in page order, so
    that a reply comes after its parent.
    """

    text: str
    markdown: str
    author: str = ""
    published: date | datetime | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The best text of one page, its metadata, and what was left out.

    `blocks` is the body without the headline; `markdown` is the same as CommonMark with GFM
    tables, `text` as plain text with a line for each block. `word_count` counts words of `text`
    (a Han, Hiragana, Katakana or Thai character counts half a word). `confidence` (0 to 1) is
    the expected word F1 of the text against a perfect one. `comments` is empty unless the
    settings request them; they are never part of the body.
    """

    metadata: Metadata
    blocks: tuple[Block, ...] = field(repr=False)
    markdown: str
    text: str = field(repr=False)
    word_count: int
    verdict: Verdict
    confidence: float = 0.0
    removals: tuple[Removal, ...] = field(default=(), repr=False)
    comments: tuple[Comment, ...] = field(default=(), repr=False)
    url: str = ""

    @property
    def title(self) -> str:
        return self.metadata.title

    @property
    def authors(self) -> tuple[str, ...]:
        return self.metadata.authors

    @property
    def published(self) -> date | datetime | None:
        return self.metadata.published

    @property
    def modified(self) -> date | datetime | None:
        return self.metadata.modified

    @property
    def language(self) -> str:
        return self.metadata.language

    @property
    def description(self) -> str:
        return self.metadata.description

    @property
    def tags(self) -> tuple[str, ...]:
        return self.metadata.tags

    @property
    def site_name(self) -> str:
        return self.metadata.site_name

    @property
    def image(self) -> str:
        return self.metadata.image

    def to_dict(self) -> dict[str, Any]:
        """All but the blocks, as `--json` prints it: named as in the archive (`author`, `site`,
        `source`), every key always there, dates in ISO 8601 or None.
        """
        fields: dict[str, Any] = asdict(self, dict_factory=_json_fields)
        metadata: dict[str, Any] = fields.pop("metadata")
        del fields["blocks"], metadata["stated_text"]
        first: dict[str, Any] = {"title": metadata.pop("title"), "author": metadata.pop("authors")}
        last = {"site": metadata.pop("site_name"), "source": fields.pop("url")}
        return first | metadata | last | fields


def _json_fields(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _json_value(value) for name, value in fields}


def _json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
