"""Lists as the page numbers them, with their tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from scraper import blocks as b
from scraper.extraction.page.outline import Element, Outline, Segment


class Entry(Struct, frozen=True, gc=False):
    """What is in a list; without `is_entry` it is in none of its entries."""

    blocks: tuple[b.Block, ...]
    number: int | None
    is_entry: bool
    done: bool | None


class Numbers(Struct, frozen=True, gc=False):
    """The numbers of a list's entries, by element index; `own` where the page sets them itself
    (`value`, `reversed`), so that one after the other need not follow.
    """

    of: Mapping[int, int] = {}
    own: bool = False


def list_blocks(element: Element, numbers: Numbers, entries: Iterable[Entry]) -> Iterator[b.Block]:
    """A list; several, where its numbers are not consecutive (CommonMark counts by itself)."""
    items: list[b.ListItem] = []
    ordered = element.tag == "ol"
    start = following = 1
    for entry in entries:
        if not entry.blocks:
            continue
        if not entry.is_entry and items:
            items[-1] = b.ListItem((*items[-1].blocks, *entry.blocks), items[-1].done)
            continue
        is_next = entry.number is None or entry.number == following
        if entry.number is not None and (not items or (numbers.own and not is_next)):
            if items:
                yield b.List(tuple(items), ordered=ordered, start=start)
            items, start = [], entry.number
            following = start
        items.append(b.ListItem(entry.blocks, entry.done))
        following += 1
    if items:
        yield b.List(tuple(items), ordered=ordered, start=start)


def numbers_of(outline: Outline, element: Element) -> Numbers:
    """The numbers of an ordered list (HTML, 4.4.5 and 4.4.8); none for other lists."""
    if element.tag != "ol":
        return Numbers()
    entries = [e for e in outline.inside(element) if e.parent == element.index and e.tag == "li"]
    step = -1 if "reversed" in element.attributes else 1
    number = _number(element.get("start"))
    if number is None:
        number = len(entries) if step < 0 else 1
    found: dict[int, int] = {}
    for entry in entries:
        value = _number(entry.get("value"))
        number = number if value is None else value
        found[entry.index] = max(number, 0)
        number += step
    return Numbers(found, step < 0 or any(entry.get("value") for entry in entries))


def box_of(segment: Segment) -> bool | None:
    """Whether the box of a task is ticked; None where there is none."""
    for _, marks in segment.pieces[:3]:
        for mark in marks:
            if mark.name == "task":
                return mark.title == "x"
    return None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) else None
