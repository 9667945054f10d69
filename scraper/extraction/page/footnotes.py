"""Notes: which marks in the text are note marks, and which segments are their texts.

A mark is a short number or sign: a link to a fragment of the same page whose element is further
down, or a raised number without a link, whose note begins with the same number or is the entry
of that number in a list of notes. A note is the element around its beginning that holds no
other note.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

from scraper.extraction.page.bold_text import is_bold_mark
from scraper.extraction.page.outline import HEADING_TAGS, Element, Outline, Segment

MARK = re.compile(
    r"^[\[(]?(?:(?:(?:foot|side|end)?note|fu(?:ß|ss)note|voetnoot|nota|anm\.?|fn\.?|прим\.?|注|註|주)\s?(?=\d))?"
    r"([0-9]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[a-z*†‡§¶]{1,2})[\])]?[.:]?$",
    re.IGNORECASE,
)
_LONGEST_MARK = 16  # characters
_RAISED = re.compile(r"^[\[(]?([0-9]{1,3})[\])]?$")
_LIST_OF_NOTES = re.compile(r"foot-?notes?|end-?notes?|fn-?list|\breferences\b|with-aside")
_GROWS = frozenset({"li", "div", "dd", "td", "tr", "p", "section", "aside", "h5", "h6", "dt"})
_SHOWN = frozenset({"figure", "figcaption", "caption"})
_HEADINGS = HEADING_TAGS - {"h5", "h6"}
_LONGEST = 600  # words; what is longer is no note, but a part of the page that a link leads to


class _Found(Struct, frozen=True, gc=False):
    """A mark in the text: where, what it shows, and the fragment it leads to, if it is a link."""

    segment: int
    text: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The notes of a page.

    `labels` are of the fragments that marks lead to, `raised` of the numbers that stand raised
    without a link. `segments` says of which note a segment is a part, `elements` which element
    holds a note as a whole. Links to `back_links` lead from the notes back to their marks.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    raised: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[int, str] = field(default_factory=dict)
    elements: Mapping[int, str] = field(default_factory=dict)
    back_links: frozenset[str] = frozenset()

    def written(self, kept: Iterable[Segment]) -> Footnotes:
        """The notes of which something is kept beside the number."""
        texts: dict[str, str] = {}
        for segment in kept:
            if label := self.segments.get(segment.index):
                texts[label] = texts.get(label, "") + segment.text
        there = {label for label, text in texts.items() if not MARK.match(text.strip())}
        return replace(
            self,
            labels={key: label for key, label in self.labels.items() if label in there},
            raised={key: label for key, label in self.raised.items() if label in there},
            segments={i: label for i, label in self.segments.items() if label in there},
        )


def fragment_of(href: str, base: str) -> str:
    """The fragment that a link inside the page points to; empty for links that leave it."""
    page, hash_mark, fragment = href.partition("#")
    if not hash_mark or (page and _place(page) != _place(base.partition("#")[0])):
        return ""
    return unquote(fragment)


def note_fragment(href: str) -> str:
    """The fragment of a note's mark: some pages write their own address before it in full."""
    return unquote(href.partition("#")[2])


def _place(address: str) -> str:
    return address.removeprefix("https:").removeprefix("http:").rstrip("/")


def find_footnotes(outline: Outline, kept: Iterable[Segment]) -> Footnotes:
    """The notes whose marks stand in `kept` segments."""
    # a mark is a link or raised, and so is never all of a segment without marks
    parts = (s for s in kept if len(s.pieces) > 1 or (s.pieces and s.pieces[0][1]))
    marks = [mark for segment in parts for mark in _marks(segment)]
    if not marks:
        return Footnotes()  # most pages
    by_id = {e.get("id"): e for e in outline.elements if e.get("id")}
    labels: dict[str, str] = {}
    starts: dict[int, tuple[str, Element]] = {}  # first segment -> label and element of a note
    for mark in marks:
        target = _target(outline, by_id, mark)
        if target is not None and mark.fragment not in labels and target[0] not in starts:
            label = _label(mark.text, labels.values())
            labels[mark.fragment] = label
            starts[target[0]] = (label, target[1])
    raised = _raised(outline, [m for m in marks if m.fragment not in labels], labels, starts)
    segments, elements = _extents(outline, starts)
    back = _back_links(outline, segments, {mark.segment for mark in marks})
    return Footnotes(labels, raised, segments, elements, back)


def _label(text: str, used: Collection[str]) -> str:
    if text.isalnum() and text not in used:
        return text
    return next(str(n) for n in range(1, len(used) + 2) if str(n) not in used)


def _marks(segment: Segment) -> Iterable[_Found]:
    before = ""
    for item, marks in segment.pieces:
        if not isinstance(item, str) or not (text := item.strip()):
            continue
        if marks and len(text) <= _LONGEST_MARK and (found := MARK.match(text)):
            link = next((mark for mark in marks if mark.name == "link"), None)
            if link is None:
                if before and _RAISED.match(text) and any(m.name == "sup" for m in marks):
                    yield _Found(segment.index, found.group(1), "")
            elif before.endswith(("(", "（")) and not text.startswith(("[", "(")):
                pass  # a reference to an equation or a section: "(3)"
            elif fragment := note_fragment(link.href):
                yield _Found(segment.index, found.group(1), fragment)
        before = text


