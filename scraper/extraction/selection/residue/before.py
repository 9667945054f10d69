"""Before the body: the headline again, bylines, labels, other stories' headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from scraper.extraction.page.bold_text import is_bold_text
from scraper.extraction.page.callouts import callout_kind
from scraper.extraction.page.outline import SENTENCE_END, Segment, SegmentKind
from scraper.extraction.page.word_count import count_words
from scraper.extraction.phrases import PhraseKind, normalise, phrases
from scraper.extraction.rules import Rule
from scraper.extraction.selection.facts import holds_facts
from scraper.extraction.selection.repair.cards import is_card
from scraper.extraction.selection.residue.kept_text import KeptText, has_full_date, is_byline

_TOP = 5  # segments
_BYLINE = 20  # words
_DATELINE = 22  # words
_COMMAS = (",", "\u060c", "\u3001", "\uff0c")  # Latin, Arabic, ideographic, full width
_TIME = re.compile(r"\d[:.h]\d\d(?!\d)")
_TIME_WORDS, _TIMES = 6, 2  # of a line with a time; more such lines are a programme
_BARS = re.compile(r"\s[|·•]\s")
_LABELS, _LABEL = 3, 3  # labels of a menu, and words of each
_OF_CARDS = frozenset({Rule.LABEL_BEFORE_TEXT, Rule.LINK_BEFORE_TEXT})
_TITLE_DEPTH = 4  # elements from the title of a note to its box


def repeated_headline(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """The headline stands in the metadata; in the body it is a repeat, wherever it is."""
    titles = {normalise(body.metadata.title)} - {""}
    if not titles:
        return
    for segment in body.segments:
        if segment.words > 60:
            continue
        text = normalise(segment.text)
        begins = any(map(text.startswith, titles))
        if text in titles or (begins and _is_headline_with_byline(segment, titles)):
            yield segment.index, Rule.REPEATED_HEADLINE


def _is_headline_with_byline(segment: Segment, titles: set[str]) -> bool:
    """The headline on a line, and under it, in the same run of text, who wrote and when."""
    first, *rest = _lines(segment) or [""]
    return bool(rest) and (
        normalise(first) in titles
        and count_words(" ".join(rest)) <= _BYLINE
        and not any(SENTENCE_END.search(line.rstrip(":.")) for line in rest)
    )


def before_headline(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """What stands before the headline is not the article: sections, other stories, dates."""
    title = normalise(body.metadata.title)
    if not title:
        return
    lead = body.segments[: body.first_prose + 1]
    found = [s for s in lead if normalise(s.text) == title]
    headings = [s for s in found if body.is_heading(s)]
    if found and not headings:  # a reference says its name again: the heading may be gone already
        outline = body.outline.segments[: found[-1].index]
        headings = [s for s in outline if body.is_heading(s) and normalise(s.text) == title]
    headline = max((s.index for s in headings or found), default=-1)
    yield from ((s.index, Rule.BEFORE_HEADLINE) for s in lead if s.index < headline)


def before_text(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Between headline and text: bylines, dates, labels, links to other stories."""
    lead = body.segments[: body.first_prose]
    if not body.has_prose:  # all of such a page would be its lead
        lead = [s for at, s in enumerate(lead) if at < _TOP or (s.linked and body.is_entry(s))]
    facts = _facts(body) if lead else frozenset()
    when = _times(body, lead)
    for segment in lead:
        if segment.index in facts:
            continue
        rule = Rule.BYLINE if segment.index in when else _lead_rule(body, segment)
        if rule and not (rule in _OF_CARDS and _is_in_card(body, segment)):
            yield segment.index, rule


def _is_in_card(body: KeptText, segment: Segment) -> bool:
    """Whether a line is in the card of a recipe: "1 egg" before the first step."""
    return any(is_card(body.outline, e) for e in body.outline.ancestors(segment.parent))


def _times(body: KeptText, lead: Sequence[Segment]) -> frozenset[int]:
    """The one or two lines before the first paragraph with the time of day when it was written;
    more of them are a programme.
    """
    timed = (s for s in lead if s.words <= _TIME_WORDS and _TIME.search(s.text))
    found = [s.index for s in timed if not body.is_heading(s) and not _is_crosshead(body, s)]
    lines = (i for i in found if not body.is_entry(body.outline.segments[i]))
    return frozenset(lines) if body.has_prose and len(found) <= _TIMES else frozenset()


