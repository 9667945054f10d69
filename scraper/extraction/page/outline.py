"""A page as an outline: its elements, and the runs of text between their borders, in order.

One walk over the parsed tree (see walk.py) makes both. An Element is a block-level element,
a Segment the inline content between two block borders: what a reader sees as one paragraph,
heading, list entry, cell or caption. Every later step decides about segments; none walks
the tree again.

Nothing is judged here. What is not text for a reader at all (script, style, controls'
values) is not walked. The small parts are msgspec structs: a page has a thousand of them,
and they are made ten times faster than frozen dataclasses. None is ever part of a cycle, so
the garbage collector need not look at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate, chain

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from scraper.blocks import Embed, Image
from scraper.extraction.page.places import places

# The end of a sentence in the scripts that have a sign for it, quotes and brackets closed.
_INSIDE_HEADINGS = frozenset({"div", "span"})
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
SENTENCE_END = re.compile(r"[.!?…。！？।؟۔:;][\"'”’»)\]]*$")


class SegmentKind(StrEnum):
    TEXT = "text"
    CODE = "code"
    IMAGE = "image"
    RULE = "rule"


class Mark(Struct, frozen=True, gc=False):
    """How a piece of text is marked: `name` as in inline_elements.py, or "link" with its target.

    "formula" and "display formula" mark TeX, "note" the text of a note that stands inside the
    line, "task" the box of a task (its `title` is "x" or " ", as in GFM), "heading" what is one by
    its role (its `title` is the level).
    """

    name: str
    href: str = ""
    title: str = ""
    anchor: str = ""  # the id of a link or sup, which a footnote's back link points to


class Break(Struct, frozen=True, gc=False):
    """A `<br>` inside a run of text."""


Piece = tuple[str | Image | Embed | Break, tuple[Mark, ...]]


class Element(Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """A block-level element. `first` to `last` (exclusive) are the segments inside it."""

    index: int
    parent: int
    tag: str
    attributes: Mapping[str, str | None]
    node: LexborNode
    depth: int
    first: int
    last: int
    names: str  # class and id, lower case: what the page's author called it
    template: tuple[str, str]  # tag and class: elements that a page writes alike have the same

    def get(self, name: str) -> str:
        return self.attributes.get(name) or ""


class Segment(Struct, frozen=True, kw_only=True, gc=False):
    """One run of inline content. `parent` is the index of the element around it.

    `text` has its white space collapsed (code keeps it); `linked` is how many of its
    characters are in links, `controls` how many in buttons and labels. `is_prose` says whether it
    has ten words or more and is not mostly links or buttons (see `is_prose`).
    """

    index: int
    parent: int
    kind: SegmentKind
    pieces: tuple[Piece, ...]
    text: str
    words: int
    is_prose: bool
    linked: int = 0
    controls: int = 0
    language: str = ""  # of code, as the page names it

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def is_button(self) -> bool:
        """Whether it is nothing but buttons, or buttons with links."""
        return self.controls > 0 and (self.controls + self.linked) * 2 >= len(self.text)

    @property
    def reads_like_text(self) -> bool:
        """Prose that is long, or ends as a sentence does."""
        return self.is_prose and (self.words >= 25 or bool(SENTENCE_END.search(self.text)))


class Shape(Struct, frozen=True, gc=False):
    """What a stretch of segments looks like, in sums.

    `prose` is the words in segments that read like sentences (see Segment.is_prose).
    """

    segments: int = 0
    words: int = 0
    letters: int = 0
    linked: int = 0
    prose: int = 0

    def __sub__(self, other: Shape) -> Shape:
        return Shape(
            self.segments - other.segments,
            self.words - other.words,
            self.letters - other.letters,
            self.linked - other.linked,
            self.prose - other.prose,
        )

    @property
    def link_share(self) -> float:
        return self.linked / self.letters if self.letters else 0.0


_NOTHING = Shape()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Elements in document order (0 is the root) and the segments in theirs.

    `sums[i]` is the shape of the first `i` segments, so that the shape of any stretch is
    one subtraction. `anchors` are the ids of inline elements, with the segment each is in.
    """

    elements: Sequence[Element]
    segments: Sequence[Segment]
    sums: Sequence[Shape] = field(repr=False)
    anchors: Mapping[str, int] = field(default_factory=dict, repr=False)
    # filled once, as the rules ask for them again and again
    _tagged: dict[tuple[str, ...], list[Element]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _levels: list[int] = field(default_factory=list, repr=False, compare=False)
    _places: list[int] = field(default_factory=list, repr=False, compare=False)
    # the lines of text by their template (see templates.py)
    alike: list[list[Segment]] = field(default_factory=list, repr=False, compare=False)

    def tagged(self, *tags: str) -> Sequence[Element]:
        """The elements with one of the tags, in page order."""
        known = self._tagged
        if not known:
            for element in self.elements:
                known.setdefault((element.tag,), []).append(element)
        if tags not in known:
            found = chain.from_iterable(known.get((tag,), ()) for tag in tags)
            known[tags] = sorted(found, key=_index)
        return known[tags]

    def shape(self, element: Element) -> Shape:
        first, last = element.first, element.last
        return self.sums[last] - self.sums[first] if first < last else _NOTHING

    def words(self, element: Element) -> int:
        """The words inside an element: those of its shape, without the rest of it."""
        return self.sums[element.last].words - self.sums[element.first].words

    @property
    def whole(self) -> Shape:
        return self.sums[-1]

    def ancestors(self, element: int) -> Iterator[Element]:
        """The element and all around it, innermost first."""
        elements = self.elements
        while element >= 0:
            around = elements[element]
            yield around
            element = around.parent

    def box(self, segment: Segment) -> int:
        """The element that a paragraph is in; see `place`."""
        return self._all_places[segment.parent]

    def place(self, element: Element) -> int:
        """The element that an element is in. Where a page puts each of its paragraphs in a wrapper
        of its own, that is left out.
        """
        return self._all_places[element.index]

    @property
    def _all_places(self) -> list[int]:
        if not self._places:
            self._places.extend(places(self.elements, self.segments))
        return self._places

    def heading_level(self, segment: Segment) -> int:
        """1 to 6, or 0 for what is no heading."""
        if not self._levels:
            for element in self.elements:
                self._levels.append(self._level(element))
        return self._levels[segment.parent]

    def _level(self, element: Element) -> int:
        if element.tag in HEADING_TAGS:
            return int(element.tag[1])
        is_inside = element.tag in _INSIDE_HEADINGS and element.parent >= 0
        return self._levels[element.parent] if is_inside else 0

    def inside(self, element: Element) -> Iterator[Element]:
        """The elements inside `element`, at any depth, in page order."""
        for index in range(element.index + 1, len(self.elements)):
            other = self.elements[index]
            if other.depth <= element.depth:
                return
            yield other

    def part(self, indexes: Sequence[int]) -> Outline:
        """The outline of some of the segments, in page order, and of the elements around them."""
        old = self.segments
        before = list(accumulate(map(set(indexes).__contains__, range(len(old))), initial=0))
        number: dict[int, int] = {-1: -1}  # of the elements that are left
        elements: list[Element] = []
        for e in self.elements:
            first, last = before[e.first], before[e.last]
            if first < last or e.parent < 0:
                number[e.index] = len(elements)
                elements.append(
                    replace(e, index=len(elements), parent=number[e.parent], first=first, last=last)
                )
        segments = [
            replace(old[at], index=index, parent=number[old[at].parent])
            for index, at in enumerate(indexes)
        ]
        return outline_of(elements, segments)


def outline_of(
    elements: Sequence[Element],
    segments: Sequence[Segment],
    anchors: Mapping[str, int] | None = None,
) -> Outline:
    """Elements and segments with their sums."""
    words = letters = linked = prose = 0
    sums = [Shape()]
    for count, segment in enumerate(segments, start=1):
        words += segment.words
        letters += len(segment.text)
        linked += segment.linked
        if segment.is_prose:
            prose += segment.words
        sums.append(Shape(count, words, letters, linked, prose))
    return Outline(elements=elements, segments=segments, sums=sums, anchors=anchors or {})


def is_prose(text: str, words: int, linked: int, controls: int) -> bool:
    """Whether a run has ten words or more, and is not mostly links or buttons."""
    return words >= 10 and linked / len(text) < 0.35 and controls * 2 < len(text)


def _index(element: Element) -> int:
    return element.index
