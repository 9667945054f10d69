"""Which boxes hold facts: what a page says in short before its text, or beside it."""

from __future__ import annotations

import re

from scraper.extraction.page.outline import Element, Outline, SegmentKind
from scraper.extraction.page.tables import data_table
from scraper.extraction.selection.site_speech import speaks_for_the_site

_FACTS = 150  # words of facts before the text
_FACT = 14  # words of one
_LISTS = frozenset({"dl", "ul", "ol"})
_OF_THE_HEAD = re.compile(
    r"meta|byline|author|date|share|social|\btags?\b|toc\b|contents|breadcrumb|\bnav|menu|rating"
    r"|stats|views|comments?|categor|teaser|related|gallery|slider|tabs|price|cart"
)


def holds_facts(outline: Outline, element: Element) -> bool:
    """Whether an element is a list, a table, or lines of a label and a value each, without links,
    and no part of the page's head by its name.
    """
    shape = outline.shape(element)
    if shape.words > _FACTS or shape.linked or _OF_THE_HEAD.search(element.names):
        return False
    lines = outline.segments[element.first : element.last]
    if any(line.controls or line.kind is not SegmentKind.TEXT for line in lines):
        return False
    if any(map(speaks_for_the_site, lines)):
        return False
    around = (element, *outline.inside(element))
    if any(e.tag == "table" for e in around):
        return any(e.tag == "table" and data_table(outline, e) for e in around)
    if any(e.tag in _LISTS for e in around):
        return sum(bool(line.text) for line in lines) > 1
    return _are_pairs(outline, element)


def _are_pairs(outline: Outline, element: Element) -> bool:
    """Whether an element holds two or more parts of one template, each a label and a value."""
    parts = [element]
    while len(parts) == 1:
        (only,) = parts
        parts = [e for e in outline.inside(only) if e.parent == only.index]
    templates = {e.template for e in parts}
    return len(parts) > 1 and len(templates) == 1 and all(_is_pair(outline, e) for e in parts)


def _is_pair(outline: Outline, part: Element) -> bool:
    lines = [s for s in outline.segments[part.first : part.last] if s.text]
    if len(lines) == 1:
        label, colon, value = lines[0].text.partition(":")
        return bool(colon and value.strip()) and lines[0].words <= _FACT and len(label) <= 40
    return len(lines) == 2 and all(line.words <= _FACT for line in lines)
