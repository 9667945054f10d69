"""The law of the body: in the box of the text a paragraph is removed for what it is, never for
want of a score.

A box is text where much of its prose is chosen. Evidence against one of its paragraphs is that it
speaks for the site (a known phrase, the site's voice), or that another template wrote it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from scraper.extraction.page.outline import SENTENCE_END, Element, Outline, Segment, SegmentKind
from scraper.extraction.page.tables import data_table
from scraper.extraction.phrases import PhraseKind, lexicon
from scraper.extraction.selection.repair.boxes import is_box
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.wholes import is_list_of_debris
from scraper.extraction.selection.site_speech import speaks_for_the_site

Template = tuple[str, str, str, int]  # of a paragraph: see _template

_TEXT_BOX = 0.4  # share of a box's prose from which on the box is text
_MUCH = 0.3  # share of the chosen words that the box of the text has
_SKIPPED = 3  # lines of other boxes in a row between paragraphs, at most
_REACH = 3  # segments between a lost paragraph and the chosen ones around it
_QUESTION = ("?", "\uff1f", "\u061f", "\u037e")  # Latin, full width, Arabic, Greek
_COMMAS = (",", "\u060c", "\uff0c")  # Latin, Arabic, full width
_SALUTATION = 4  # words
_LABEL = 3  # words of a line with a year or a time
_DIGIT = re.compile(r"\d")
_ENTRIES = frozenset({"li", "dd", "dt"})


def lost_paragraphs(choice: RepairContext) -> Iterator[int]:
    """Prose among chosen prose of its box: a text is removed for what it is, and never from the
    middle of an article for want of a score. See box_paragraphs for what speaks against it.
    """
    for segment in choice.doubtful:
        if not segment.reads_like_text:
            continue
        before, after = choice.neighbours(segment.index, segment.index + 1, _REACH)
        if before and after and _beside_chosen(choice, segment):
            yield segment.index


def box_paragraphs(choice: RepairContext) -> Iterator[int]:
    """Prose between chosen prose of one box of which much is chosen, however unlikely it is.

    Evidence against it: a known phrase of boilerplate in a short text, or that its element is
    of another template than all chosen prose of the box.
    """
    found: dict[int, Sequence[Segment]] = {}
    for segment in choice.lost:
        if not segment.is_prose:
            continue
        box = _prose_box(choice.outline, segment)
        if box is None:
            continue
        if box.index not in found:
            found[box.index] = _chosen_prose(choice, box)
        chosen = found[box.index]
        if (
            chosen
            and chosen[0].index < segment.index < chosen[-1].index
            and not speaks_for_the_site(segment)
            and _is_of_their_template(choice.outline, segment, chosen)
        ):
            yield segment.index


def lines_in_place(choice: RepairContext) -> Iterator[int]:
    """A short line that is probable, directly in the box of much of the chosen text, and between
    two chosen lines or right under a chosen heading: a step, an answer, the text of a short
    section.
    """
    outline, chosen = choice.outline, choice.chosen
    words: Counter[int] = Counter()
    for index in chosen:
        words[outline.box(outline.segments[index])] += outline.segments[index].words
    least = _MUCH * words.total()
    for segment in choice.doubtful:
        is_line = segment.kind is SegmentKind.TEXT and not segment.linked and not segment.controls
        if not is_line or words[outline.box(segment)] < least:
            continue
        before, after = segment.index - 1, segment.index + 1
        is_under = before in chosen and outline.heading_level(outline.segments[before]) > 0
        if _is_sentence(segment):
            is_between = all(choice.neighbours(segment.index, after))
        else:
            is_between = {before, after} <= chosen and segment.index in choice.candidates.probable
        if (is_under or is_between) and not speaks_for_the_site(segment, surely=True):
            yield segment.index


def _chosen_prose(choice: RepairContext, box: Element) -> Sequence[Segment]:
    """The chosen paragraphs of a box of text; none where too little of its prose is chosen."""
    prose = [s for s in choice.outline.segments[box.first : box.last] if s.is_prose]
    chosen = [s for s in prose if s.index in choice.chosen]
    words = sum(s.words for s in prose if s.index in choice.candidates.open)
    return chosen if sum(s.words for s in chosen) >= _TEXT_BOX * words else ()


def _prose_box(outline: Outline, segment: Segment) -> Element | None:
    """The nearest element around a paragraph that holds other prose too."""
    around = outline.ancestors(outline.elements[segment.parent].parent)
    sums, words = outline.sums, segment.words
    boxes = (e for e in around if sums[e.last].prose - sums[e.first].prose > words and e.depth > 0)
    return next(boxes, None)


def _is_of_their_template(outline: Outline, segment: Segment, chosen: Sequence[Segment]) -> bool:
    own = _template(outline, segment)
    return any(_template(outline, one) == own for one in chosen)


def _template(outline: Outline, segment: Segment) -> Template:
    """Two paragraphs are written by one template where this is the same."""
    element = outline.elements[segment.parent]
    around = outline.elements[element.parent] if element.parent >= 0 else element
    return *element.template, around.get("class"), element.depth


def _beside_chosen(choice: RepairContext, segment: Segment) -> bool:
    around = choice.outline.elements[segment.parent]
    if around.tag in {"p", "span"} and around.parent >= 0:
        around = choice.outline.elements[around.parent]
    return choice.has_chosen(around)


def text_goes_on(choice: RepairContext) -> Iterator[int]:
    """What is before the first and after the last chosen paragraph, line by line, while it is of
    the text's box: paragraphs of its template, lists, and the headings over them.
    """
    outline = choice.outline
    texts = [outline.segments[i] for i in sorted(choice.chosen)]
    prose = [s for s in texts if s.is_prose] or list(filter(_is_sentence, texts))
    paragraphs = [s for s in prose if outline.elements[s.parent].tag not in _ENTRIES]
    if not paragraphs:
        return
    yield from _run(choice, outline.segments[prose[-1].index + 1 :], paragraphs[::-1])
    before = outline.segments[: prose[0].index][::-1]
    found = list(_run(choice, before, paragraphs))
    # before the text a list or a heading alone may be of the page's head
    texts = [outline.segments[i] for i in found]
    last = max((at for at, s in enumerate(texts) if s.is_prose or _is_sentence(s)), default=-1)
    yield from found[: last + 1]


def _run(
    choice: RepairContext, lines: Sequence[Segment], paragraphs: Sequence[Segment]
) -> Iterator[int]:
    """What of `lines` goes on the text; `paragraphs` are the chosen ones, the nearest first."""
    outline, beside = choice.outline, paragraphs[0]
    templates = {_template(outline, s) for s in paragraphs}
    box = outline.box(beside)
    labels = _labels(choice, box)
    waiting: list[int] = []  # headings and questions, until what they are about follows
    skipped = 0
    for segment in lines:
        is_text = segment.kind in {SegmentKind.TEXT, SegmentKind.CODE}
        if not is_text or segment.index in choice.chosen:
            continue
        # beyond other boxes the page may have gone on to something else
        is_sure = not skipped or segment.kind is SegmentKind.CODE
        is_open = segment.index in (choice.candidates.open if is_sure else choice.candidates.likely)
        if is_open and _is_passed_over(segment):
            continue
        is_label = _label(segment) in labels and outline.box(segment) == box
        if is_open and (is_label or _waits(outline, segment, templates, box)):
            waiting.append(segment.index)
        elif is_open and (
            _is_text_beside(choice, segment, templates, box)
            or (waiting and _answers(choice, segment, templates, waiting[-1]))
        ):
            yield from (*waiting, segment.index)
            waiting, skipped = [], 0
        elif outline.box(segment) != box and skipped < _SKIPPED:
            skipped += 1  # a little box between the paragraphs
        else:
            return


def _labels(choice: RepairContext, box: int) -> frozenset[str]:
    """The forms of the years and times that several chosen lines of the box consist of."""
    outline = choice.outline
    lines = (outline.segments[i] for i in choice.chosen)
    forms = Counter(_label(s) for s in lines if outline.box(s) == box)
    return frozenset(form for form, times in forms.items() if form and times > 1)


def _label(segment: Segment) -> str:
    """The form of a line that is little but digits: "0000" for a year; empty for any other."""
    if not 0 < segment.words <= _LABEL or sum(map(str.isdigit, segment.text)) < 3:
        return ""
    return _DIGIT.sub("0", segment.text)


def _is_passed_over(segment: Segment) -> bool:
    """Whether a line is a pointer to another story or the label of an advert, which are between
    paragraphs more often than after them.
    """
    is_label = PhraseKind.ADVERT in lexicon().kinds(segment.text)
    return is_label or lexicon().opens(PhraseKind.READ_MORE, segment.text)


def _waits(outline: Outline, segment: Segment, templates: Container[Template], box: int) -> bool:
    """Whether a line is a heading in the box, or a question: text, if what follows is."""
    is_heading = outline.heading_level(segment) > 0 and outline.box(segment) == box
    is_question = _is_question(segment) and _template(outline, segment) in templates
    return (is_heading or is_question) and not speaks_for_the_site(segment)


def _answers(
    choice: RepairContext, segment: Segment, templates: Container[Template], before: int
) -> bool:
    """Whether a line is the short answer to the question before it, or probably the short text
    under the heading.
    """
    outline = choice.outline
    is_like = _template(outline, segment) in templates and not segment.linked
    is_sentence = SENTENCE_END.search(segment.text) is not None
    is_due = _is_question(outline.segments[before]) or segment.index in choice.candidates.probable
    return is_like and is_sentence and is_due and not speaks_for_the_site(segment)


def _is_text_beside(
    choice: RepairContext, segment: Segment, templates: Container[Template], box: int
) -> bool:
    """Whether a segment is a paragraph of one of the templates, or an entry of a list in the
    box.
    """
    is_likely = segment.index in choice.candidates.likely
    if segment.link_share > 0.2 or speaks_for_the_site(segment, surely=is_likely):
        return False
    outline = choice.outline
    around = islice(outline.ancestors(segment.parent), 3)
    entry = next((e for e in around if e.tag in _ENTRIES), None)
    if entry is not None and outline.place(outline.elements[entry.parent]) == box:
        return not is_list_of_debris(choice, outline.elements[entry.parent])
    if _is_in_block(outline, segment, box):
        return True
    if _template(outline, segment) not in templates:
        return False
    if segment.reads_like_text:
        return segment.index in choice.candidates.faint
    return is_likely and _is_sentence(segment) and not speaks_for_the_site(segment)


def _is_sentence(segment: Segment) -> bool:
    """Whether a text ends as a sentence does, or as a salutation: "Dear Tom,"."""
    is_salutation = segment.words <= _SALUTATION and segment.text.endswith(_COMMAS)
    ends = is_salutation or SENTENCE_END.search(segment.text) is not None
    return segment.kind is SegmentKind.TEXT and ends


def _is_question(segment: Segment) -> bool:
    return segment.text.rstrip(" \"'»”’").endswith(_QUESTION)


def _is_in_block(outline: Outline, segment: Segment, box: int) -> bool:
    """Whether a segment is code, or in a table of data or a part set apart, and that in the box."""
    around = list(outline.ancestors(segment.parent))
    block = next((e for e in around if outline.place(e) == box), None)
    if block is None:
        return False
    if segment.kind is SegmentKind.CODE or is_box(outline, block):
        return True
    table = next((e for e in around if e.tag == "table"), None)
    if table is None or data_table(outline, table) is None:
        return False
    return block.tag in {"table", "figure"} or outline.shape(block) == outline.shape(table)
