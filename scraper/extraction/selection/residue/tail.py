"""After the body: calls, comment rules, labels, links; swept from the end backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.outline import SENTENCE_END, Segment, SegmentKind
from scraper.extraction.phrases import PhraseKind, lexicon, phrases
from scraper.extraction.rules import Rule, Step
from scraper.extraction.selection.residue.kept_text import KeptText, is_byline

_SHORT = 25  # words
_LONG = 60  # words; a call to action is shorter
_TAIL_KINDS = (
    (PhraseKind.COMMENT_RULES, Rule.COMMENT_RULES),
    (PhraseKind.COMMENTS, Rule.COMMENT_INVITATION),
    (PhraseKind.NEWSLETTER, Rule.CALL_TO_SUBSCRIBE),
    (PhraseKind.SHARE, Rule.SHARE),
    (PhraseKind.SUPPORT, Rule.CALL_TO_SUPPORT),
    (PhraseKind.COPYRIGHT, Rule.COPYRIGHT),
    (PhraseKind.DISCLOSURE, Rule.DISCLOSURE),
    (PhraseKind.TAGS, Rule.LABELS),
    (PhraseKind.ADVERT, Rule.ADVERT_LABEL),
    (PhraseKind.RECOMMENDATIONS, Rule.RECOMMENDATIONS),
    (PhraseKind.COOKIES, Rule.CONSENT),
)
_NO_TEXT = frozenset({Rule.COPYRIGHT, Rule.LABELS})  # whatever else they say
_ADDRESS = 5  # words of a line with a mail address
_MAIL = re.compile(r"(?:^|\s|\()[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}\)?\.?$")
_BOXES = frozenset({"div", "aside", "section"})
_LISTS = frozenset({"li", "td", "dd"})
_WHOLE = frozenset({"ul", "ol", "dl", "table"})
_QUOTES = frozenset({"blockquote"})  # who said it and when, under a quotation, is no byline
_REST = 0.35  # share of the text's words; more would be the text going on


def after_recommendations(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A few lines that follow the recommendations at the end: rules, thanks, calls.

    In whatever language: that the article was over is said by what stood before them.
    """
    kept = body.segments
    if not kept:
        return
    left = body.outline.segments
    last = _last_recommended(body.decisions, left[kept[0].index : kept[-1].index])
    before = [s for s in kept if s.index < last]
    after = [s for s in kept if s.index > last]
    if last < 0 or len(after) > 8 or any(body.is_heading(s) for s in after):
        return
    if _goes_on(body, before, left[last], after):
        return
    words, rest = (sum(s.words for s in part) for part in (before, after))
    is_little = rest <= _REST * words and all(s.words <= _LONG for s in after)
    if is_little and _last_recommended(body.decisions, left[kept[-1].index :]) < 0:
        yield from ((s.index, Rule.AFTER_RECOMMENDATIONS) for s in after)


def _goes_on(
    body: KeptText, before: Sequence[Segment], announced: Segment, after: Sequence[Segment]
) -> bool:
    """Whether the first line after the recommendations is beside the text again, as they were
    not: in a box of their own between two paragraphs.
    """
    text = next((s for s in reversed(before) if s.is_prose), None)
    if text is None:
        return False
    outline = body.outline
    template = outline.elements[text.parent].template
    is_alike = outline.elements[after[0].parent].template == template
    box = outline.box(text)
    is_apart = outline.box(announced) != box or outline.elements[announced.parent].tag in _BOXES
    return is_alike and is_apart and outline.box(after[0]) == box


def _last_recommended(decisions: SegmentDecisions, segments: Sequence[Segment]) -> int:
    """The last of `segments` that announced other stories and is gone; -1 where there was none."""
    heads = phrases(PhraseKind.RECOMMENDATIONS)
    for segment in reversed(segments):
        if (
            segment.words <= 10
            and not decisions.is_kept(segment.index)
            and heads.match(segment.text)
        ):
            return segment.index
    return -1


