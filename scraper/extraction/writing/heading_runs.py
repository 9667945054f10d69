"""Runs of text that are headings: their rank by their role, and their inlines."""

from __future__ import annotations

from scraper import blocks as b
from scraper.extraction.page.outline import Segment


def level_by_role(segment: Segment) -> int:
    """The rank, 1 to 6, of a run that is a heading by its role; 0 for any other."""
    first = ""
    for item, marks in segment.pieces:
        if not isinstance(item, str) or not item.strip():
            continue
        level = next((m.title for m in marks if m.name == "heading"), "")
        if not level:
            return 0  # at once for nearly all
        first = first or level
    if not first:
        return 0
    return int(first) if first in {"1", "2", "3", "4", "5", "6"} else 6


def heading_inlines(inlines: b.Inlines) -> b.Inlines:
    """What a heading says without boldness, which it has anyway."""
    only = inlines[0] if len(inlines) == 1 else None
    return only.children if isinstance(only, b.Strong) else inlines
