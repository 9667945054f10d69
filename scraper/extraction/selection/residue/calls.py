"""Calls between the paragraphs: short texts in little boxes that ask the reader for something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from scraper.extraction.page.callouts import callout_kind
from scraper.extraction.page.class_names import called
from scraper.extraction.page.equations import is_equation
from scraper.extraction.page.line_ends import ends_with_colon
from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue.kept_text import KeptText
from scraper.extraction.selection.residue.networks import names_networks
from scraper.extraction.selection.site_speech import sound_like_the_site, speaks_for_the_site

_PARAGRAPH, _CALL = 20, 30  # words of a paragraph, at least, and of a call, at most
_LINES = 3  # of a call in a box, at most
_PANEL_DEPTH = 3  # elements from the text to the box
_SPEAKING, _MOST = 4, 1.5  # one box of so many speaks for all
_FEW = 6  # boxes of a template, at most, for one of four to speak for all
_QUOTES = frozenset({"blockquote"})
_BOXES = frozenset({"div", "aside", "section"})


def calls_in_boxes(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Short texts in little boxes of one template between the paragraphs, of which a quarter speaks
    for the site: names a network, says a phrase, or sounds like one.
    """
    prose = [s for s in body.segments if s.words >= _PARAGRAPH and s.is_prose]
    if len(prose) < 2:
        return
    boxes: dict[tuple[str, str], list[Element]] = {}
    for element in _little_boxes(body, prose):
        boxes.setdefault(element.template, []).append(element)
    segments = body.outline.segments
    # the boxes of paragraphs, where a page puts each in one of its own
    of_paragraphs = {_wrapper(body.outline, s).template for s in (prose[0], prose[-1])}
    for template, alike in boxes.items():
        inside = [[s for s in segments[box.first : box.last] if s.text] for box in alike]
        lines = [[s for s in texts if not body.is_heading(s)] for texts in inside]
        spoken = sum(any(_speaks(body, s) for s in texts) for texts in lines)
        # where a page has many such boxes they are how it writes: most must speak, not one in four
        least = len(inside) / (_SPEAKING if len(inside) <= _FEW else _MOST)
        if spoken >= least:
            for texts, below in zip(inside, lines, strict=True):
                if not below:  # a heading of the text
                    continue
                is_paragraph = template in of_paragraphs and len(texts) == 1 and texts[0].is_prose
                if not is_paragraph or _speaks(body, texts[0], surely=True):
                    yield from ((s.index, Rule.CALL_IN_BOX) for s in texts)


def _little_boxes(body: KeptText, prose: Sequence[Segment]) -> Iterator[Element]:
    """The boxes between the first and the last paragraph that hold a short text and no more."""
    outline, first, last = body.outline, prose[0].index, prose[-1].index
    paragraphs = {outline.elements[s.parent].get("class") for s in prose}
    for element in outline.elements:
        if element.tag not in _BOXES or not first < element.first < element.last <= last:
            continue
        if element.last - element.first <= _LINES and outline.words(element) <= _CALL:
            is_paragraph = element.tag == "div" and element.get("class") in paragraphs
            is_named = element.tag == "aside" or bool(element.get("class"))
            if is_paragraph or not is_named or _is_panel(body, element):
                continue
            if ends_with_colon(outline.segments[element.first - 1]):
                continue  # an example
            segments = outline.segments[element.first : element.last]
            is_line = any(s.parent == element.index for s in segments)
            if not is_line and not any(_is_of_text(body, s) for s in segments):
                yield element


def _is_panel(body: KeptText, element: Element) -> bool:
    """Whether a box is in one that the reader opens, the answer to a question, or in a note."""
    around = islice(body.outline.ancestors(element.index), _PANEL_DEPTH)
    return any("panel" in called(e.names) or callout_kind(e) for e in around)


def _wrapper(outline: Outline, segment: Segment) -> Element:
    """The outermost element that holds nothing but the segment."""
    around = outline.ancestors(segment.parent)
    alone = takewhile(lambda e: e.last - e.first == 1, around)
    return next(reversed([*alone]), outline.elements[segment.parent])


def _is_of_text(body: KeptText, segment: Segment) -> bool:
    """Whether a segment is what calls do not have: a heading that does not sound like one, a
    picture, a quotation, a list, a formula.
    """
    if segment.kind is not SegmentKind.TEXT or is_equation(segment):
        return True
    if body.is_heading(segment):
        return not sound_like_the_site([segment])
    is_listed = body.is_entry(segment) and not segment.linked
    return is_listed or body.is_within(segment, _QUOTES)


def _speaks(body: KeptText, segment: Segment, *, surely: bool = False) -> bool:
    reason = body.decisions.reason(segment.index)
    if reason is not None and reason.rule is not Rule.MODEL:
        return False  # dropped for what it is: its box may hold anything
    return names_networks(segment) or speaks_for_the_site(segment, surely=surely)
