"""Cards of facts that belong to the text: recipes, instructions, key facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.site_speech import speaks_for_the_site

# Class names of the usual plugins and microformats; schema.org types of the same things.
_RECIPES = ("recipe", "rezept", "receta", "receita", "ricett", "recette", "mv-create")
_CARD = re.compile(rf"{'|'.join(_RECIPES)}|\bhow-?to\b")
_PARTS = (*_RECIPES, "howto", "how-to")  # without one of these in its names a page has no card
_TYPES = ("schema.org/recipe", "schema.org/howto")
_CONTROLS = re.compile(r"rating|votes?\b|stars?\b|print|jump|share|save|comment|review|video")
# Of what a card is for, links are as good as plain text: they lead to the thing itself.
_CONTENT = re.compile(r"ingredient|instruction|direction|\bsteps?\b|zutat|zubereitung")
_LINKED = 0.3  # share of a line's letters, of any other
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
            if is_once and _is_line(segment, _inside(outline, segment, element)):
                yield segment.index


def _cards(outline: Outline, names: Iterable[str]) -> Iterator[Element]:
    may_be = any(map("\n".join(names).__contains__, _PARTS))
    named = set(filter(_CARD.search, names)) if may_be else set()
    for element in outline.elements:
        may_be = element.names in named or "itemtype" in element.attributes
        if may_be and is_card(outline, element):
            yield element


def is_card(outline: Outline, element: Element) -> bool:
    """Whether an element is the card of a recipe or of instructions, by its names or its type."""
    is_named = _CARD.search(element.names) is not None or _is_of_type(element)
    # "recipe-reviews" is none
    return (
        is_named
        and not _is_control(element)
        and outline.words(element) < _LARGEST * outline.whole.words
    )


def _is_of_type(element: Element) -> bool:
    return element.get("itemtype").lower().endswith(_TYPES)


def _inside(outline: Outline, segment: Segment, card: Element) -> Sequence[Element]:
    """The elements around a segment that are in the card."""
    return [*takewhile(lambda e: e is not card, outline.ancestors(segment.parent))]


def _is_line(segment: Segment, around: Sequence[Element]) -> bool:
    if segment.kind is not SegmentKind.TEXT or segment.controls or any(map(_is_control, around)):
        return False
    is_content = any(_CONTENT.search(f"{e.names} {e.get('itemprop')}".lower()) for e in around)
    is_text = is_content or segment.link_share <= _LINKED
    return is_text and not speaks_for_the_site(segment, surely=True)


def _is_control(element: Element) -> bool:
    return element.tag in {"button", "form"} or _CONTROLS.search(element.names) is not None
