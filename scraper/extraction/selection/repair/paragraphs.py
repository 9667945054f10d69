"""The law of the body: in the box of the text a paragraph is removed for what it is, never for
want of a score.

A box is text where much of its prose is chosen. Evidence against one of its paragraphs is that it
speaks for the site (a known phrase, the site's voice), or that another template wrote it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scraper.extraction.page.line_ends import is_question
from scraper.extraction.page.outline import SENTENCE_END, Element, Outline, Segment, SegmentKind
from scraper.extraction.page.templates import Template, template_of
from scraper.extraction.phrases import lexicon
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.site_speech import sound_like_the_site, speaks_for_the_site

_TEXT_BOX = 0.4  # share of a box's prose from which on the box is text
_MUCH = 0.3  # share of the chosen words that the box of the text has
_REACH = 3  # segments between a lost paragraph and the chosen ones around it
_COMMAS = (",", "\u060c", "\uff0c")  # Latin, Arabic, full width
_FEW, _NEARLY_ALL = 3, 0.7  # chosen lines of a template, and their share of its words
_DEBRIS = 10  # words below the text
_LONG = 25  # words of a paragraph; calls between paragraphs are shorter
_DIGITS = 0.1  # share of the characters of a paragraph; a date has more
_SALUTATION = 4  # words
_LINKED = 0.3  # share of a line's letters


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

    Evidence against it: a known phrase of boilerplate in a short text, unless the text is about
    such things, or that its element is of another template than all chosen prose of the box.
    """
    found: dict[int, Sequence[Segment]] = {}
    templates: dict[int, set[Template]] = {}
    for segment in choice.lost:
        if not segment.is_prose:
            continue
        box = _prose_box(choice.outline, segment)
        if box is None:
            continue
        if box.index not in found:
            chosen = found[box.index] = _chosen_prose(choice, box)
            templates[box.index] = {template_of(choice.outline, one) for one in chosen}
        chosen = found[box.index]
        if (
            chosen
            and chosen[0].index < segment.index < chosen[-1].index
            and template_of(choice.outline, segment) in templates[box.index]
            and not _speaks(choice, segment)
        ):
            yield segment.index


def _speaks(choice: RepairContext, segment: Segment) -> bool:
    """Whether a paragraph speaks for the site: surely, where it is long or the text is about it."""
    topics = choice.topics
    surely = bool(topics) or segment.words >= _LONG
    return speaks_for_the_site(segment, surely=surely, topics=topics)


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
        is_between = all(choice.neighbours(segment.index, after)) and (
            is_sentence(segment) or segment.index in choice.candidates.probable
        )
        if (is_under or is_between) and not speaks_for_the_site(segment, surely=True):
            yield segment.index


def questions_between(choice: RepairContext) -> Iterator[int]:
    """A question that is directly between two chosen lines, in one box with both: of an interview,
    or of who writes.
    """
    outline, chosen = choice.outline, choice.chosen
    for segment in choice.lost:
        if not is_question(segment) or segment.linked or segment.controls:
            continue
        beside = [outline.segments[i] for i in choice.candidates.around(segment.index)]
        box = outline.box(segment)
        is_between = len(beside) == 2 and all(s.index in chosen for s in beside)
        is_of_text = is_between and all(outline.box(s) == box for s in beside)
        if is_of_text and not speaks_for_the_site(segment, surely=True):
            yield segment.index


def lines_of_the_template(choice: RepairContext) -> Iterator[int]:
    """The other lines of a box that one template wrote, where half of them are chosen, nearly all
    are likely, and none of the others speaks for the site: those between the chosen ones, the
    paragraph before them, and the last ones where another template wrote the debris below.
    """
    taken = choice.chosen | choice.candidates.likely
    for written in choice.candidates.templates:
        if len(written) < _FEW:
            continue
        chosen = [s for s in written if s.index in choice.chosen]
        if len(chosen) < _FEW or 2 * len(chosen) < len(written):
            continue
        words = sum(s.words for s in written if s.index in taken)
        if words < _NEARLY_ALL * sum(s.words for s in written):
            continue
        others = [
            s
            for s in written
            if s.index not in choice.chosen
            and (s.index > chosen[0].index or _may_begin_the_text(choice, s, chosen[0]))
        ]
        if not others:
            continue
        # where questions to the person who is interviewed sound like it, the voice says nothing
        is_loud = sound_like_the_site(chosen, surely=True)
        last = written[-1]
        if all(
            _may_be_of_template(choice, s, is_loud=is_loud, is_last=s is last) for s in others
        ) and (last.index in choice.chosen or _may_end_the_text(choice, last)):
            yield from (s.index for s in others)


def _may_begin_the_text(choice: RepairContext, segment: Segment, first: Segment) -> bool:
    """Whether a line right before the first chosen one of its template is a probable paragraph."""
    is_near = first.index - segment.index <= _REACH
    if not is_near or segment.index not in choice.candidates.probable:
        return False
    digits = sum(map(str.isdigit, segment.text))
    return segment.reads_like_text and digits <= _DIGITS * len(segment.text)


def _may_end_the_text(choice: RepairContext, last: Segment) -> bool:
    """Whether the last line of a template is a sentence or likely, and lines of others below it are
    not chosen.
    """
    below = choice.outline.segments[last.index + 1 :]
    debris = sum(s.words for s in below if s.index not in choice.chosen)
    is_text = is_sentence(last) or last.index in choice.candidates.likely
    return is_text and debris >= _DEBRIS


def _may_be_of_template(
    choice: RepairContext, segment: Segment, *, is_loud: bool, is_last: bool
) -> bool:
    is_likely = segment.index in choice.candidates.likely
    is_doubtful = is_last and not is_likely
    is_linked = segment.link_share > (0 if is_doubtful else _LINKED)
    is_plain = not is_linked and not segment.controls
    if segment.index not in choice.candidates.faint or not is_plain:
        return False
    if lexicon().kinds(segment.text):
        return False
    is_excused = (is_loud or is_likely) and not is_last
    return is_excused or not speaks_for_the_site(segment, surely=True)


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


def _beside_chosen(choice: RepairContext, segment: Segment) -> bool:
    around = choice.outline.elements[segment.parent]
    if around.tag in {"p", "span"} and around.parent >= 0:
        around = choice.outline.elements[around.parent]
    return choice.has_chosen(around)


def is_salutation(segment: Segment) -> bool:
    """Whether a line may be one: "Dear Tom,"."""
    return segment.words <= _SALUTATION and segment.text.endswith(_COMMAS)


def is_sentence(segment: Segment) -> bool:
    """Whether a text ends as a sentence does, or as a salutation: "Dear Tom,"."""
    ends = is_salutation(segment) or SENTENCE_END.search(segment.text) is not None
    return segment.kind is SegmentKind.TEXT and ends