def _facts(body: KeptText) -> frozenset[int]:
    """The segments of facts before the first paragraph, beside it."""
    outline = body.outline
    if not body.has_prose:
        return frozenset()
    first = body.segments[body.first_prose]
    box = outline.box(first)
    beside = (e for e in outline.elements[box + 1 : first.parent] if outline.place(e) == box)
    facts = (e for e in beside if holds_facts(outline, e))
    return frozenset(i for e in facts for i in range(e.first, e.last))


def disclosures(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """How the page is paid for, before the text or between its lines. Whole sentences, so they
    look like the text.
    """
    top = max(_TOP, body.first_prose)
    for place, segment in enumerate(body.segments):
        if segment.words <= 60 and phrases(PhraseKind.DISCLOSURE).match(segment.text):
            yield segment.index, Rule.DISCLOSURE if place < top else Rule.DISCLOSURE_IN_TEXT


def other_headlines(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Two or more bold lines without a full stop between headline and text: other stories."""
    lead = body.segments[: body.first_prose] if body.has_prose else ()
    lines = [(segment, _bold_lines(segment)) for segment in lead if not body.is_heading(segment)]
    if sum(count for _, count in lines) >= 2:
        yield from ((segment.index, Rule.OTHER_HEADLINES) for segment, count in lines if count)


def _bold_lines(segment: Segment) -> int:
    """How many title-like lines the segment is, all of them bold; 0 for any other text."""
    lines = _lines(segment)
    titles = all(3 <= len(line.split()) <= 18 and not SENTENCE_END.search(line) for line in lines)
    return (
        len(lines) if is_bold_text(segment) and titles and segment.kind is SegmentKind.TEXT else 0
    )


def _lines(segment: Segment) -> list[str]:
    text = "".join(p if isinstance(p, str) else "\n" for p, _ in segment.pieces)
    return [line.strip() for line in text.split("\n") if line.strip()]


def _lead_rule(body: KeptText, segment: Segment) -> Rule | None:
    text = segment.text
    if segment.kind is not SegmentKind.TEXT or _is_standfirst(body, segment):
        return None
    if segment.link_share > 0.7 or (body.has_prose and _is_menu(segment)):
        return Rule.LINK_BEFORE_TEXT if body.has_prose or not body.is_entry(segment) else None
    if body.is_entry(segment) and not segment.linked:
        return None
    if is_byline(body.metadata, segment) or _is_dateline(segment):
        return Rule.BYLINE
    if segment.words <= 20 and (
        phrases(PhraseKind.SHARE).match(text) or phrases(PhraseKind.TAGS).match(text)
    ):
        return Rule.SHARE_OR_LABEL
    is_entry = body.is_entry(segment)  # of a list or a table, which share one fate
    if not is_entry and _is_label(body, segment) and not _is_in_callout(body, segment):
        return Rule.LABEL_BEFORE_TEXT
    return None


def _is_menu(segment: Segment) -> bool:
    """Three or more labels between bars: "Home | News | Contact"."""
    labels = [len(label.split()) for label in _BARS.split(segment.text)]
    return len(labels) >= _LABELS and all(0 < words <= _LABEL for words in labels)


def _is_label(body: KeptText, segment: Segment) -> bool:
    """A word or two before the text, neither a heading nor, with a comma, a salutation."""
    is_line = segment.words <= 3 and not body.is_heading(segment)
    ends = SENTENCE_END.search(segment.text) or segment.text.endswith(_COMMAS)
    return body.has_prose and is_line and not ends and not _is_crosshead(body, segment)


def _is_crosshead(body: KeptText, segment: Segment) -> bool:
    """Whether a bold line is the first of several, which head the parts of the text."""
    template = body.outline.elements[segment.parent].template
    elements = body.outline.elements
    alike = (s for s in body.segments if s.text and elements[s.parent].template == template)
    return is_bold_text(segment) and sum(map(is_bold_text, alike)) > 1


def _is_in_callout(body: KeptText, segment: Segment) -> bool:
    """Whether a line is in a box for a note or a warning, whose title it may be."""
    return any(map(callout_kind, islice(body.outline.ancestors(segment.parent), _TITLE_DEPTH)))


def _is_dateline(segment: Segment) -> bool:
    """A line before the text that names a day, and is no sentence."""
    is_line = segment.words <= _DATELINE and not SENTENCE_END.search(segment.text)
    return is_line and has_full_date(segment.text)


def _is_standfirst(body: KeptText, segment: Segment) -> bool:
    description = normalise(body.metadata.description)
    return segment.words >= 4 and bool(description) and normalise(segment.text) in description
