"""The one walk over the tree that makes the outline.

What is a block and what stands inside a line is decided here, by tag: as browsers' default
style sheets do for most elements.
"""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from scraper.blocks import Image
from scraper.extraction.page.class_names import names_of
from scraper.extraction.page.img import image_of
from scraper.extraction.page.outline import (
    Break,
    Element,
    Mark,
    Outline,
    Piece,
    Segment,
    SegmentKind,
    outline_of,
)
from scraper.extraction.page.whitespace import collapse
from scraper.extraction.page.word_count import count_words

_Leave = tuple[str, LexborNode | None]
_NOTHING: _Leave = ("", None)

# Elements that stand inside a line of text. Everything else starts a new block, as
# browsers' default style sheets do for most and as pages mean for custom elements.
INLINE = frozenset(
    """a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label
    mark nobr picture q rb rp rt rtc ruby s samp small source span strike strong sub sup time
    tt u var wbr meter output progress amp-img math mi mn mo mrow msup msub mfrac semantics
    -text""".split()
)
# Never text for a reader.
SKIPPED = frozenset(
    """script style template svg iframe head object embed canvas video audio select datalist
    input textarea map area link meta title base param track annotation amp-ad amp-analytics
    amp-iframe rp applet frame frameset noframes dialog""".split()
)
_MARKS = {
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "sub": "sub",
    "sup": "sup",
    "button": "control",
    "label": "control",
}
_IMAGES = frozenset({"img", "amp-img"})
_MAX_MARKS = 24
# More than any page for people has; what follows is kept, as one run of text.
_MOST_SEGMENTS, _MOST_ELEMENTS = 20_000, 100_000
_MOST_PIECES = 2_000  # a run of so many parts ends at the next line break
_MAX_DEPTH = 400  # deeper nesting than any real page; what is below joins its ancestor


def make_outline(root: LexborNode) -> Outline:
    """The outline of everything under `root` (the `<html>` or `<body>` element)."""
    return _Walk().run(root)


