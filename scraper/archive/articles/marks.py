"""What a reader notes about an article in its front matter: `tags`, and `read: true`.

Obsidian shows both, and a script finds them. The archive's lock is not needed: the file is changed
under the lock of edits, and a run that writes the same article keeps what is noted there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scraper.archive.articles.article_places import ArticlePlaces, place_of
from scraper.archive.articles.front_matter import tag_lines, tag_of
from scraper.archive.articles.front_matter_entries import (
    FrontMatter,
    FrontMatterError,
    parse_front_matter,
    with_entry,
)
from scraper.archive.articles.markdown_parts import split_markdown
from scraper.archive.atomic_files import Batch, archive_errors
from scraper.archive.containment import inside
from scraper.archive.edit_lock import edit_lock
from scraper.archive.state.record import Record
from scraper.archive.unicode_scalars import scalars
from scraper.errors import ArchiveError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The tags of an article, in their order, and whether it is read."""

    tags: tuple[str, ...] = ()
    is_read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkChange:
    """Tags to add and to remove, and whether the article is read; None leaves that as it is."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    is_read: bool | None = None


def mark_change(
    *, add: Iterable[str] = (), remove: Iterable[str] = (), is_read: bool | None = None
) -> MarkChange:
    """A change of tags as a person names them: with or without `#`, with spaces. Raises
    UsageError.
    """
    return MarkChange(
        add=tuple(map(tag_named, add)), remove=tuple(map(tag_named, remove)), is_read=is_read
    )


def tag_named(text: str) -> str:
    """The tag that a person names. Raises UsageError for a text without one in it."""
    if tag := tag_of(text):
        return tag
    raise UsageError(f"{text!r}: is no tag; a tag has a letter or a digit in it")


def marks_of(folder: Path, record: Record, places: ArticlePlaces | None = None) -> Marks:
    """The marks of a saved article; none where its front matter cannot be read. Raises
    ArchiveError.
    """
    path = inside(folder, place_of(folder, record, places))
    with archive_errors(path):
        parts = split_markdown(path.read_bytes())
    try:
        return marks_in(parse_front_matter(parts.front or "").values)
    except FrontMatterError:
        return Marks()


def marks_in(values: dict[str, Any]) -> Marks:
    """The marks in a front matter, whatever form somebody has given them."""
    tags = values.get("tags")
    items = tags.split(",") if isinstance(tags, str) else tags
    texts = map(_text, items if isinstance(items, list) else ())
    found = tuple(dict.fromkeys(filter(None, texts)))
    return Marks(tags=found, is_read=values.get("read") is True)


def change_marks(folder: Path, records: Iterable[Record], change: MarkChange) -> list[Marks]:
    """Change the marks of saved articles: of all, or of none where one cannot be changed. What
    they have then. Raises ArchiveError.
    """
    files, marks = Batch(folder), []
    with archive_errors(folder), edit_lock(folder):
        for record in records:
            name = place_of(folder, record)
            path = inside(folder, name)
            content = path.read_bytes()
            try:
                changed, now = _changed(content, change)
            except FrontMatterError as error:
                files.discard()
                raise ArchiveError(f"{path}: its front matter: {error}") from error
            marks.append(now)
            if changed != content:
                files.write(name, changed)
        files.sync()
    return marks


def is_tagged(marks: Marks, tag: str) -> bool:
    """Whether an article has a tag, or one within it (`ship/ferry` is within `ship`)."""
    wanted = tag_key(tag)
    return any(f"{tag_key(each)}/".startswith(f"{wanted}/") for each in marks.tags)


def tag_key(tag: str) -> str:
    """A tag as it is compared: case and `#` make no difference."""
    return tag_of(tag).casefold()


def _changed(content: bytes, change: MarkChange) -> tuple[bytes, Marks]:
    """A `.md` with a change of its marks, and these. Raises FrontMatterError."""
    parts = split_markdown(content)
    if parts.front is None:
        raise FrontMatterError("it has none")
    front = parse_front_matter(parts.front)
    before = marks_in(front.values)
    removed = {tag_key(tag) for tag in change.remove}
    kept = [tag for tag in before.tags if tag_key(tag) not in removed]
    known = {tag_key(tag) for tag in kept}
    tags = (*kept, *(tag for tag in dict.fromkeys(change.add) if tag_key(tag) not in known))
    if tags != before.tags:
        front = parse_front_matter(with_entry(front, "tags", tag_lines(tags)))
    front = _with_read(front, is_read=change.is_read)
    text = front.text()
    now = marks_in(front.values)
    if text == parts.front:
        return content, now
    return parts.with_front(text).joined(), now


def _with_read(front: FrontMatter, *, is_read: bool | None) -> FrontMatter:
    """The front matter with the mark; one that was never there is not written to say no."""
    if is_read is None or (front.values.get("read") is True) == is_read:
        return front
    return parse_front_matter(with_entry(front, "read", f"read: {str(is_read).lower()}\n"))


def _text(item: Any) -> str:
    return "" if item is None else scalars(str(item)).strip().removeprefix("#")
