"""The contents of an article's files: `.md`, `.json`, `.comments.json`. Nothing is written here."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta, timezone

import msgspec

from scraper.archive.articles.assets import SavedImage, with_saved_images
from scraper.archive.articles.front_matter import front_matter
from scraper.archive.articles.markdown_parts import MarkdownParts, without_notes_line
from scraper.archive.articles.revision import Revision
from scraper.archive.articles.sidecar import MadeBy, Sidecar, SidecarHttp
from scraper.archive.program_version import program_version
from scraper.archive.state.record import RawRef
from scraper.archive.unicode_scalars import json_bytes, scalars
from scraper.blocks import Heading, Text
from scraper.markdown import render_markdown
from scraper.models import Article, Page, Target


def sidecar_of(
    revision: Revision,
    *,
    rules: str,
    earlier: Sidecar = Sidecar(),  # noqa: B008 - frozen
    aliases: tuple[str, ...] = (),
    images: tuple[SavedImage, ...] = (),
) -> Sidecar:
    """Everything that is known of an article. `rules` is the version of the extraction,
    `earlier` what was known before, `aliases` are earlier headlines, `images` those in the text.
    """
    article, page, target = revision.article, revision.origin.page, revision.target
    metadata = article.metadata
    list_tags = tuple(dict.fromkeys((*earlier.list_tags, *target.tags)))
    return Sidecar(
        title=metadata.title,
        aliases=aliases,
        source=page.final_url,
        canonical_url=metadata.canonical_url,
        author=metadata.authors,
        published=_iso_text(metadata.published),
        modified=_iso_text(metadata.modified),
        created=revision.created,
        added=earlier.added or target.added,
        description=metadata.description,
        site=metadata.site_name,
        domain=target.site,
        section=metadata.section,
        tags=tuple(dict.fromkeys((*metadata.tags, *list_tags))),
        image=metadata.image,
        license=metadata.license,
        language=metadata.language,
        word_count=article.word_count,
        free_access=metadata.free_access,
        id=revision.id,
        content_hash=revision.text_hash,
        version=revision.version,
        key=target.key,
        urls=_addresses(target, page),
        http=_http(page, revision.origin.raw),
        list_tags=list_tags,
        types=metadata.types,
        evidence=metadata.evidence,
        verdict=article.verdict,
        confidence=article.confidence,
        removals=article.removals,
        images=images,
        raw=revision.origin.raw,
        made_by=MadeBy(scraper=program_version(), extract=rules),
    )


def markdown_parts(
    article: Article, sidecar: Sidecar, *, path: str, notes: str = ""
) -> MarkdownParts:
    """What the `.md` at `path` is made of: front matter, one `# headline` and the text as its
    body, and the line for notes.
    """
    headline = render_markdown((Heading(1, (Text(article.title),)),))
    markdown = with_saved_images(article, sidecar.images, path).markdown
    body = "\n\n".join(filter(None, (headline, markdown)))
    return MarkdownParts(
        front=front_matter(sidecar),
        body=without_notes_line(scalars(body)).strip("\n"),
        notes=notes,
    )


def comments_file(article: Article) -> bytes:
    """The `.comments.json`: readers' comments in page order; empty where there are none."""
    if not article.comments:
        return b""
    return msgspec.json.format(json_bytes(list(article.comments)), indent=2) + b"\n"


def _addresses(target: Target, page: Page) -> tuple[str, ...]:
    """The addresses that led to a page, in order, each once."""
    hops = (hop.url for hop in page.redirects)
    return tuple(dict.fromkeys((target.url, *hops, page.final_url)))


def _iso_text(value: date | datetime | None) -> str:
    """A day, a local time or an instant in ISO 8601; empty for None.

    The offset of a zone has hours and minutes there, where Python's may have seconds too.
    """
    if value is None:
        return ""
    if isinstance(value, datetime) and (offset := value.utcoffset()) is not None:
        minutes = int(offset / timedelta(minutes=1))
        value = value.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    return str(msgspec.to_builtins(value))


def _http(page: Page, raw: RawRef | None) -> SidecarHttp:
    return SidecarHttp(
        status=page.status,
        requested_url=page.url,
        final_url=page.final_url,
        redirects=page.redirects,
        fetched_at=page.fetched_at,
        content_type=page.header("content-type"),
        etag=page.header("etag"),
        last_modified=page.header("last-modified"),
        size=len(page.body),
        sha256=raw.sha256 if raw else hashlib.sha256(page.body).hexdigest(),
    )
