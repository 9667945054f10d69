"""Between the paragraphs: advert labels, pointers, boxes of other stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from scraper.extraction.page.equations import is_equation
from scraper.extraction.page.outline import Element, Outline, Segment, SegmentKind
from scraper.extraction.phrases import PhraseKind, phrases
from scraper.extraction.rules import Rule
from scraper.extraction.selection.model import is_of_many_things
from scraper.extraction.selection.residue.kept_text import KeptText
from scraper.extraction.selection.residue.networks import names_networks
from scraper.extraction.selection.site_speech import speaks_for_the_site

_POINTER = re.compile(r"[^:]{3,30}:\s*\S")
_PARAGRAPH, _CALL = 20, 30  # words of a paragraph, at least, and of a call, at most
_QUOTES = frozenset({"blockquote"})
_ALL = 0.7  # share of a line's letters in links; the rest are signs between them
_LINES = 3  # of a call in a box, at most
_SHORT = 8  # words of a line
_FOREIGN = 4  # lines of a template that were dropped, for each that is kept
_SPEAKING = 4  # one box of so many speaks for all
_PLACEHOLDER = 90  # words of what asks for consent, at most
_BOXES = frozenset({"div", "aside", "section"})
_DEEPEST = 50  # elements around a list; thousands of lists in one another would be read in each
_FULL_STOP = re.compile(r"[.!…。！।۔][\"'”’»)\]]*$")


def advert_labels(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """The word "Advertisement" on a line of its own."""
    labels = phrases(PhraseKind.ADVERT)
    for segment in body.segments:
        if segment.words <= 8 and labels.match(segment.text) and not body.is_heading(segment):
            yield segment.index, Rule.ADVERT_LABEL


def lines_of_debris(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A short line of a template by which the page writes what was dropped, and none of the text:
    names, dates and labels around the article, and the label of an advert within.
    """
    if is_of_many_things(body.metadata):
        return
    elements = body.outline.elements
    lines: dict[tuple[str, str], list[Segment]] = {}
    for segment in body.outline.segments:
        element = elements[segment.parent]
        if segment.text and element.get("class"):
            lines.setdefault(element.template, []).append(segment)
    for alike in lines.values():
        kept = [s for s in alike if body.decisions.is_kept(s.index)]
        are_short = all(s.words <= _SHORT and not body.is_heading(s) for s in kept)
        if kept and are_short and len(alike) - len(kept) >= _FOREIGN * len(kept):
            yield from ((s.index, Rule.LINE_OF_DEBRIS) for s in kept if not body.is_entry(s))


