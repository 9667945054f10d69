"""Extracted pages -> a folder of `.md` and `.json`, without an archive.

Each file appears under its name only when it is complete. What the user has changed in a `.md`
stays, as in an archive.
"""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from scraper.archive.articles.article_files import comments_file, markdown_parts, sidecar_of
from scraper.archive.articles.paths import comments_path, json_path
from scraper.archive.articles.revision import Origin, Revision, make_revision
from scraper.archive.articles.sidecar import Sidecar, SidecarHttp, encode_sidecar, read_sidecar
from scraper.archive.articles.user_changes import MergedText, merge_text
from scraper.archive.atomic_files import archive_errors
from scraper.archive.export_target import export_file
from scraper.archive.layout import ARTICLES, STATE
from scraper.errors import UrlError, UsageError
from scraper.extraction.article import EXTRACT_VERSION
from scraper.models import Article, Page, Target
from scraper.urls import site_of, url_key


class PageFolder:
    """A folder of articles, which may be there already: articles of the same names are updated."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageError for an archive, which has a state to be kept."""
        if (folder / STATE).exists():
            raise UsageError(f"{folder}: is an archive; use `scraper import` to add pages to it")
        self._folder = folder
        self._taken: set[str] = set()

    def write(self, article: Article, *, name: str, path: str) -> str:
        """Write the files of an article, and its readers' comments if it has any. `path`: see
        NamedPage. What to report: where the new text is, if the user has edited the one before;
        empty otherwise. Raises ArchiveError.
        """
        revision = _revision(article, name)
        path = self._free(path) if path else revision.path.removeprefix(f"{ARTICLES}/")
        path = path if path.endswith(".md") else f"{path}.md"
        earlier = read_sidecar(self._folder, path)
        sidecar = _sidecar(revision, earlier)
        present, ours = self._present(path), markdown_parts(article, sidecar, path="")
        merged = merge_text(present, ours, sidecar, earlier, is_own=False)
        report = ""
        if merged.edited and merged.sidecar.body_hashes[:1] != earlier.body_hashes[:1]:
            merged, report = self._write_beside(path, merged, ours.joined())
        self._write(json_path(path), encode_sidecar(merged.sidecar))
        if merged.markdown != present:
            self._write(path, merged.markdown)
        if comments := comments_file(article):
            self._write(comments_path(path), comments)
        return report

    def _write_beside(self, path: str, merged: MergedText, new: bytes) -> tuple[MergedText, str]:
        """Write a text that does not replace the one that its user has edited."""
        number, beside = 1, path.removesuffix(".md") + ".new.md"
        while (self._folder / beside).exists():
            number += 1
            beside = f"{path.removesuffix('.md')}.new-{number}.md"
        self._write(beside, new)
        sidecar = replace(merged.sidecar, new_text=beside)
        merged = dataclasses.replace(merged, sidecar=sidecar)
        return (
            merged,
            f"{self._folder / path}: {merged.edited}, new text in {self._folder / beside}",
        )

    def _present(self, path: str) -> bytes | None:
        file = self._folder / path
        with archive_errors(file):
            return file.read_bytes() if file.is_file() else None

    def _free(self, path: str) -> str:
        """`path`, or with a number where another page has the name, or a file of somebody else."""
        number, free = 1, path
        while free.lower() in self._taken or self._is_foreign(free):  # a is A in some file systems
            number += 1
            free = f"{path}-{number}"
        self._taken.add(free.lower())
        return free

    def _is_foreign(self, path: str) -> bool:
        """Whether one of the two files is there, and no `.json` of an article."""
        files = (self._folder / f"{path}{ending}" for ending in (".md", ".json"))
        return any(file.exists() for file in files) and not read_sidecar(self._folder, path).id

    def _write(self, path: str, content: bytes) -> None:
        with export_file(self._folder / path) as temporary:
            temporary.write_bytes(content)


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


def _sidecar(revision: Revision, earlier: Sidecar) -> Sidecar:
    """What is known without a response; `created` is the time of the first extraction."""
    sidecar = sidecar_of(revision, rules=EXTRACT_VERSION)
    return replace(
        sidecar,
        created=earlier.created or sidecar.created,
        http=SidecarHttp(),
        urls=tuple(filter(None, sidecar.urls)),
    )
