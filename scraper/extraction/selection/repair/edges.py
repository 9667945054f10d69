"""The law of the body at its edges: where the text goes on before and after what is chosen."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import islice

from scraper.extraction.page.line_ends import is_question
from scraper.extraction.page.outline import SENTENCE_END, Outline, Segment, SegmentKind
from scraper.extraction.page.tables import data_table
from scraper.extraction.page.templates import Template, template_of
from scraper.extraction.phrases import PhraseKind, lexicon
from scraper.extraction.selection.repair.boxes import is_box
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.paragraphs import is_salutation, is_sentence
from scraper.extraction.selection.repair.wholes import is_list_of_debris
from scraper.extraction.selection.site_speech import speaks_for_the_site

_SKIPPED = 3  # lines of other boxes in a row between paragraphs, at most
_ENTRIES = frozenset({"li", "dd", "dt"})
_LISTS = frozenset({"ul", "ol", "dl"})
_LIST_DEPTH = 4  # elements from the text of an entry to its list
_LONG = 25  # words of a paragraph
_LABEL = 3  # words of a line with a year or a time
_DIGIT = re.compile(r"\d")


def text_goes_on(choice: RepairContext) -> Iterator[int]:
    """What is before the first and after the last chosen paragraph, line by line, while it is of
    the text's box: paragraphs of its template, lists, and the headings over them.
    """
    outline = choice.outline
    texts = [outline.segments[i] for i in sorted(choice.chosen)]
    prose = [s for s in texts if s.is_prose] or list(filter(is_sentence, texts))
    paragraphs = [s for s in prose if outline.elements[s.parent].tag not in _ENTRIES]
    if not paragraphs:
        return
    templates = {template_of(outline, s) for s in paragraphs}
    after = outline.segments[prose[-1].index + 1 :]
    yield from _run(choice, after, paragraphs[-1], templates)
    before = outline.segments[: prose[0].index][::-1]
    found = list(_run(choice, before, paragraphs[0], templates))
    # before the text a list or a heading alone may be of the page's head
    texts = [outline.segments[i] for i in found]
    last = max((at for at, s in enumerate(texts) if s.is_prose or is_sentence(s)), default=-1)
    yield from found[: last + 1]


def _run(
    choice: RepairContext,
    lines: Sequence[Segment],
    beside: Segment,
    templates: Container[Template],
) -> Iterator[int]:
    """What of `lines` goes on the text: `templates` are those of the chosen paragraphs, `beside` is
    the nearest of them.
    """
    outline = choice.outline
    box = outline.box(beside)
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
        is_label = _is_label(choice, segment, box)
        # a question before the first answer is answered
        is_asked = segment.index < beside.index and is_question(segment)
        if is_open and not is_asked and (is_label or _waits(outline, segment, templates, box)):
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


def _is_label(choice: RepairContext, segment: Segment, box: int) -> bool:
    """Whether a line of the box is a year or a time, as several chosen ones in it are."""
    outline, form = choice.outline, _label(segment)
    if not form or outline.box(segment) != box:
        return False
    lines = (outline.segments[i] for i in choice.chosen)
    return sum(outline.box(line) == box and _label(line) == form for line in lines) > 1


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
    is_asked = is_question(segment) and template_of(outline, segment) in templates
    return (is_heading or is_asked) and not speaks_for_the_site(segment)


def _answers(
    choice: RepairContext, segment: Segment, templates: Container[Template], before: int
) -> bool:
    """Whether a line is the short answer to the question before it, or probably the short text
    under the heading.
    """
    outline = choice.outline
    is_like = template_of(outline, segment) in templates and not segment.linked
    is_sentence = SENTENCE_END.search(segment.text) is not None
    is_due = is_question(outline.segments[before]) or segment.index in choice.candidates.probable
    return is_like and is_sentence and is_due and not speaks_for_the_site(segment)


def _is_text_beside(
    choice: RepairContext, segment: Segment, templates: Container[Template], box: int
) -> bool:
    """Whether a segment is a paragraph of one of the templates, or an entry of a list in the
    box.
    """
    if segment.link_share > 0.2:
        return False
    outline = choice.outline
    is_likely = segment.index in choice.candidates.likely
    is_of_template = template_of(outline, segment) in templates
    is_long = is_likely and is_of_template and segment.words >= _LONG
    # the voice is learned from single sentences, and of longer texts less sure
    is_excused = is_long and not lexicon().kinds(segment.text)
    if not is_excused and speaks_for_the_site(segment, surely=is_likely):
        return False
    around = islice(outline.ancestors(segment.parent), _LIST_DEPTH)
    listed = next((e for e in around if e.tag in _LISTS), None)
    if listed is not None and outline.place(listed) == box:
        return not is_list_of_debris(choice, listed)
    if _is_in_block(outline, segment, box):
        return True
    if not is_of_template:
        is_probable = segment.index in choice.candidates.probable
        return is_probable and outline.box(segment) == box and is_sentence(segment)
    if segment.reads_like_text:
        return segment.index in choice.candidates.faint
    if is_salutation(segment):
        return segment.index in choice.candidates.faint
    return is_likely and is_sentence(segment) and not speaks_for_the_site(segment)


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
