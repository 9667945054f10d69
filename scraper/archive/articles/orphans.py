"""Articles that lie in the archive without a row: the run ended between files and row.

A save of the same URL key must find them, or the article would be there twice: without a
date of its own its name has the day of the save. The `.json` says whose they are.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from pathlib import Path

import msgspec

from scraper.archive.articles.paths import ARTICLES, article_id, id_in, site_folder
from scraper.archive.state.record import Record
from scraper.outcomes import OutcomeName

_SITES = 64  # sites whose names are held in memory at once


class _Http(msgspec.Struct, frozen=True):
    status: int | None = None
    final_url: str = ""
    requested_url: str = ""
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: datetime | None = None


class _Raw(msgspec.Struct, frozen=True):
    file: str
    offset: int
    sha256: str


class _Json(msgspec.Struct, frozen=True):
    """What a row takes over from an article's `.json`."""

    key: str
    source: str
    domain: str
    created: datetime
    content_hash: str
    version: int
    title: str = ""
    word_count: int = 0
    published: str = ""
    http: _Http = _Http()
    raw: _Raw | None = None


class Orphans:
    """Looks an article's files up by its key. A site's folder is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sites: dict[str, dict[str, list[str]]] = {}

    def find(self, site: str, key: str) -> Record | None:
        """The row of an article that has files and no row; None where there are none."""
        name = site_folder(site)
        if name not in self._sites:
            if len(self._sites) >= _SITES:
                del self._sites[next(iter(self._sites))]
            self._sites[name] = self._names(name)
        for path in self._sites[name].get(article_id(key), ()):
            kept = read_orphan(self._folder, path)
            if kept is not None and kept.key == key:  # two keys may share an id
                return kept
        return None

    def _names(self, site: str) -> dict[str, list[str]]:
        """The `.json` files of a site by id, oldest name first."""
        names = defaultdict(list)
        for file in sorted((self._folder / ARTICLES / site).glob("*/*.json")):
            names[id_in(file.name)].append(file.relative_to(self._folder).as_posix())
        return names


def read_orphan(folder: Path, path: str) -> Record | None:
    """The row of an article by its `.json`; None for a file that is not ours, or not any more."""
    try:
        kept = msgspec.json.decode((folder / path).read_bytes(), type=_Json)
    except (OSError, msgspec.MsgspecError):
        return None
    return Record(
        key=kept.key,
        id=article_id(kept.key),
        url=kept.http.requested_url or kept.source,
        site=kept.domain,
        outcome=OutcomeName.NEW,
        checked_at=kept.http.fetched_at or kept.created,
        final_url=kept.http.final_url,
        status=kept.http.status,
        etag=kept.http.etag or "",
        last_modified=kept.http.last_modified or "",
        path=path.removesuffix(".json") + ".md",
        text_hash=kept.content_hash,
        created=kept.created,
        version=kept.version,
        title=kept.title,
        words=kept.word_count,
        published=kept.published,
        raw_hash=kept.raw.sha256 if kept.raw else "",
        raw_file=kept.raw.file if kept.raw else "",
        raw_offset=kept.raw.offset if kept.raw else None,
    )
