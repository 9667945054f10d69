"""A page as an outline: its elements, and the runs of text between their borders, in order.

One walk over the parsed tree makes both. An Element is a block-level element, a Segment
the inline content between two block borders: what a reader sees as one paragraph,
heading, list entry, cell or caption. Every later step decides about segments; none walks
the tree again.

Nothing is judged here. What is not text for a reader at all (script, style, controls'
values) is not walked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from selectolax.lexbor import LexborNode

from scraper.blocks import Image
from scraper.extract.images import image_of
from scraper.extract.words import count_words

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
_SPACE = re.compile(r"[ \t\n\r\f\xa0]{2,}|[\t\n\r\f]")
_INVISIBLE = {0xAD: None, 0xFEFF: None}  # soft hyphen, byte order mark
_MAX_DEPTH = 400  # deeper nesting than any real page; what is below joins its ancestor


class SegmentKind(StrEnum):
    TEXT = "text"
    CODE = "code"
    IMAGE = "image"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a piece of text is marked: `name` as in _MARKS' values, or "link" with its target."""

    name: str
    href: str = ""
    title: str = ""
    anchor: str = ""  # the id of a link, which a footnote's back link points to


@dataclass(frozen=True, slots=True)
class Break:
    """A `<br>` inside a run of text."""


Piece = tuple[str | Image | Break, tuple[Mark, ...]]
_Leave = tuple[str, LexborNode | None]
_NOTHING: _Leave = ("", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A block-level element. `first` to `last` (exclusive) are the segments inside it."""

    index: int
    parent: int
    tag: str
    attributes: Mapping[str, str | None]
    node: LexborNode = field(repr=False, compare=False)
    depth: int
    first: int
    last: int

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def names(self) -> str:
        """Class and id, lower case: what the page's author called it."""
        return f"{self.attributes.get('class') or ''} {self.attributes.get('id') or ''}".lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One run of inline content. `parent` is the index of the element around it.

    `text` has its white space collapsed (code keeps it); `linked` is how many of its
    characters are in links, `controls` how many in buttons and labels.
    """

    index: int
    parent: int
    kind: SegmentKind
    pieces: tuple[Piece, ...] = field(repr=False)
    text: str
    words: int
    linked: int = 0
    controls: int = 0

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def is_prose(self) -> bool:
        """Ten words or more, and not mostly links or buttons."""
        return self.words >= 10 and self.link_share < 0.35 and self.controls * 2 < len(self.text)


def _shape_of(segment: Segment) -> Shape:
    prose = segment.words if segment.is_prose else 0
    return Shape(1, segment.words, len(segment.text), segment.linked, prose)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a stretch of segments looks like, in sums.

    `prose` is the words in segments that read like sentences (see Segment.is_prose).
    """

    segments: int = 0
    words: int = 0
    letters: int = 0
    linked: int = 0
    prose: int = 0

    def __add__(self, other: Shape) -> Shape:
        return Shape(*(getattr(self, n) + getattr(other, n) for n in _SUMS))

    def __sub__(self, other: Shape) -> Shape:
        return Shape(*(getattr(self, n) - getattr(other, n) for n in _SUMS))

    @property
    def link_share(self) -> float:
        return self.linked / self.letters if self.letters else 0.0


_SUMS = ("segments", "words", "letters", "linked", "prose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Elements in document order (0 is the root) and the segments in theirs.

    `sums[i]` is the shape of the first `i` segments, so that the shape of any stretch is
    one subtraction.
    """

    elements: Sequence[Element]
    segments: Sequence[Segment]
    sums: Sequence[Shape] = field(repr=False)

    def shape(self, element: Element) -> Shape:
        return self.sums[element.last] - self.sums[element.first]

    @property
    def whole(self) -> Shape:
        return self.sums[-1]

    def ancestors(self, element: int) -> Iterator[Element]:
        """The element and all around it, innermost first."""
        while element >= 0:
            yield self.elements[element]
            element = self.elements[element].parent

    def path(self, element: int) -> str:
        """Where an element stands, for people: "main > div.story > aside#related"."""
        names = [_selector(e) for e in self.ancestors(element) if e.tag not in {"html", "body"}]
        return " > ".join(reversed(names[:4]))


def _selector(element: Element) -> str:
    if element.get("id"):
        return f"{element.tag}#{element.get('id').split()[0] if element.get('id').split() else ''}"
    classes = element.get("class").split()
    return f"{element.tag}.{classes[0]}" if classes else element.tag


def make_outline(root: LexborNode) -> Outline:
    """The outline of everything under `root` (the `<html>` or `<body>` element)."""
    return _Walk().run(root)


class _Walk:
    """The state of the one walk: open elements, open marks, the run being collected."""

    def __init__(self) -> None:
        self.elements: list[Element | None] = []
        self.segments: list[Segment] = []
        self.open: list[tuple[int, int]] = []  # element index, its first segment
        self.marks: list[Mark] = []
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
                self.pieces.append((entry.text_content or "", tuple(self.marks)))
            elif tag and tag not in SKIPPED and tag[0] not in "!-_":
                stack.append(self._enter(tag, entry))
                child = entry.last_child
                while child is not None:
                    stack.append(child)
                    child = child.prev
        self._flush()
        sums = list(accumulate(map(_shape_of, self.segments), initial=Shape()))
        elements = [element for element in self.elements if element]
        return Outline(elements=elements, segments=self.segments, sums=sums)

    def _enter(self, tag: str, node: LexborNode) -> _Leave:
        if tag == "br":
            self._break()
        elif tag in _IMAGES:
            image = image_of(node)
            if image is not None:
                self.pieces.append((image, tuple(self.marks)))
        elif tag in INLINE:
            return self._enter_inline(tag, node)
        else:
            return self._enter_block(tag, node)
        return _NOTHING

    def _enter_block(self, tag: str, node: LexborNode) -> _Leave:
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

    def _enter_inline(self, tag: str, node: LexborNode) -> _Leave:
        name = _MARKS.get(tag)
        if tag == "a":
            self._part_links()
            attributes = node.attributes
            if (href := attributes.get("href")) is None:
                return _NOTHING
            title, anchor = attributes.get("title") or "", attributes.get("id") or ""
            self.marks.append(Mark("link", href.strip(), title, anchor))
        elif name is None:
            return _NOTHING
        else:
            self.marks.append(Mark(name))
        return (tag, None)

    def _part_links(self) -> None:
        """A space between links that touch: a style sheet sets them apart, so must the text."""
        if self.pieces:
            last, marks = self.pieces[-1]
            touches = isinstance(last, str) and last[-1:].strip()
            if touches and any(mark.name == "link" for mark in marks):
                self.pieces.append((" ", ()))

    def _leave(self, tag: str, node: LexborNode | None) -> None:
        if not tag:
            return
        if node is None:
            self.marks.pop()
            return
        self._flush()
        index, first = self.open.pop()
        self.verbatim -= tag == "pre"
        self.elements[index] = Element(
            index=index,
            parent=self.open[-1][0] if self.open else -1,
            tag=tag,
            attributes=node.attributes,
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
                self._flush()
                return
            if not isinstance(piece, str) or piece.strip():
                break
        self.pieces.append((Break(), tuple(self.marks)))

    def _flush(self) -> None:
        if not self.pieces:
            return
        pieces, self.pieces = tuple(self.pieces), []
        joined = "".join(
            piece if isinstance(piece, str) else "\n" if isinstance(piece, Break) else ""
            for piece, _ in pieces
        )
        if self.verbatim:
            text = joined.replace("\r\n", "\n").strip("\n").rstrip()
            kind = SegmentKind.CODE
        else:
            text = collapse(joined).strip(" \xa0")
            kind = SegmentKind.TEXT
        if text:
            self._append(kind, pieces, text)
        elif any(isinstance(piece, Image) for piece, _ in pieces):
            self._append(SegmentKind.IMAGE, pieces, "")

    def _append(self, kind: SegmentKind, pieces: tuple[Piece, ...], text: str) -> None:
        self.segments.append(
            Segment(
                index=len(self.segments),
                parent=self.open[-1][0] if self.open else 0,
                kind=kind,
                pieces=pieces,
                text=text,
                words=count_words(text),
                linked=_marked(pieces, "link"),
                controls=_marked(pieces, "control"),
            )
        )


def collapse(text: str) -> str:
    """White space as HTML shows it; a single no-break space between words stays."""
    return _SPACE.sub(" ", text).translate(_INVISIBLE)


def _marked(pieces: tuple[Piece, ...], name: str) -> int:
    return sum(
        len(collapse(piece).strip())
        for piece, marks in pieces
        if marks and isinstance(piece, str) and any(mark.name == name for mark in marks)
    )
