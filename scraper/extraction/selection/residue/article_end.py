"""The end of the article is a place: what begins there is no text, whatever its lines are.

The first sign after enough text ends the article: a box of comments or of other stories that was
removed, a line that speaks for the site, one that names social networks in whatever language,
or a thread of names, dates and short texts. It ends nothing where the text goes on after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scraper.extraction.page.outline import Segment, SegmentKind
from scraper.extraction.page.text_element import MOST, text_element
from scraper.extraction.phrases import PhraseKind, lexicon
from scraper.extraction.rules import Rule, Step
from scraper.extraction.selection.model import is_of_many_things, is_of_one_thing
from scraper.extraction.selection.residue.kept_text import LINKED, KeptText
from scraper.extraction.selection.residue.networks import names_networks
from scraper.extraction.selection.residue.threads import Threads, find_threads
from scraper.extraction.selection.site_speech import speaks_for_the_site

_ENOUGH = 60  # words before the end, at least
_REST = 0.35  # share of the text's words; more would be the text going on
_REST_OF_COMMENTS = 0.6  # the same, where what follows is surely comments
_BESIDE = 0.4  # the same, of what is beyond the text
_GAP, _LONG_GAP = 6, 13  # lines that were dropped after the text of an article, and of any page
_SIGN = 25  # words of a line that is one, at most
_LONG_PROSE = 25  # words
_ENDING_KINDS = {
    PhraseKind.COMMENTS: Rule.COMMENT_INVITATION,
    PhraseKind.COMMENT_RULES: Rule.COMMENT_RULES,
    PhraseKind.RECOMMENDATIONS: Rule.RECOMMENDATIONS,
    PhraseKind.NEWSLETTER: Rule.CALL_TO_SUBSCRIBE,
    PhraseKind.SHARE: Rule.SHARE,
    PhraseKind.TAGS: Rule.LABELS,
}


def after_the_end(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """All that is kept from the end of the article on."""
    if is_of_many_things(body.metadata):
        return
    lines = _lines(body)
    ends = [(s, left) for s, left in _with_rest(body, lines) if left <= _REST_OF_COMMENTS]
    if not ends:
        return
    threads = find_threads(body, lines)
    if any(index < ends[0][0].index for index in threads.sure):
        threads = Threads(frozenset(), frozenset())  # a live report
    near = next((s.index for s, left in ends if left <= _REST), None)
    if near is not None and any(index < near for index in threads.begin - threads.sure):
        threads = replace(threads, lines=frozenset())  # a dated list
    indexes = [s.index for s in body.segments]
    for segment, left in ends:
        if left > _REST and segment.index not in threads.sure:
            continue
        rule = _sign(body, segment, is_thread=segment.index in threads.begin)
        rest = body.segments[bisect_left(indexes, segment.index) :]
        if rule is not None and not _goes_on(body, segment, rest, threads):
            for s in rest:
                yield s.index, rule if s is segment else _why(rule, s, threads)
            return


def beyond_the_text(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """What is kept after the element of the text, where much that was dropped is in between: the
    blurb of a column beside it.
    """
    text = text_element(body.outline, (s for s in body.segments if s.is_prose), MOST)
    if text is None or is_of_many_things(body.metadata):
        return
    kept = [s.index for s in body.segments]
    place = bisect_left(kept, text.last)
    after = body.segments[place:]
    if not place or not after or _words(after) > _BESIDE * _words(body.segments):
        return
    between = body.outline.segments[kept[place - 1] + 1 : kept[place]]
    gap = _GAP if is_of_one_thing(body.metadata) else _LONG_GAP
    if sum(bool(s.text) for s in between) >= gap:
        yield from ((s.index, Rule.AFTER_ARTICLE) for s in after)


def _words(segments: Sequence[Segment]) -> int:
    return sum(segment.words for segment in segments)


def _with_rest(body: KeptText, lines: Sequence[Segment]) -> Iterator[tuple[Segment, float]]:
    """The lines after enough text, each with the share of the text's words that is left there."""
    kept = {s.index for s in body.segments}
    total = _words(body.segments)
    words = 0
    for line in lines:
        if words >= _ENOUGH:
            yield line, (total - words) / total
        if line.index in kept:
            words += line.words


