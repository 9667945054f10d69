"""Lists as the page numbers them, with their tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from scraper import blocks as b
from scraper.extraction.page.outline import Element, Outline, Segment


class Entry(Struct, frozen=True, gc=False):
    """What stands in a list. `number` is the entry's own, where the page gives it one; without
    `is_entry` it stands in the list, but in none of its entries.
    """

    blocks: tuple[b.Block, ...]
    number: int | None
    is_entry: bool
    done: bool | None


def list_blocks(element: Element, entries: Iterable[Entry]) -> Iterator[b.Block]:
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
        if entry.number is not None and (not items or entry.number != following):
            if items:
                yield b.List(tuple(items), ordered=ordered, start=start)
            items, start = [], entry.number
            following = start
        items.append(b.ListItem(entry.blocks, entry.done))
        following += 1
    if items:
        yield b.List(tuple(items), ordered=ordered, start=start)


def numbers_of(outline: Outline, element: Element) -> Mapping[int, int]:
    """Element index -> number, for the first entry of an ordered list and for those that the
    page numbers itself (HTML, 4.4.5 and 4.4.8).
    """
    if element.tag != "ol":
        return {}
    entries = [e for e in outline.inside(element) if e.parent == element.index and e.tag == "li"]
    step = -1 if "reversed" in element.attributes else 1
    number = _number(element.get("start"))
    if number is None:
        number = len(entries) if step < 0 else 1
    own = step < 0 or any(entry.get("value") for entry in entries)
    found: dict[int, int] = {}
    for entry in entries:
        value = _number(entry.get("value"))
        number = number if value is None else value
        if number >= 0 and (own or not found):
            found[entry.index] = number
        number += step
    return found


def box_of(segment: Segment) -> bool | None:
    """Whether the box of a task is ticked; None where there is none."""
    for _, marks in segment.pieces[:3]:
        for mark in marks:
            if mark.name == "task":
                return mark.title == "x"
    return None


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text.strip(), re.ASCII) else None
