"""Saved articles whose `.md` is not at its path: those that were moved, and those that are gone."""

from __future__ import annotations

from scraper.archive.archive_folder import Archive
from scraper.archive.articles.article_places import ArticlePlaces
from scraper.archive.state.record import Record


def settled(archive: Archive, places: ArticlePlaces, record: Record) -> Record | None:
    """The row of a saved article; after a move of its `.md`, with the new path, which is stored.

    None where the file is nowhere in the archive. Raises ArchiveError.
    """
    if places.has(record.path):
        return record
    path = places.find(record)
    if path is None:
        return None
    moved = places.follow(record, path)
    archive.state.put([moved])
    return moved


def settle_moved(archive: Archive, places: ArticlePlaces) -> None:
    """The same for all saved articles. Raises ArchiveError."""
    missing = [record for record in archive.state.saved() if not places.has(record.path)]
    for record in missing:
        settled(archive, places, record)
