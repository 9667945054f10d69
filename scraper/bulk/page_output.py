"""Extracted pages -> a folder of `.md` and `.json`, JSON Lines, or Parquet.

Each file appears under its name only when it is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from msgspec.structs import replace

from scraper.archive.articles.article_files import comments_file, markdown_file, sidecar_of
from scraper.archive.articles.paths import comments_path, json_path
from scraper.archive.articles.revision import Origin, Revision, make_revision
from scraper.archive.articles.sidecar import Sidecar, SidecarHttp, encode_sidecar
from scraper.archive.export_target import export_file
from scraper.archive.exporters.parquet import write_table
from scraper.archive.layout import ARTICLES, STATE
from scraper.archive.unicode_scalars import json_bytes
from scraper.bulk.page_row import COLUMNS
from scraper.errors import UrlError, UsageError
from scraper.extraction.article import EXTRACT_VERSION
from scraper.models import Article, Page, Target
from scraper.urls import site_of, url_key

RowWriter = Callable[[Iterable[dict[str, Any]], BinaryIO], None]


def write_jsonl_rows(rows: Iterable[dict[str, Any]], out: BinaryIO) -> None:
    """A JSON object for each row."""
    out.writelines(json_bytes(row) + b"\n" for row in rows)


def write_parquet_rows(rows: Iterable[dict[str, Any]], out: BinaryIO) -> None:
    """A table. Raises UsageError where pyarrow is missing."""
    write_table(rows, COLUMNS, out)


# by the ending of the file
ROW_WRITERS: dict[str, RowWriter] = {
    ".jsonl": write_jsonl_rows,
    ".ndjson": write_jsonl_rows,
    ".parquet": write_parquet_rows,
}


class PageFolder:
    """A folder of articles, which may be there already: articles of the same names are replaced."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError for an archive, which has a state to be kept."""
        if (folder / STATE).exists():
            raise UsageError(f"{folder}: is an archive; use `scraper import` to add pages to it")
        self._folder = folder
        self._taken: set[str] = set()

    def write(self, article: Article, *, name: str, path: str) -> str:
        """Write the files of an article, and its readers' comments if it has any; the path of the
        `.md` in the folder. `path`: see NamedPage. Raises ArchiveError.
        """
        revision = _revision(article, name)
        path = self._free(path) if path else revision.path.removeprefix(f"{ARTICLES}/")
        path = path if path.endswith(".md") else f"{path}.md"
        sidecar = _sidecar(revision)
        self._write(path, markdown_file(article, sidecar))
        self._write(json_path(path), encode_sidecar(sidecar))
        if comments := comments_file(article):
            self._write(comments_path(path), comments)
        return path

    def _free(self, path: str) -> str:
        """`path`, or with a number where another page has the name, or a file of somebody else: one
        without a `.json`.
        """
        number, free = 1, path
        while free.lower() in self._taken or self._is_foreign(free):  # a is A in some file systems
            number += 1
            free = f"{path}-{number}"
        self._taken.add(free.lower())
        return free

    def _is_foreign(self, path: str) -> bool:
        markdown = self._folder / f"{path}.md"
        return markdown.exists() and not markdown.with_suffix(".json").exists()

    def _write(self, path: str, content: bytes) -> None:
        with export_file(self._folder / path) as temporary:
            temporary.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)


def page_document(name: str, article: Article | None, error: str, *, comments: bool) -> bytes:
    """Everything that is known of a page, as one line of JSON: `input`, `error` and, where there
    is an article, `Article.to_dict`.
    """
    document: dict[str, Any] = {"input": name, "error": error}
    if article is not None:
        document |= article.to_dict()
        if not comments:
            del document["comments"]
    return json_bytes(document) + b"\n"


def _revision(article: Article, name: str) -> Revision:
    now = datetime.now(UTC)
    page = Page(
        url=article.url,
        final_url=article.url,
        status=0,
        headers=(),
        content=b"",
        body=b"",
        fetched_at=now,
    )
    return make_revision(article, Origin(page=page), _target(article, name), saved=None, now=now)


def _target(article: Article, name: str) -> Target:
    """The address of an article; the name of its file where there is none."""
    try:
        url = article.url
        return Target(url=url, key=url_key(url), site=site_of(url))
    except UrlError:
        return Target(url="", key=name, site="")


def _sidecar(revision: Revision) -> Sidecar:
    """What is known without a response."""
    sidecar = sidecar_of(revision, rules=EXTRACT_VERSION)
    return replace(sidecar, http=SidecarHttp(), urls=tuple(filter(None, sidecar.urls)))