def pointers(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Lines like "Read also: …" that are a link, or hold nothing but a title."""
    begins = phrases(PhraseKind.READ_MORE)
    for segment in body.segments:
        if segment.kind is not SegmentKind.TEXT or segment.words > 40:
            continue
        linked = segment.link_share > 0.4
        titled = _POINTER.match(segment.text) and not _FULL_STOP.search(segment.text)
        is_pointer = (linked or titled) and begins.opens(segment.text)
        if is_pointer or _is_labelled_link(segment) or _heads_pointer(body, segment):
            yield segment.index, Rule.POINTER


def _heads_pointer(body: KeptText, segment: Segment) -> bool:
    """Whether a line says no more than that a link follows, and that is gone."""
    is_left = _has_left(body, segment.index + 1)
    return is_left and phrases(PhraseKind.READ_MORE).match(segment.text)


def _is_labelled_link(segment: Segment) -> bool:
    """A bold label with a colon, and nothing but a linked title after it, in any language."""
    texts = [(p, marks) for p, marks in segment.pieces if isinstance(p, str) and p.strip(" \xa0:")]
    if len(texts) < 2 or segment.link_share < 0.5:
        return False
    label, marks = texts[0]
    is_label = any(m.name == "strong" for m in marks) and not any(m.name == "link" for m in marks)
    rest = all(any(m.name == "link" for m in marks) for _, marks in texts[1:])
    return is_label and rest and ":" in segment.text[: len(label.strip()) + 2]


def calls_in_boxes(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Short texts in little boxes of one template between the paragraphs, of which a quarter speaks
    for the site: names a network, says a phrase, or sounds like one.
    """
    boxes: dict[tuple[str, str], list[Element]] = {}
    for element in _little_boxes(body):
        boxes.setdefault(element.template, []).append(element)
    segments = body.outline.segments
    of_paragraphs = _wrappers(body)
    for template, alike in boxes.items():
        inside = [[s for s in segments[box.first : box.last] if s.text] for box in alike]
        spoken = sum(any(_speaks(body, s) for s in texts) for texts in inside)
        if spoken * _SPEAKING >= len(inside):
            for texts in inside:
                is_paragraph = template in of_paragraphs and len(texts) == 1 and texts[0].is_prose
                if not is_paragraph or _speaks(body, texts[0], surely=True):
                    yield from ((s.index, Rule.CALL_IN_BOX) for s in texts)


def _wrappers(body: KeptText) -> frozenset[tuple[str, str]]:
    """The templates of the boxes that hold the first and the last paragraph, where a page puts each
    in a box of its own.
    """
    prose = [s for s in body.segments if s.is_prose and s.words >= _PARAGRAPH]
    return frozenset(_wrapper(body.outline, s).template for s in (*prose[:1], *prose[-1:]))


def _little_boxes(body: KeptText) -> Iterator[Element]:
    """The boxes between the first and the last paragraph that hold a short text and no more."""
    prose = [s for s in body.segments if s.is_prose and s.words >= _PARAGRAPH]
    if len(prose) < 2:
        return
    outline = body.outline
    paragraphs = {outline.elements[s.parent].get("class") for s in prose}
    for element in outline.tagged(*_BOXES):
        if not prose[0].index < element.first < element.last:
            continue
        if element.last - element.first > _LINES or element.last > prose[-1].index:
            continue
        shape = outline.shape(element)
        if shape.words <= _CALL and shape.segments > 0:
            is_paragraph = element.tag == "div" and element.get("class") in paragraphs
            segments = outline.segments[element.first : element.last]
            is_text = any(_is_of_text(body, s) for s in segments)
            is_line = any(s.parent == element.index for s in segments)
            is_named = element.tag == "aside" or bool(element.get("class"))
            if is_named and not (is_paragraph or is_text or is_line):
                yield element


def _wrapper(outline: Outline, segment: Segment) -> Element:
    """The outermost element that holds nothing but the segment."""
    around = outline.ancestors(segment.parent)
    alone = takewhile(lambda e: e.last - e.first == 1, around)
    return next(reversed([*alone]), outline.elements[segment.parent])


def _is_of_text(body: KeptText, segment: Segment) -> bool:
    """Whether a segment is what calls do not have: a heading, a picture, a quotation, a list, a
    formula.
    """
    if segment.kind is not SegmentKind.TEXT or body.is_heading(segment) or is_equation(segment):
        return True
    is_listed = body.is_entry(segment) and not segment.linked
    return is_listed or body.is_within(segment, _QUOTES)


def _speaks(body: KeptText, segment: Segment, *, surely: bool = False) -> bool:
    reason = body.decisions.reason(segment.index)
    if reason is not None and reason.rule is not Rule.MODEL:
        return False  # dropped for what it is: its box may hold anything
    return names_networks(segment) or speaks_for_the_site(segment, surely=surely)


def entry_links(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Lines of links that the entries of a list have in common, below the text of each: "Article |
    Google Scholar" under a reference.
    """
    segments = body.outline.segments
    kept = {s.index for s in body.segments if s.text}
    for element in body.outline.tagged("ul", "ol"):
        if element.depth > _DEEPEST:
            continue
        below = _below_first_lines(body.outline, element, kept)
        lines = [segments[i] for i in below if segments[i].link_share > _ALL]
        labels = Counter(label for line in lines for label in _link_texts(line))
        for line in lines:
            if all(labels[label] > 1 for label in _link_texts(line)):
                yield line.index, Rule.ENTRY_LINK


def _below_first_lines(outline: Outline, element: Element, kept: set[int]) -> Iterator[int]:
    """The kept segments of a list that follow the first one of their entry, each once."""
    at = 0
    for entry in outline.inside(element):
        if entry.tag == "li" and entry.first in kept:
            yield from (i for i in range(max(at, entry.first + 1), entry.last) if i in kept)
            at = max(at, entry.last)


def _link_texts(segment: Segment) -> frozenset[str]:
    """The texts of the links of a line."""
    return frozenset(
        piece.strip()
        for piece, marks in segment.pieces
        if isinstance(piece, str) and any(mark.name == "link" for mark in marks)
    )


def consent_placeholders(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """What stands for a video or a post until the reader agrees to load it, in a box of its own."""
    asks = phrases(PhraseKind.COOKIES)
    outline = body.outline
    for segment in body.segments:
        if segment.words > _PLACEHOLDER or body.is_heading(segment):
            continue
        around = islice(outline.ancestors(segment.parent), 3)
        boxes = [e for e in around if outline.words(e) <= _PLACEHOLDER]
        if not boxes or boxes[-1].tag not in _BOXES or not asks.match(segment.text):
            continue
        if not _is_of_paragraph(body, boxes[-1]):
            inside = outline.segments[boxes[-1].first : boxes[-1].last]
            yield from ((s.index, Rule.CONSENT_PLACEHOLDER) for s in inside if s.text)


def _is_of_paragraph(body: KeptText, box: Element) -> bool:
    """Whether other paragraphs of the text are in such a box too."""
    outline = body.outline
    alike = [
        e
        for segment in body.segments
        if segment.reads_like_text and not box.first <= segment.index < box.last
        for e in islice(outline.ancestors(segment.parent), 3)
        if e.template == box.template
    ]
    return len(alike) > 1


def recommendations(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A heading that announces other stories, and the links or titles under it."""
    heads = phrases(PhraseKind.RECOMMENDATIONS)
    segments = body.segments
    for place, segment in enumerate(segments):
        if segment.words > 10 or not heads.match(segment.text):
            continue
        under = _under(segments, place + 1)
        ends = place + 1 + len(under) == len(segments)
        linked = sum(s.link_share > 0.5 for s in under)
        if _has_left(body, segment.index + 1):
            yield segment.index, Rule.RECOMMENDATIONS
        elif (under and linked * 2 >= len(under)) or (ends and (under or place > body.first_prose)):
            yield segment.index, Rule.RECOMMENDATIONS
            yield from ((s.index, Rule.RECOMMENDATIONS) for s in under)


def _has_left(body: KeptText, index: int) -> bool:
    """Whether what an announcement was for is gone already: links right under it."""
    following = body.outline.segments[index : index + 1]
    return any(not body.decisions.is_kept(s.index) and s.link_share > 0.5 for s in following)


def _under(segments: Sequence[Segment], start: int) -> list[Segment]:
    """The run of titles, links, dates and images from `start` until text begins again."""
    run = []
    for segment in segments[start:]:
        if segment.reads_like_text and segment.link_share < 0.5:
            break
        run.append(segment)
    return run


def bare_headings(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A heading with nothing under it before the next one of its rank, or the end."""
    last = 0  # rank of the heading that follows, 1 at the end
    content = False
    rank_after = 1
    for segment in reversed(body.segments):
        level = body.heading_level(segment)
        if not level:
            content = content or segment.kind is not SegmentKind.RULE
            continue
        if not content and rank_after <= level:
            yield segment.index, Rule.BARE_HEADING
            continue
        last = level
        rank_after, content = last, False


def headings_of_dropped(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A heading in a little box of which all else was dropped: that of a call, or of a list of
    other stories.
    """
    outline = body.outline
    for segment in body.segments:
        if not body.is_heading(segment):
            continue
        around = outline.ancestors(segment.parent)
        box = next((e for e in around if outline.words(e) > segment.words), None)
        if box is None or box.tag not in _BOXES or outline.words(box) > _PLACEHOLDER:
            continue
        others = (i for i in range(box.first, box.last) if i != segment.index)
        if not any(map(body.decisions.is_kept, others)):
            yield segment.index, Rule.BARE_HEADING
