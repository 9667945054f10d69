"""Cards of facts that belong to the text: recipes, instructions, key facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.site_speech import speaks_for_the_site

# Class names of the usual plugins and microformats; schema.org types of the same things.
_RECIPES = ("recipe", "rezept", "receta", "receita", "ricett", "recette", "mv-create")
_CARD = re.compile(rf"{'|'.join(_RECIPES)}|\bhow-?to\b")
_PARTS = (*_RECIPES, "howto", "how-to")  # without one of these in its names a page has no card
_TYPES = ("schema.org/recipe", "schema.org/howto")
_CONTROLS = re.compile(r"rating|votes?\b|stars?\b|print|jump|share|save|comment|video")
_CHOSEN = 0.4  # share of a card's words from which on the rest of it comes back
_OFTEN = 3
_LARGEST = 0.7  # share of the page's words; what is larger is the page, and no card on it


def cards(choice: RepairContext) -> Iterator[int]:
    """The lines of a recipe or of instructions of which much is chosen: times, yields, notes."""
    outline = choice.outline
    for element in _cards(outline, choice.candidates.names):
        if not choice.may_grow(element) or choice.share(element) < _CHOSEN:
            continue
        lines = outline.segments[element.first : element.last]
        times = Counter(segment.text for segment in lines)
        for segment in lines:
            is_once = times[segment.text] < _OFTEN  # "Show picture" is under every step
            if is_once and _is_line(segment) and not _is_control(outline, segment):
                yield segment.index


def _cards(outline: Outline, names: Iterable[str]) -> Iterator[Element]:
    may_be = any(map("\n".join(names).__contains__, _PARTS))
    named = set(filter(_CARD.search, names)) if may_be else set()
    for element in outline.elements:
        is_card = element.names in named or (
            "itemtype" in element.attributes and _is_of_type(element)
        )
        if is_card and outline.words(element) < _LARGEST * outline.whole.words:
            yield element


def _is_of_type(element: Element) -> bool:
    return element.get("itemtype").lower().endswith(_TYPES)


def _is_line(segment: Segment) -> bool:
    is_text = segment.kind is SegmentKind.TEXT and not segment.linked and not segment.controls
    return is_text and not speaks_for_the_site(segment, surely=True)


def _is_control(outline: Outline, segment: Segment) -> bool:
    around = islice(outline.ancestors(segment.parent), 3)
    return any(e.tag in {"button", "form"} or _CONTROLS.search(e.names) for e in around)
