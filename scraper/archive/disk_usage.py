"""How many bytes the files of an archive have, by folder, and those of articles by site."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.articles.paths import site_folder
from scraper.archive.layout import ARTICLES


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskUsage:
    """Bytes by name in the archive's folder (`articles`, `raw`, `state.sqlite`), and of the
    articles by the folder of their site.
    """

    by_name: dict[str, int]
    by_site_folder: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_name.values())

    def of_site(self, site: str) -> int:
        """Bytes of the articles of a site, without their images, earlier texts and raw pages,
        which are not stored by site.
        """
        return self.by_site_folder.get(site_folder(site), 0)


def disk_usage(folder: Path) -> DiskUsage:
    """The sizes of the files below `folder`, as far as they can be read: a run may go on, and
    files may come and go. Symbolic links are not followed.
    """
    by_name: Counter[str] = Counter()
    by_site: Counter[str] = Counter()
    for path, size in _files(folder):
        parts = path.relative_to(folder).parts
        by_name[parts[0]] += size
        if parts[0] == ARTICLES and len(parts) > 2:
            by_site[parts[1]] += size
    return DiskUsage(by_name=dict(by_name), by_site_folder=dict(by_site))


def _files(folder: Path) -> Iterator[tuple[Path, int]]:
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            try:
                yield path, path.lstat().st_size
            except OSError:  # removed meanwhile
                continue
