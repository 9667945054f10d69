"""Articles whose files have no row: the run ended between files and row.

A save of the same URL key must find them, or the article would be saved twice: without a
date of its own its name has the day of the save. The `.json` names the key.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.articles.paths import article_id, id_in, site_folder
from scraper.archive.articles.sidecar import read_sidecar
from scraper.archive.layout import ARTICLES
from scraper.archive.state.record import Record
from scraper.outcomes import OutcomeName

_MAX_SITES = 64  # whose names are held in memory at once; a worker has a few sites open


class Orphans:
    """Finds an article's files by its key. A site's folder is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places = ArticlePlaces(folder)
        self._sites: dict[str, dict[str, list[str]]] = {}

    def find(self, site: str, key: str) -> Record | None:
        """The row for an article that has files and no row; None where there are none."""
        name = site_folder(site)
        if name not in self._sites:
            if len(self._sites) >= _MAX_SITES:
                del self._sites[next(iter(self._sites))]
            self._sites[name] = self._names(name)
        for path in self._sites[name].get(article_id(key), ()):
            record = read_orphan(self._folder, path)
            if record is not None and record.key == key:  # two keys may share an id
                return self._in_place(record)
        return None

    def _in_place(self, record: Record) -> Record:
        """The row with the path of the `.md`, if that was moved."""
        moved = None if self._places.has(record.path) else self._places.find(record)
        return self._places.follow(record, moved) if moved else record

    def _names(self, site: str) -> dict[str, list[str]]:
        """The `.json` files of a site by id, in the order of their names."""
        names = defaultdict(list)
        for file in sorted((self._folder / ARTICLES / site).glob("*/*.json")):
            names[id_in(file.name)].append(file.relative_to(self._folder).as_posix())
        return names


def read_orphan(folder: Path, path: str) -> Record | None:
    """The row for an article by its `.json` at `path`; None for a file that is damaged or not
    of an article.
    """
    markdown = path.removesuffix(".json") + ".md"
    sidecar = read_sidecar(folder, markdown)
    created = sidecar.created
    named = (sidecar.key, sidecar.source, sidecar.domain, sidecar.content_hash, sidecar.version)
    if created is None or not all(named):
        return None
    http = sidecar.http
    return Record(
        key=sidecar.key,
        id=article_id(sidecar.key),
        url=http.requested_url or sidecar.source,
        site=sidecar.domain,
        outcome=OutcomeName.NEW,
        checked_at=http.fetched_at or created,
        final_url=http.final_url,
        status=http.status,
        etag=http.etag or "",
        last_modified=http.last_modified or "",
        path=markdown,
        text_hash=sidecar.content_hash,
        created=created,
        version=sidecar.version,
        title=sidecar.title,
        words=sidecar.word_count,
        published=sidecar.published,
        raw=sidecar.raw,
    )