def _why(sign: Rule, segment: Segment, threads: Threads) -> Rule:
    """Why a segment after a sign leaves."""
    if _is_comment(segment, threads):
        return Rule.COMMENT
    return sign if sign is Rule.OTHER_STORIES else Rule.AFTER_ARTICLE


def _lines(body: KeptText) -> list[Segment]:
    """What is kept, and what only the model or a rule about the rest has dropped: where the
    article ends may be said by either. What was pruned stands anywhere, but for comments.
    """
    reasons = map(body.decisions.reason, range(len(body.outline.segments)))
    return [
        segment
        for segment, why in zip(body.outline.segments, reasons, strict=True)
        if segment.text
        and (why is None or why.rule is Rule.COMMENTS or why.rule.step is not Step.PRUNE)
    ]


def _sign(body: KeptText, segment: Segment, *, is_thread: bool) -> Rule | None:
    reason = body.decisions.reason(segment.index)
    if reason is not None and reason.rule is Rule.COMMENTS:
        return Rule.AFTER_ARTICLE
    if _is_card_title(body, segment):
        return Rule.OTHER_STORIES
    is_line = segment.kind is SegmentKind.TEXT and (is_thread or segment.words <= _SIGN)
    if not is_line or body.is_entry(segment):
        return None
    if is_thread:
        return Rule.COMMENT_INVITATION
    kinds = lexicon().kinds(segment.text)
    for kind, rule in _ENDING_KINDS.items():
        if kind in kinds:
            return rule
    return Rule.SHARE if names_networks(segment) else None


def _is_card_title(body: KeptText, segment: Segment) -> bool:
    """Whether a line is a linked heading, the next one of whose template is one too, and none
    before is: the titles of other stories, each in a box of its own.
    """
    if not body.is_heading(segment) or segment.link_share < LINKED:
        return False
    elements = body.outline.elements
    own = elements[segment.parent]
    alike = body.links[own.template]
    is_first = alike[0] is segment and len(alike) > 1
    return is_first and elements[alike[1].parent].parent != own.parent


def _goes_on(body: KeptText, sign: Segment, rest: Sequence[Segment], threads: Threads) -> bool:
    """Whether the text goes on after a sign: long prose that the model is sure of and that does not
    speak for the site (where comments follow, more than their rules would be), prose in the box of
    the text while the sign is outside of it, a heading with prose under it that is none of a
    site's, a list, code.
    """
    rest = [s for s in rest if not _is_comment(s, threads)]
    if _heads_text(body, sign, rest):
        return True
    needed = 2 if any(index > sign.index for index in threads.begin) else 1
    box = _text_box(body, sign)
    box_of = body.outline.box
    is_outside = box_of(sign) != box
    heading = False
    is_of_list = body.is_entry(sign)
    for segment in rest:
        is_spoken = segment.words <= _SIGN and bool(lexicon().kinds(segment.text))
        is_long = segment.words >= _LONG_PROSE and segment.is_prose
        if is_long and segment.index in body.sure and not speaks_for_the_site(segment):
            needed -= 1
            if needed == 0:
                return True
        if is_outside and not is_spoken and segment.reads_like_text and box_of(segment) == box:
            return True
        if body.is_heading(segment):
            heading = not is_spoken
        elif heading and segment.reads_like_text and segment.words >= _LONG_PROSE:
            return True
        is_listed = not is_of_list and body.is_entry(segment) and not segment.linked
        if segment.kind is SegmentKind.CODE or is_listed:
            return True
    return False


def _heads_text(body: KeptText, sign: Segment, rest: Sequence[Segment]) -> bool:
    """Whether the sign is a heading right over prose that is surely text."""
    under = [s for s in rest if s.index > sign.index][:1]
    return body.is_heading(sign) and any(
        s.reads_like_text and s.index in body.sure and not speaks_for_the_site(s) for s in under
    )


def _is_comment(segment: Segment, threads: Threads) -> bool:
    """Whether a segment is a line of a thread; long ones may be the posts of a discussion."""
    return segment.index in threads.lines and segment.words < _LONG_PROSE


def _text_box(body: KeptText, sign: Segment) -> int:
    """The element that the last paragraph before a sign is in."""
    before = [s for s in body.segments if s.index < sign.index and s.is_prose]
    return body.outline.box(before[-1]) if before else -1
