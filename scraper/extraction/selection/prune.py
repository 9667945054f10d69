"""Elements that are removed before scoring: hidden parts, menus, widgets, adverts, banners.

No removal may take a large part of the page's prose, nor may those of one template together. What
would is kept, and later steps decide by its text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from scraper.extraction.page.class_names import called
from scraper.extraction.page.line_ends import is_question
from scraper.extraction.page.outline import HEADING_TAGS, Element, Outline, SegmentKind
from scraper.extraction.rules import Rule
from scraper.extraction.selection.contents import tables_of_contents
from scraper.extraction.selection.own_names import OwnNames
from scraper.extraction.selection.prune_rules import FEWEST_HEADED, RULES, View

# Elements with a larger share of the page's prose are not removed, whatever their name.
MOST_OF_PROSE = 0.35
# What these rules remove may come back: tabs are hidden, and a list may be the page.
UNSURE = frozenset({Rule.HIDDEN, Rule.WIDGET, Rule.RECOMMENDATIONS_BOX})
# The number of each rule, a feature of the model; 0 where none has dropped a segment.
NUMBERS = {rule: number for number, (rule, _) in enumerate((*RULES, (Rule.CONTROL, None)), start=1)}
# The rules that apply to any element; the others require a name, a tag or an attribute first.
_BY_SHAPE = tuple(rule for rule in RULES if rule[0] is Rule.RECOMMENDATIONS_BOX)
_TAGS = frozenset({"nav", "footer", "aside", "form"})
_ATTRIBUTES = frozenset({"hidden", "aria-hidden", "style", "role"})
_FREE_OF_LIMIT = frozenset({Rule.COMMENTS})  # a short article may have long comments
_ASKED = 3  # words of a question
_SEEN = 100  # words of prose beside hidden elements that are the text
_BY_NAME = frozenset(rule for rule, _ in RULES) - {Rule.HIDDEN}
_NAMED = _BY_NAME - {Rule.COMMENTS}


def prune(outline: Outline) -> list[tuple[Element, Rule]]:
    """The elements to remove, only the outermost, each with its rule, in page order."""
    found: list[tuple[Element, Rule]] = []
    contents = {element.index for element in tables_of_contents(outline)}
    names = OwnNames(outline)
    inside = -1  # the depth of the element that was cut last, while we are inside it
    for element in outline.elements:
        if inside >= 0:
            if element.depth > inside:
                continue
            inside = -1
        if element.first == element.last or element.depth == 0:
            continue
        rule = _rule_for(outline, element, element.names)
        if rule in _BY_NAME:
            rule = _rule_for(outline, element, names.of(element))
        if rule is None and element.index in contents:
            rule = Rule.NAVIGATION
        if rule:
            found.append((element, rule))
            inside = element.depth
    return _without_text(outline, found)


def _without_text(
    outline: Outline, found: Sequence[tuple[Element, Rule]]
) -> list[tuple[Element, Rule]]:
    """Without the elements of one template that hold much of the prose together, as the paragraphs
    of a page that calls them adverts.
    """
    prose: Counter[tuple[Rule, tuple[str, str]]] = Counter()
    for element, rule in found:
        prose[rule, element.template] += outline.shape(element).prose
    most = MOST_OF_PROSE * outline.whole.prose
    text = {key for key, words in prose.items() if words > most and key[0] in _NAMED}
    return [(e, rule) for e, rule in found if (rule, e.template) not in text]


def _rule_for(outline: Outline, element: Element, names: str) -> Rule | None:
    groups = called(names)
    stands_out = (
        bool(groups) or element.tag in _TAGS or not _ATTRIBUTES.isdisjoint(element.attributes)
    )
    if not stands_out and element.last - element.first < FEWEST_HEADED:
        return None
    view = View(outline, element, outline.shape(element), groups)
    for rule, applies in RULES if stands_out else _BY_SHAPE:
        if applies(view) and (rule in _FREE_OF_LIMIT or view.prose_share() <= MOST_OF_PROSE):
            return rule
    return None


def hidden_beside_text(outline: Outline, removed: Iterable[tuple[Element, Rule]]) -> frozenset[int]:
    """Of what is removed, the hidden elements with less prose in them than is seen right around
    them, or with much: what is hidden there is not the text, as it may be where little else is.
    """
    hidden: dict[int, list[Element]] = {}  # by the element around them
    for element, rule in removed:
        if rule is Rule.HIDDEN:
            hidden.setdefault(element.parent, []).append(element)
    beside: set[int] = set()
    for parent, inside in hidden.items():
        prose = sum(outline.shape(e).prose for e in inside)
        around = outline.shape(outline.elements[parent]).prose
        if prose * 2 < around or around - prose >= _SEEN:
            beside.update(e.index for e in inside)
    return frozenset(beside)


def loose_controls(outline: Outline) -> Iterator[tuple[int, Rule]]:
    """Segments that consist of buttons and labels, outside of headings and summaries."""
    for segment in outline.segments:
        if not segment.controls or segment.kind is not SegmentKind.TEXT:
            continue
        if is_question(segment) and segment.words >= _ASKED:
            continue  # the button that opens the answer
        if segment.controls * 10 >= len(segment.text) * 9:
            tags = {e.tag for e in outline.ancestors(segment.parent)}
            if not tags & (HEADING_TAGS | {"summary", "dt"}):
                yield segment.index, Rule.CONTROL
