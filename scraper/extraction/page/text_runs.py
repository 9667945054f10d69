"""Runs of inline content: pieces are collected, and become a segment at the next border."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper.blocks import Embed, Image
from scraper.extraction.page.outline import Break, Mark, Piece, Segment, SegmentKind, is_prose
from scraper.extraction.page.whitespace import HTML_SPACE, collapse
from scraper.extraction.page.word_count import count_words

_SHOWN = (Image, Embed)
_NOTE_ANCHOR = re.compile(r"_?(?:f|ftn|fn|(?:foot|end)?-?note|nota|n|anm)\W?\d", re.IGNORECASE)
_BETWEEN = "|·/,"
_MAX_MARKS = 24
MOST_SEGMENTS = 20_000  # more than any page for people has
_MOST_PIECES = 2_000  # a run of so many parts ends at the next line break


class Runs:
    """The run that is being collected, with the marks that are open, and the segments so far."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.open: list[tuple[int, int]] = []  # element index, its first segment
        self.marks: list[tuple[Mark, ...]] = [()]  # of each open inline, with those around it
        self.pieces: list[Piece] = []
        self.anchors: dict[str, int] = {}  # ids of inline elements -> the segment they are in
        self.verbatim = 0
        self.brackets = False  # around a link that is not shown
        self.lines = 0  # open elements whose line ends are lines

    def text(self, text: str) -> None:
        """Add a text; where line ends are lines, they are line breaks."""
        if self.brackets:
            text = self._after_brackets(text)
        if not self.lines or self.verbatim:
            self.pieces.append((text, self.marks[-1]))
            return
        for number, line in enumerate(text.split("\n")):
            if number and self.pieces:
                self.line_break()
            if line and (self.pieces or not line.isspace()):
                self.pieces.append((line, self.marks[-1]))

    def mark(self, mark: Mark) -> None:
        """Open a mark; deeper than any text needs, it marks nothing."""
        around = self.marks[-1]
        self.marks.append((*around, mark) if len(around) < _MAX_MARKS else around)

    def part_links(self) -> None:
        """A space between links that touch: a style sheet sets them apart, so must the text."""
        if self.pieces:
            last, marks = self.pieces[-1]
            touches = isinstance(last, str) and last[-1:].strip()
            if touches and any(mark.name == "link" for mark in marks):
                self.pieces.append((" ", ()))

    def open_brackets(self) -> None:
        """Take back the bracket that was opened for a link that is not shown: "[edit]"."""
        if self.pieces:
            last, marks = self.pieces[-1]
            if isinstance(last, str) and last.rstrip().endswith("["):
                self.pieces[-1] = (last.rstrip()[:-1], marks)
                self.brackets = True

    def _after_brackets(self, text: str) -> str:
        """A text after such a link, without the sign between it and the next, or its bracket."""
        rest = text.strip()
        if rest and rest in _BETWEEN:
            return ""
        self.brackets = not rest
        return text.lstrip()[1:] if rest.startswith("]") else text

    def part_notes(self, anchor: str) -> None:
        """End the run before the next of several notes, one on each line of a paragraph."""
        is_line = self.pieces and isinstance(self.pieces[-1][0], Break)
        if is_line and _NOTE_ANCHOR.match(anchor) and not self.is_full():
            self.flush()

    def line_break(self) -> None:
        """A `<br>`; a second one with nothing between ends the paragraph, as it is meant."""
        if self.verbatim:
            self.pieces.append(("\n", ()))
            return
        for piece, _ in reversed(self.pieces):
            if isinstance(piece, Break):
                if not self.is_full():
                    self.flush()
                return
            if not isinstance(piece, str) or piece.strip():
                break
        if len(self.pieces) > _MOST_PIECES and not self.is_full():
            self.flush()
            return
        self.pieces.append((Break(), self.marks[-1]))

    def flush(self) -> None:
        pieces, self.pieces = tuple(self.pieces), []
        run = pieces[0][0] if len(pieces) == 1 else _joined(pieces)
        if not isinstance(run, str) or not run or run.isspace():
            text = ""  # most runs: what stands between two tags
        elif self.verbatim:
            text = run.replace("\r\n", "\n").strip("\n").rstrip()
        else:
            # most white space is at the ends, where it is stripped more quickly than collapsed
            text = collapse(run.strip(HTML_SPACE)).strip(" \xa0")
        if text:
            self.append(SegmentKind.CODE if self.verbatim else SegmentKind.TEXT, pieces, text)
        elif any(isinstance(piece, _SHOWN) for piece, _ in pieces):
            self.append(SegmentKind.IMAGE, pieces, "")
        else:  # the box of a task may have an element of its own before the text
            self.pieces = [p for p in pieces if any(mark.name == "task" for mark in p[1])]

    def append(
        self, kind: SegmentKind, pieces: tuple[Piece, ...], text: str, language: str = ""
    ) -> None:
        is_text = kind is SegmentKind.TEXT
        if len(pieces) == 1 and is_text:
            linked, controls = _linked_and_controls(pieces, len(text.strip()))
        else:
            linked, controls = _linked_and_controls(pieces)
        # white space is single here, but in code
        is_plain = is_text and text.isascii()
        words = text.count(" ") + 1 if is_plain else count_words(text)
        self.segments.append(
            Segment(
                index=len(self.segments),
                parent=self.open[-1][0] if self.open else 0,
                kind=kind,
                pieces=pieces,
                text=text,
                words=words,
                is_prose=is_prose(text, words, linked, controls),
                linked=linked,
                controls=controls,
                language=language,
            )
        )

    def is_full(self) -> bool:
        """Whether no more segments are made; what follows is kept, as one run of text."""
        return len(self.segments) >= MOST_SEGMENTS


def _joined(pieces: Sequence[Piece]) -> str:
    """The characters of all parts; a line break is a line end."""
    return "".join(
        [
            piece if isinstance(piece, str) else "\n" if isinstance(piece, Break) else ""
            for piece, _ in pieces
        ]
    )


def _linked_and_controls(pieces: Sequence[Piece], known: int = -1) -> tuple[int, int]:
    """How many characters of a run are in links, and how many in buttons and labels. `known` is
    how many there are in all where it has only one part.
    """
    linked = controls = 0
    for piece, marks in pieces:
        if not marks or not isinstance(piece, str):
            continue
        is_link = is_control = False
        for mark in marks:
            is_link = is_link or mark.name == "link"
            is_control = is_control or mark.name == "control"
        if is_link or is_control:
            letters = known if known >= 0 else len(collapse(piece).strip())
            linked += letters * is_link
            controls += letters * is_control
    return linked, controls
