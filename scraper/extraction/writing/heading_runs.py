"""Runs of text that are headings: their rank by their role, and their inlines."""

from __future__ import annotations

from scraper import blocks as b
from scraper.extraction.page.outline import Segment


def level_by_role(segment: Segment) -> int:
    """The rank, 1 to 6, of a run that is a heading by its role; 0 for any other."""
    texts = [marks for item, marks in segment.pieces if isinstance(item, str) and item.strip()]
    levels = [next((m.title for m in marks if m.name == "heading"), "") for marks in texts]
    if not levels or not all(levels):
        return 0
    return int(levels[0]) if levels[0] in {"1", "2", "3", "4", "5", "6"} else 6


def heading_inlines(inlines: b.Inlines) -> b.Inlines:
    """What a heading says without boldness, which it has anyway."""
    only = inlines[0] if len(inlines) == 1 else None
    return only.children if isinstance(only, b.Strong) else inlines