def tail(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """From the end backwards: calls, rules, labels and links, until the article is met.

    Not every line of such a tail says what it is, so a line that does frees those after it.
    """
    found: list[tuple[int, Rule]] = []
    pending: list[tuple[int, Rule]] = []
    if not body.has_prose:
        yield from _last_line(body)
        return
    for segment in reversed(body.segments[max(1, body.first_prose) :]):
        rule = _tail_rule(body, segment)
        if rule and not found and _ends_the_text(body, segment, rule):
            break
        if rule:
            found.extend((*pending, (segment.index, rule)))
            pending = []
        elif _is_weak(segment) and len(pending) < 12:
            pending.append((segment.index, Rule.AFTER_ARTICLE))
        else:
            break
    yield from _of_whole_lists(body, found)


def _of_whole_lists(
    body: KeptText, found: Sequence[tuple[int, Rule]]
) -> Iterator[tuple[int, Rule]]:
    """What of `found` is in no list of which something is left: its entries share one fate."""
    taken = {index for index, _ in found}
    segments = body.outline.segments
    if not any(body.is_entry(segments[index]) for index in taken):
        yield from found
        return
    lists = {s.index: _list_around(body, s) for s in body.segments if s.text and body.is_entry(s)}
    torn = {around for index, around in lists.items() if index not in taken}
    yield from (drop for drop in found if lists.get(drop[0], -1) not in torn)


def _list_around(body: KeptText, segment: Segment) -> int:
    """The list or table that an entry is in."""
    around = body.outline.ancestors(segment.parent)
    return next((e.index for e in around if e.tag in _WHOLE), -1)


def _last_line(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """The last line of a page without paragraphs, where it says when the page was written."""
    for segment in body.segments[1:][-1:]:
        if _tail_rule(body, segment) is Rule.BYLINE:
            yield segment.index, Rule.BYLINE


def _ends_the_text(body: KeptText, segment: Segment, rule: Rule) -> bool:
    """A long paragraph beside the body's, with nothing after it: an article may end so.

    An article about newsletters speaks like one; what asks for something comes in several
    lines, or stands apart, or before other stories.
    """
    if segment.words <= _SHORT or not segment.reads_like_text or rule in _NO_TEXT:
        return False
    after = map(body.decisions.reason, range(segment.index + 1, len(body.outline.segments)))
    if any(why is not None and why.rule.step is Step.RESIDUE for why in after):
        return False
    above = (s for s in reversed(body.segments) if s.index < segment.index)
    before = next((s for s in above if not body.is_entry(s)), None)
    return (
        before is not None
        and before.is_prose
        and body.outline.box(before) == body.outline.box(segment)
    )


def _tail_rule(body: KeptText, segment: Segment) -> Rule | None:
    if segment.kind is SegmentKind.TEXT and segment.words <= _LONG:
        kinds = lexicon().kinds(segment.text)
        if kinds:
            for kind, rule in _TAIL_KINDS:
                if kind in kinds:
                    return rule
        is_signed = is_byline(body.metadata, segment) or _names_address(segment)
        if is_signed and not _keeps_bylines(body, segment):
            return Rule.BYLINE
        if segment.words >= 3 and segment.link_share > 0.95 and not body.is_within(segment, _LISTS):
            return Rule.LINK_AFTER_ARTICLE
        is_sure_entry = segment.index in body.sure and body.is_entry(segment)
        if _is_link_line(segment) and not is_sure_entry:
            return Rule.LINKS_AFTER_ARTICLE
    return None


def _names_address(segment: Segment) -> bool:
    """A line of a few words that names whom to write to: "Hong Gil-dong, hong@example.kr"."""
    return segment.words <= _ADDRESS and _MAIL.search(segment.text) is not None


def _keeps_bylines(body: KeptText, segment: Segment) -> bool:
    """A line with a name or a year in a quotation, a list or a table says something else."""
    return body.is_within(segment, _QUOTES) or body.is_entry(segment)


def _is_link_line(segment: Segment) -> bool:
    """Two or more links on one short line that is no sentence: "Home - Write to us - Updated"."""
    # by identity: the links of a share bar may all lead to "#"
    links = {id(mark) for _, marks in segment.pieces for mark in marks if mark.name == "link"}
    short = segment.words <= 25 and not SENTENCE_END.search(segment.text)
    return short and len(links) >= 2 and segment.link_share > 0.3


def _is_weak(segment: Segment) -> bool:
    """Nothing that a reader would miss if the lines above it prove to be debris."""
    if segment.kind is not SegmentKind.TEXT:
        return segment.kind is SegmentKind.RULE
    is_linked = segment.link_share > 0.3 and segment.words <= _LONG
    return not segment.reads_like_text and (is_linked or segment.words <= 8)
