"""What one template wrote: the definitions of a reference, and the first lines of entries."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.page.outline import SENTENCE_END, Element, Segment, SegmentKind
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.wholes import is_list_of_debris
from scraper.extraction.selection.site_speech import speaks_for_the_site

_ENTRIES = ("li", "dd", "td", "tr")
_FEWEST = 4  # definition lists
_MOST = 100  # segments of an entry or a definition that are looked at
_SENTENCE = 4  # words
_LINKED = 0.2  # share of a list's letters
_FEWEST_HEADS = 3  # entries of one template that have lost their first line
_HEAD = 12  # words of the first line of an entry


def definitions_alike(choice: RepairContext) -> Iterator[int]:
    """The other definition lists of one template of which most are chosen: a reference has one for
    each function.
    """
    rows: dict[tuple[str, int], list[Element]] = {}
    for element in choice.outline.tagged("dl"):
        if element.first < element.last:
            names = element.get("class")  # says more than the place
            rows.setdefault((names, 0 if names else element.depth), []).append(element)
    for row in rows.values():
        missing = [e for e in row if choice.may_grow(e)]
        chosen = sum(map(choice.has_chosen, row))
        if not missing or len(row) < _FEWEST or chosen * 2 < len(row):
            continue
        for element in missing:
            if _may_be_text(choice, element):
                yield from range(element.first, element.last)


def _may_be_text(choice: RepairContext, element: Element) -> bool:
    shape = choice.outline.shape(element)
    lines = choice.outline.segments[element.first : min(element.last, element.first + _MOST)]
    is_plain = shape.link_share <= _LINKED and not any(line.controls for line in lines)
    if not is_plain or not any(map(_says_something, lines)):
        return False
    is_spoken = any(speaks_for_the_site(line, surely=True) for line in lines)
    return not is_spoken and not is_list_of_debris(choice, element)


def _says_something(line: Segment) -> bool:
    """Whether a line is a sentence: the facts about who wrote a post are none."""
    return line.words >= _SENTENCE and SENTENCE_END.search(line.text) is not None


def entry_heads(choice: RepairContext) -> Iterator[int]:
    """The first lines of entries, cells or rows of one template of which all the rest is chosen:
    what each is about.
    """
    heads: dict[tuple[str, str, int], list[int]] = {}
    for element in choice.outline.tagged(*_ENTRIES):
        if not 2 <= element.last - element.first <= _MOST or element.first in choice.chosen:
            continue
        head, *rest = choice.outline.segments[element.first : element.last]
        is_line = head.kind is SegmentKind.TEXT and 0 < head.words <= _HEAD
        is_left = all(line.index in choice.chosen for line in rest if line.text)
        is_plain = not head.linked or element.tag == "tr"  # a type may lead to its definition
        if is_line and is_left and is_plain and not head.controls:
            key = *element.template, element.depth
            heads.setdefault(key, []).append(head.index)
    for found in heads.values():
        if len(found) >= _FEWEST_HEADS:
            yield from found
