"""The texts of notes: parted from the line they are in, and from the numbers before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from scraper import blocks as b
from scraper.extraction.page.footnotes import MARK
from scraper.extraction.page.outline import Mark, Piece

_SIGNS = r"[*†‡§¶]{1,3}"
_AFTER_NUMBER = r"[.:)\]]"
_NUMBER = re.compile(r"^\s*[\[(]?\d{1,3}[\])]?[.:]?\s*$")


def set_notes_apart(
    pieces: Sequence[Piece], leads_to_note: Callable[[Sequence[Mark]], bool]
) -> Sequence[Piece]:
    """The pieces without the numbers in front of notes and inside them.

    A note is dropped where the mark before it leads to the same note at the end of the text.
    """
    for piece in pieces:
        if piece[1] and _is_note(piece):
            break
    else:
        return pieces  # nearly always
    apart: list[Piece] = []
    for is_note, group in groupby(pieces, key=_is_note):
        run = list(group)
        if not is_note:
            apart.extend(run)
            continue
        at = _mark_before(apart)
        if at is not None and leads_to_note(apart[at][1]):
            continue
        if at is not None:
            del apart[at:]
        apart.extend(_without_number(run))
    return apart


def _is_note(piece: Piece) -> bool:
    return any(mark.name == "note" for mark in piece[1])


def _without_number(run: list[Piece]) -> list[Piece]:
    text = next((i for i, (item, _) in enumerate(run) if isinstance(item, str) and item.strip()), 0)
    return run[text + 1 :] if _NUMBER.match(str(run[text][0])) else run


def _mark_before(pieces: Sequence[Piece]) -> int | None:
    """Where the raised or linked number at the end begins, which is the mark of what follows."""
    for at in range(len(pieces) - 1, max(-1, len(pieces) - 6), -1):
        item, marks = pieces[at]
        if not isinstance(item, str):
            return None
        if item.strip():
            is_raised = any(mark.name in {"link", "sup"} for mark in marks)
            return at if is_raised and MARK.match(item.strip()) else None
    return None


def without_own_number(pieces: tuple[Piece, ...], label: str) -> tuple[Piece, ...]:
    """A note's beginning without its number, and without the sign of its way back ("^")."""
    at = 0
    while at < len(pieces):
        item, _ = pieces[at]
        text = item.strip() if isinstance(item, str) else "-"
        if text and text not in {"^", "[", "]", ".", "↑"} and not MARK.match(text):
            break
        at += 1
    rest = pieces[at:]
    if not rest or not isinstance(rest[0][0], str):
        return rest
    own = rf"[\[(]?(?:{re.escape(label)}|{_SIGNS})(?:[\])]|[.:)\]]|(?=\s))"
    begins = re.compile(rf"^\s*(?:{own if at == 0 else _AFTER_NUMBER})\s*")
    return ((begins.sub("", rest[0][0]), rest[0][1]), *rest[1:])


def without_headings(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks of a note, whose number some pages write as a heading."""
    for block in blocks:
        yield b.Paragraph(block.inlines) if isinstance(block, b.Heading) else block
