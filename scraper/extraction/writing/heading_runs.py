"""Runs of text that are headings: their rank by their role, and their inlines."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from scraper import blocks as b
from scraper.extraction.page.outline import HEADING_TAGS, Element, Segment

_SCENE_BREAK = re.compile(r"(?:(?:\*\s*){3,}|⁂\s*|(?:[•·~◆❖✦]\s*){3,})$")


def level_by_role(segment: Segment) -> int:
    """The rank, 1 to 6, of a run that is a heading by its role; 0 for any other."""
    first = ""
    for item, marks in segment.pieces:
        if not isinstance(item, str) or not item.strip():
            continue
        level = next((m.title for m in marks if m.name == "heading"), "") if marks else ""
        if not level:
            return 0  # at once for nearly all
        first = first or level
    if not first:
        return 0
    return int(first) if first in {"1", "2", "3", "4", "5", "6"} else 6


def level_around(
    elements: Sequence[Element], index: int, structure: Container[str], known: dict[int, int]
) -> int:
    """The rank, 2 to 6, of the heading that an element is or is in, without an element of
    `structure` between; 0 where there is none. `known` are the ranks of elements looked at before.
    """
    level = known.get(index)
    if level is None:
        element = elements[index]
        if element.tag in HEADING_TAGS:
            level = max(2, int(element.tag[1]))
        elif element.tag in structure or element.parent < 0:
            level = 0
        else:
            level = level_around(elements, element.parent, structure, known)
        known[index] = level
    return level


def text_block(inlines: b.Inlines, level: int, *, is_bold: bool) -> b.Block:
    """A heading of rank `level`, without boldness, which it has anyway; for 0 a paragraph, or the
    break between two scenes that typed signs stand for.
    """
    first = inlines[0]
    if len(inlines) == 1 and isinstance(first, b.Text) and _SCENE_BREAK.match(first.text):
        return b.ThematicBreak()
    if not level:
        return b.Paragraph((b.Strong(inlines),) if is_bold else inlines)
    only = inlines[0] if len(inlines) == 1 else None
    return b.Heading(level, only.children if isinstance(only, b.Strong) else inlines)
