"""Segments with the structure around them, from the outside in."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from scraper import blocks as b
from scraper.extraction.page.outline import Element, Segment


class NotePart(Struct, frozen=True, gc=False):
    """Takes the place of the element that holds a note, in the chains of its segments."""

    label: str
    tag: str = "note"


Chain = tuple[Element | NotePart, ...]
Chained = tuple[Segment, Chain]


def at_depth(pair: Chained, depth: int) -> Element | NotePart | None:
    """The structure around a segment at `depth`; None for a segment that is in no deeper one."""
    return pair[1][depth] if len(pair[1]) > depth else None


def is_tag(pair: Chained, depth: int, tag: str) -> bool:
    """Whether a segment is in an element of that tag at `depth`."""
    element = at_depth(pair, depth)
    return element is not None and element.tag == tag


def joined(parts: Sequence[b.Inlines], between: b.Inline) -> b.Inlines:
    """All parts as one run, with `between` between them."""
    run: list[b.Inline] = []
    for part in parts:
        run.extend((between, *part) if run else part)
    return tuple(run)
