"""An article as the two files it is kept in: `.md` with front matter, `.json` with the rest.

The front matter's names are those that Hugo and Obsidian know (`published`, `source`, …);
`url`, `type` and `layout` mean something else there and are never written. A text is always
in double quotes, so that no YAML reader takes "no" for a boolean or 1.10 for a number.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec
import yaml

from scraper.archive.articles.assets import SavedImage, with_pictures
from scraper.archive.program_version import program_version
from scraper.archive.state.record import RawRef, Record
from scraper.archive.unicode_scalars import json_bytes, scalars
from scraper.blocks import Heading, Text
from scraper.markdown import render_markdown
from scraper.models import Article, Page

# What ends a tag in Obsidian.
_NOT_IN_TAG = re.compile(
    r"[\u2000-\u206f\u2e00-\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s\x00-\x1f\x7f-\x9f\ufeff]+"
)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an article comes from: its page, its raw record, and what asking for the pictures
    in its text gave; None where nobody asked.
    """

    page: Page
    raw: RawRef | None = None
    pictures: tuple[SavedImage, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """What is written for one article. `record` is the row that it will have, `aliases` are
    earlier headlines, `pictures` those in the text.
    """

    article: Article
    page: Page
    record: Record
    raw: RawRef | None
    rules: str
    aliases: tuple[str, ...] = ()
    pictures: tuple[SavedImage, ...] = ()


def text_hash(article: Article) -> str:
    """SHA-256 (hex) of the text: what says whether an article has changed."""
    return hashlib.sha256(scalars(article.text).encode()).hexdigest()


def holds_text(markdown: bytes, hash_: str) -> bool:
    """Whether a `.md` says in its front matter that it holds the text of this hash."""
    return f'\ncontent_hash: "{hash_}"\n'.encode() in markdown.partition(b"\n---\n")[0] + b"\n"


def entry_markdown(entry: ArticleEntry) -> bytes:
    """The `.md`: front matter, one `# headline`, the body. UTF-8, one line end at the end."""
    fields = front_matter(entry)
    if tags := tuple(dict.fromkeys(filter(None, map(_tag, entry.article.metadata.tags)))):
        fields["tags"] = list(tags)
    else:
        fields.pop("tags", None)
    parts = [f"---\n{_yaml(fields)}---"]
    if headline := render_markdown((Heading(1, (Text(entry.article.title),)),)):
        parts.append(headline)
    if markdown := with_pictures(entry.article, entry.pictures).markdown:
        parts.append(markdown)
    return scalars("\n\n".join(parts) + "\n").encode()


def entry_json(entry: ArticleEntry) -> bytes:
    """The `.json`: the fields of the front matter, then where each comes from and all else."""
    article, page, record = entry.article, entry.page, entry.record
    everything = {
        **front_matter(entry),
        "key": record.key,
        "urls": list(dict.fromkeys((record.url, *(r.url for r in page.redirects), page.final_url))),
        "http": _http(page, entry.raw),
        "types": article.metadata.types,
        "evidence": article.metadata.evidence,
        "verdict": article.verdict,
        "confidence": article.confidence,
        "removals": article.removals,
        "images": entry.pictures,
        "raw": entry.raw,
        "made_by": {"scraper": program_version(), "extract": entry.rules},
    }
    return msgspec.json.format(json_bytes(everything), indent=2) + b"\n"


def comments_json(article: Article) -> bytes:
    """The `.comments.json`: what readers wrote, in page order; empty where there is nothing."""
    if not article.comments:
        return b""
    return msgspec.json.format(json_bytes(list(article.comments)), indent=2) + b"\n"


def front_matter(entry: ArticleEntry) -> dict[str, Any]:
    """The fields of the front matter in their order; those without a value are left out."""
    metadata, record = entry.article.metadata, entry.record
    fields = {
        "title": metadata.title,
        "aliases": list(entry.aliases),
        "source": entry.page.final_url,
        "canonical_url": metadata.canonical_url,
        "author": list(metadata.authors),
        "published": _in_minutes(metadata.published),
        "modified": _in_minutes(metadata.modified),
        "created": record.created,
        "description": metadata.description,
        "site": metadata.site_name,
        "domain": record.site,
        "section": metadata.section,
        "tags": list(metadata.tags),
        "image": metadata.image,
        "license": metadata.license,
        "language": metadata.language,
        "word_count": entry.article.word_count,
        "free_access": metadata.free_access,
        "id": record.id,
        "content_hash": record.text_hash,
        "version": record.version,
    }
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _tag(text: str) -> str:
    """A keyword of the page as a tag that Obsidian takes: no spaces, not of digits alone."""
    tag = _NOT_IN_TAG.sub("-", scalars(text)).strip("-/")
    return f"_{tag}" if tag.isdigit() else tag


def _in_minutes(value: date | datetime | None) -> date | datetime | None:
    """A zone has hours and minutes in YAML and RFC 3339, where Python's may have seconds."""
    if not isinstance(value, datetime) or (offset := value.utcoffset()) is None:
        return value
    minutes = int(offset / timedelta(minutes=1))
    return value.replace(tzinfo=timezone(timedelta(minutes=minutes)))


def _http(page: Page, raw: RawRef | None) -> dict[str, Any]:
    return {
        "status": page.status,
        "requested_url": page.url,
        "final_url": page.final_url,
        "redirects": page.redirects,
        "fetched_at": page.fetched_at,
        "content_type": page.header("content-type"),
        "etag": page.header("etag"),
        "last_modified": page.header("last-modified"),
        "bytes": len(page.body),
        "sha256": raw.sha256 if raw else hashlib.sha256(page.body).hexdigest(),
    }


# --- writing -----------------------------------------------------------------------------


class _Dumper(yaml.CSafeDumper):
    """YAML as front matter wants it: texts in double quotes, instants in ISO 8601."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        """Write a value that stands in two fields out twice, and never as `*id001`."""
        return True


class _Key(str):
    __slots__ = ()


def _yaml(fields: Mapping[str, Any]) -> str:
    named = {_Key(name): value for name, value in fields.items()}
    return yaml.dump(named, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1 << 30)


def _text(dumper: yaml.CSafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", scalars(value), style='"')


def _key(dumper: yaml.CSafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


def _instant(dumper: yaml.CSafeDumper, value: date) -> yaml.Node:
    return dumper.represent_scalar(_TIMESTAMP, value.isoformat())


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Key, _key)
_Dumper.add_representer(date, _instant)
_Dumper.add_representer(datetime, _instant)