class _Walk:
    """The state of the one walk: open elements, open marks, the run being collected."""

    def __init__(self) -> None:
        self.elements: list[Element | None] = []
        self.segments: list[Segment] = []
        self.open: list[tuple[int, int]] = []  # element index, its first segment
        self.marks: list[tuple[Mark, ...]] = [()]  # of each open inline, with those around it
        self.pieces: list[Piece] = []
        self.verbatim = 0

    def run(self, root: LexborNode) -> Outline:
        # An explicit stack: a page nested 100,000 deep must not end in a RecursionError.
        # An entry is a node to enter, or the leaving of one whose children are through.
        stack: list[LexborNode | _Leave] = [root]
        while stack:
            entry = stack.pop()
            if isinstance(entry, tuple):
                self._leave(*entry)
                continue
            tag = entry.tag
            if tag == "-text":
                text = entry.text_content or ""
                # most white space stands between two tags, and begins no run
                if self.pieces or self.verbatim or not text.isspace():
                    self.pieces.append((text, self.marks[-1]))
            elif tag and tag not in SKIPPED and tag[0] not in "!-_":
                leave = self._enter(tag, entry)
                if leave is not _NOTHING:
                    stack.append(leave)
                child = entry.last_child
                while child is not None:
                    stack.append(child)
                    child = child.prev
        if self.pieces:
            self._flush()
        return outline_of([element for element in self.elements if element], self.segments)

    def _enter(self, tag: str, node: LexborNode) -> _Leave:
        if tag == "br":
            self._break()
        elif tag in _IMAGES:
            image = image_of(node)
            if image is not None:
                self.pieces.append((image, self.marks[-1]))
        elif tag in INLINE:
            return self._enter_inline(tag, node)
        else:
            return self._enter_block(tag, node)
        return _NOTHING

    def _enter_block(self, tag: str, node: LexborNode) -> _Leave:
        if self._is_full():
            self.pieces.append((" ", ()))
            return _NOTHING
        if self.pieces:
            self._flush()
        if tag == "hr":
            self._append(SegmentKind.RULE, (), "")
            return _NOTHING
        if len(self.open) >= _MAX_DEPTH:
            return _NOTHING
        self.open.append((len(self.elements), len(self.segments)))
        self.elements.append(None)
        self.verbatim += tag == "pre"
        return (tag, node)

    def _is_full(self) -> bool:
        return len(self.segments) >= _MOST_SEGMENTS or len(self.elements) >= _MOST_ELEMENTS

    def _enter_inline(self, tag: str, node: LexborNode) -> _Leave:
        name = _MARKS.get(tag)
        if tag == "a":
            self._part_links()
            attributes = node.attributes
            if (href := attributes.get("href")) is None:
                return _NOTHING
            title, anchor = attributes.get("title") or "", attributes.get("id") or ""
            self._mark(Mark("link", href.strip(), title, anchor))
        elif name is None:
            return _NOTHING
        elif tag == "sup":
            self._mark(Mark(name, anchor=node.attributes.get("id") or ""))
        else:
            self._mark(Mark(name))
        return (tag, None)

    def _mark(self, mark: Mark) -> None:
        """Open a mark; deeper than any text needs, it marks nothing."""
        around = self.marks[-1]
        self.marks.append((*around, mark) if len(around) < _MAX_MARKS else around)

    def _part_links(self) -> None:
        """A space between links that touch: a style sheet sets them apart, so must the text."""
        if self.pieces:
            last, marks = self.pieces[-1]
            touches = isinstance(last, str) and last[-1:].strip()
            if touches and any(mark.name == "link" for mark in marks):
                self.pieces.append((" ", ()))

    def _leave(self, tag: str, node: LexborNode | None) -> None:
        if node is None:
            self.marks.pop()
            return
        if self.pieces:
            self._flush()
        index, first = self.open.pop()
        self.verbatim -= tag == "pre"
        attributes = node.attributes
        self.elements[index] = Element(
            index=index,
            parent=self.open[-1][0] if self.open else -1,
            tag=tag,
            attributes=attributes,
            names=names_of(attributes).lower(),
            node=node,
            depth=len(self.open),
            first=first,
            last=len(self.segments),
        )

    def _break(self) -> None:
        """A `<br>`; a second one with nothing between ends the paragraph, as it is meant."""
        if self.verbatim:
            self.pieces.append(("\n", ()))
            return
        for piece, _ in reversed(self.pieces):
            if isinstance(piece, Break):
                if not self._is_full():
                    self._flush()
                return
            if not isinstance(piece, str) or piece.strip():
                break
        if len(self.pieces) > _MOST_PIECES and not self._is_full():
            self._flush()
            return
        self.pieces.append((Break(), self.marks[-1]))

    def _flush(self) -> None:
        pieces, self.pieces = tuple(self.pieces), []
        joined = pieces[0][0] if len(pieces) == 1 else _joined(pieces)
        if not isinstance(joined, str) or not joined or joined.isspace():
            text = ""  # most runs: what stands between two tags
        elif self.verbatim:
            text = joined.replace("\r\n", "\n").strip("\n").rstrip()
        else:
            text = collapse(joined).strip(" \xa0")
        if text:
            self._append(SegmentKind.CODE if self.verbatim else SegmentKind.TEXT, pieces, text)
        elif any(isinstance(piece, Image) for piece, _ in pieces):
            self._append(SegmentKind.IMAGE, pieces, "")

    def _append(self, kind: SegmentKind, pieces: tuple[Piece, ...], text: str) -> None:
        linked, controls = _linked_and_controls(pieces)
        # white space is single here, but in code
        is_plain = kind is SegmentKind.TEXT and text.isascii()
        self.segments.append(
            Segment(
                index=len(self.segments),
                parent=self.open[-1][0] if self.open else 0,
                kind=kind,
                pieces=pieces,
                text=text,
                words=text.count(" ") + 1 if is_plain else count_words(text),
                linked=linked,
                controls=controls,
            )
        )


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(
        [
            piece if isinstance(piece, str) else "\n" if isinstance(piece, Break) else ""
            for piece, _ in pieces
        ]
    )


def _linked_and_controls(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many characters of a run are in links, and how many in buttons and labels."""
    linked = controls = 0
    for piece, marks in pieces:
        if not marks or not isinstance(piece, str):
            continue
        is_link = is_control = False
        for mark in marks:
            is_link = is_link or mark.name == "link"
            is_control = is_control or mark.name == "control"
        if is_link or is_control:
            letters = len(collapse(piece).strip())
            linked += letters * is_link
            controls += letters * is_control
    return linked, controls