def _target(
    outline: Outline, by_id: Mapping[str, Element], mark: _Found
) -> tuple[int, Element] | None:
    """Where the note of a linked mark begins, and the innermost element around its beginning."""
    element = by_id.get(mark.fragment)
    if element is not None:
        first = element.first
        if element.first == element.last and first < len(outline.segments):  # an empty anchor
            element = outline.elements[outline.segments[first].parent]
    elif (first := outline.anchors.get(mark.fragment, -1)) >= 0:
        if first >= len(outline.segments):
            return None
        element = outline.elements[outline.segments[first].parent]
    else:
        return None
    if first <= mark.segment or _is_part_of_text(outline, element, first):
        return None
    return (first, element) if outline.words(element) <= _LONGEST else None


def _is_part_of_text(outline: Outline, element: Element, first: int) -> bool:
    """Whether what a short link leads to is no note, but a section, its heading, or a figure."""
    around = {e.tag for e in islice(outline.ancestors(element.index), 3)}
    if element.tag in _HEADINGS or not around.isdisjoint(_SHOWN):
        return True
    segment = outline.segments[first] if first < len(outline.segments) else None
    begins = segment is not None and outline.elements[segment.parent].tag in _HEADINGS
    return begins and segment is not None and not MARK.match(segment.text)


def _raised(
    outline: Outline,
    marks: list[_Found],
    labels: Mapping[str, str],
    starts: dict[int, tuple[str, Element]],
) -> dict[str, str]:
    """Marks without a link that leads anywhere, by number; their notes are added to `starts`."""
    if not marks or (labels and starts):
        return {}
    last = {mark.text: mark.segment for mark in reversed(marks)}
    notes = _numbered(outline, min(last.values()))
    found: dict[str, str] = {}
    for text, segment in last.items():
        for first, element in notes.get(text, ()):
            if first > segment and first not in starts:
                starts[first] = (text, element)
                found[text] = text
                break
    return found


def _numbered(outline: Outline, after: int) -> dict[str, list[tuple[int, Element]]]:
    """Number -> where a note with it begins: in a list of notes, or a paragraph that a raised,
    strong or linked number begins.
    """
    notes: dict[str, list[tuple[int, Element]]] = {}
    for element in outline.elements:
        if element.tag == "ol" and element.first > after and _lists_notes(outline, element):
            entries = (e for e in outline.inside(element) if e.tag == "li")
            for number, entry in enumerate(entries, _start(element)):
                if entry.first < entry.last:
                    notes.setdefault(str(number), []).append((entry.first, entry))
    for segment in outline.segments[after + 1 :]:
        element = outline.elements[segment.parent]
        if element.tag not in HEADING_TAGS and (opening := _opening_number(segment)):
            notes.setdefault(opening, []).append((segment.index, element))
    return notes


def _start(element: Element) -> int:
    start = element.get("start").strip()
    return int(start) if start.isdecimal() and len(start) < 5 else 1


def _opening_number(segment: Segment) -> str:
    for item, marks in segment.pieces:
        if isinstance(item, str) and item.strip():
            found = _RAISED.match(item.strip())
            is_set_apart = any(mark.name in {"sup", "link"} or is_bold_mark(mark) for mark in marks)
            return found.group(1) if found and is_set_apart else ""
    return ""


def _lists_notes(outline: Outline, element: Element) -> bool:
    around = list(islice(outline.ancestors(element.index), 3))
    return any(e.tag == "aside" or _LIST_OF_NOTES.search(e.names) for e in around)


def _extents(
    outline: Outline, starts: Mapping[int, tuple[str, Element]]
) -> tuple[dict[int, str], dict[int, str]]:
    segments: dict[int, str] = {}
    elements: dict[int, str] = {}
    order = sorted(starts)
    for number, first in enumerate(order):
        label, element = starts[first]
        following = order[number + 1] if number + 1 < len(order) else len(outline.segments)
        element = _grown(outline, element, first, following)
        last = min(element.last, following)
        if element.first == first and last == element.last:
            elements[element.index] = label
        segments.update(dict.fromkeys(range(first, last), label))
    return segments, elements


def _grown(outline: Outline, element: Element, first: int, following: int) -> Element:
    """The outermost element that begins with the note and holds no other."""
    while element.parent >= 0:
        around = outline.elements[element.parent]
        if _is_number(outline, first, min(element.last, following)):
            # nothing but the number so far: the text stands beside it
            if around.tag in {"body", "html", "main", "article"}:
                return element
        elif (
            around.tag not in _GROWS
            or around.first != first
            or around.last > following
            or outline.words(around) > _LONGEST
        ):
            return element
        element = around
    return element


def _is_number(outline: Outline, first: int, last: int) -> bool:
    text = "".join(segment.text for segment in outline.segments[first:last])
    return MARK.match(text.strip()) is not None


def _back_links(
    outline: Outline, notes: Mapping[int, str], marked: Collection[int]
) -> frozenset[str]:
    """The fragments that links in notes lead back to: those of the text with their marks."""
    ids = {e.get("id"): e.first for e in outline.elements if e.get("id")}
    found: set[str] = set()
    for index in notes:
        for _, marks in outline.segments[index].pieces:
            for mark in marks:
                fragment = note_fragment(mark.href) if mark.name == "link" else ""
                if fragment and {outline.anchors.get(fragment), ids.get(fragment)} & set(marked):
                    found.add(fragment)
    return frozenset(found)
