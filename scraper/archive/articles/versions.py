"""Earlier texts of an article, and what changed from one to the next."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.archive.articles.article_places import place_of
from scraper.archive.articles.assets import as_version
from scraper.archive.articles.markdown_parts import body_hash, split_markdown
from scraper.archive.articles.saved_article import saved_bytes
from scraper.archive.articles.sidecar import read_sidecar
from scraper.archive.atomic_files import archive_errors
from scraper.archive.layout import VERSIONS
from scraper.archive.state.record import Record
from scraper.archive.unicode_scalars import scalars

_VERSION = re.compile(rb"^version: (\d{1,9})$", re.MULTILINE)
# Bytes in which `version:` is looked for. It is the last field; ours are a few hundred bytes,
# a page with long descriptions and many tags has some thousand.
_MAX_FRONT_MATTER = 64 * 1024


def versions(folder: Path, record: Record) -> list[str]:
    """The paths of all texts of an article, oldest first; the last is the current one.

    Raises ArchiveError where that is nowhere.
    """
    names = sorted((folder / VERSIONS / record.id).glob("*.md"), key=_age)
    return [*(path.relative_to(folder).as_posix() for path in names), place_of(folder, record)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEdit:
    """That the user has edited the body of an article. `new_text` is the path of the page's text
    since, empty where it has not changed.
    """

    new_text: str = ""

    @property
    def note(self) -> str:
        """A line about it."""
        if not self.new_text:
            return "edited by you; the page has had no other text since"
        return f"edited by you; the text of the page since is in {self.new_text}"


def edit_of(folder: Path, path: str) -> TextEdit | None:
    """The user's edit of the `.md` at `path`, None where its body is as it was written.

    Raises ArchiveError.
    """
    sidecar = read_sidecar(folder, path)
    is_own = body_hash(split_markdown(saved_bytes(folder, path)).body) in sidecar.body_hashes
    return None if is_own or not sidecar.body_hashes else TextEdit(new_text=sidecar.new_text)


def _age(path: Path) -> tuple[int, str, int]:
    """By the version in the file: the clock that gave the name may have been set back.

    Two of one version and second are told apart by a number: `…Z.md`, `…Z-2.md`.
    """
    stamp, _, number = path.stem.partition("-")
    return _version(path), stamp, int(number) if number.isdigit() else 1


def _version(path: Path) -> int:
    """The version in its front matter; 0 for a file that is not ours, which is shown first."""
    with archive_errors(path), path.open("rb") as file:
        found = _VERSION.search(file.read(_MAX_FRONT_MATTER))
    return int(found.group(1)) if found else 0


def changes(folder: Path, old: str, new: str) -> Iterator[str]:
    """The lines of a unified diff of two bodies. Raises ArchiveError."""
    yield from difflib.unified_diff(
        version_lines(folder, old), version_lines(folder, new), old, new, lineterm="", n=1
    )


def version_lines(folder: Path, path: str) -> list[str]:
    """The lines of the body of a text. Raises ArchiveError."""
    content = as_version(saved_bytes(folder, path))
    return scalars(split_markdown(content).body).splitlines()
