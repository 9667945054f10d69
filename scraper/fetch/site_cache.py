"""What is known of a site from run to run: its rules, what has moved, how long it wants peace.

Values and their form on the disk; where they lie is the store's (archive/site_notes.py). All of it
can be lost: it is asked again then.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeVar

import msgspec

# What a hostile site may fill, at most; the newest stay.
_MOST_MOVES = 10_000
_MOST_ROBOTS = 20


class RobotsNote(msgspec.Struct, frozen=True, kw_only=True):
    """A robots.txt: its text, or why nothing is allowed for want of it; good until `until`."""

    until: datetime
    text: str = ""
    refusal: str | None = None


class MoveNote(msgspec.Struct, frozen=True, kw_only=True):
    """A permanent redirect (301 or 308), with its Location as it was received."""

    until: datetime
    status: int
    location: str


Note = TypeVar("Note", RobotsNote, MoveNote)


class Notes(msgspec.Struct, kw_only=True):
    """The notes of one site: `robots` by authority, `moves` by URL."""

    site: str
    robots: dict[str, RobotsNote] = {}
    moves: dict[str, MoveNote] = {}
    paused_until: datetime | None = None

    def without_the_old(self, now: datetime) -> Notes:
        """What still holds."""
        pause = self.paused_until
        return Notes(
            site=self.site,
            robots=_newest(self.robots, now, _MOST_ROBOTS),
            moves=_newest(self.moves, now, _MOST_MOVES),
            paused_until=pause if pause is not None and pause > now else None,
        )


class NoteStore(Protocol):
    """Where notes lie between runs. Where two processes have a site, the last one's stay."""

    def load(self, site: str) -> bytes | None:
        """The notes of a site as they were saved, None where there are none."""

    def save(self, site: str, notes: bytes) -> None:
        """Keep the notes of a site in the place of older ones."""


class NoStore:
    """Nothing is kept."""

    def load(self, site: str) -> bytes | None:  # noqa: ARG002 - a NoteStore's
        return None

    def save(self, site: str, notes: bytes) -> None:
        pass


def read_notes(data: bytes | None, site: str) -> Notes:
    """The notes of `site` in `data`; empty where that is damaged, or another site's."""
    try:
        notes = msgspec.json.decode(data or b"", type=Notes)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Notes(site=site)
    return notes if notes.site == site else Notes(site=site)


def written(notes: Notes) -> bytes:
    """What `read_notes` reads."""
    return msgspec.json.encode(notes)


def _newest(notes: dict[str, Note], now: datetime, most: int) -> dict[str, Note]:
    good = {name: note for name, note in notes.items() if note.until > now}
    if len(good) <= most:
        return good
    return dict(sorted(good.items(), key=lambda pair: pair[1].until)[-most:])
