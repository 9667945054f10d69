"""The end of the article is a place: what begins there is no text, whatever its lines are.

The first sign after enough text ends the article: a box of comments or of other stories that was
removed, a line that speaks for the site, one that names social networks in whatever language,
or a thread of names, dates and short texts. It ends nothing where the text goes on after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scraper.extraction.page.outline import Break, Element, Outline, Segment, SegmentKind
from scraper.extraction.page.whitespace import collapse
from scraper.extraction.phrases import PhraseKind, lexicon, normalise
from scraper.extraction.rules import Rule, Step
from scraper.extraction.selection.model import is_of_many_things
from scraper.extraction.selection.repair.wholes import is_thread
from scraper.extraction.selection.residue.kept_text import KeptText, has_full_date, is_byline
from scraper.extraction.selection.residue.networks import names_networks

_A_STORY = 30  # words of a story, at least
_ENOUGH = 60  # words before the end, at least
_REST = 0.35  # share of the text's words; more would be the text going on
_COUNTING = 8  # words of a line that counts comments, at most
_COUNT = re.compile(r"\(\s*\d{1,4}\s*\)\s*$|^\d{1,4}\s|:\s*\d{1,4}$")
_THREAD_STEP = 4  # lines from one signature to the next, at most
_NAME = 6  # words of a name, at most
_COMMENT = 80  # words of a comment with its name and date, at most
_SIGN = 25  # words of a line that is one, at most
_LONG_PROSE = 25  # words
_UNDER_HEADLINE = 3  # segments between a headline and its byline
_ENDING_KINDS = {
    PhraseKind.COMMENTS: Rule.COMMENT_INVITATION,
    PhraseKind.COMMENT_RULES: Rule.COMMENT_RULES,
    PhraseKind.RECOMMENDATIONS: Rule.RECOMMENDATIONS,
    PhraseKind.NEWSLETTER: Rule.CALL_TO_SUBSCRIBE,
    PhraseKind.SHARE: Rule.SHARE,
    PhraseKind.TAGS: Rule.LABELS,
}


def next_stories(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Whole articles after this one, as pages load them for the reader who scrolls on: each begins
    with a headline of the same template as this one's, and a name or date of its own.
    """
    segments = body.outline.segments
    title = normalise(body.metadata.title)
    own = next((s for s in segments if title and normalise(s.text) == title), None)
    if own is None or not body.is_heading(own):
        return
    template = _template(body, own)
    for segment in segments[own.index + 1 :]:
        if _template(body, segment) != template or normalise(segment.text) == title:
            continue
        under = segments[segment.index + 1 : segment.index + 1 + _UNDER_HEADLINE]
        words = sum(s.words for s in body.segments if own.index < s.index < segment.index)
        if words >= _A_STORY and any(_is_signed(body, line) for line in under):
            yield from (
                (s.index, Rule.NEXT_STORY) for s in body.segments if s.index >= segment.index
            )
            return


def _template(body: KeptText, segment: Segment) -> tuple[str, str]:
    element = body.outline.elements[segment.parent]
    return element.tag, element.get("class")


def _is_signed(body: KeptText, segment: Segment) -> bool:
    is_line = segment.kind is SegmentKind.TEXT and segment.words <= _SIGN
    return is_line and (is_byline(body.metadata, segment) or has_full_date(segment.text))


def listed_threads(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Comments in a list: under a line with their number, entries that begin with a signature."""
    outline = body.outline
    words = 0
    kept = {s.index for s in body.segments}
    for segment in outline.segments:
        words += segment.words * (segment.index in kept)
        if words < _ENOUGH or segment.words > _COUNTING or not _COUNT.search(segment.text):
            continue
        thread = _list_after(outline, segment)
        if thread is None or not is_thread(outline, thread, is_suspect=True):
            continue
        for index in (segment.index, *range(thread.first, thread.last)):
            if index in kept:
                yield index, Rule.COMMENT_INVITATION


def _list_after(outline: Outline, segment: Segment) -> Element | None:
    """The list that begins right after a segment."""
    if segment.index + 1 >= len(outline.segments):
        return None
    following = outline.segments[segment.index + 1]
    lists = (e for e in outline.ancestors(following.parent) if e.tag in {"ul", "ol"})
    return next((e for e in lists if e.first == following.index), None)


def after_the_end(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """All that is kept from the end of the article on."""
    if is_of_many_things(body.metadata):
        return
    total = sum(s.words for s in body.segments)
    kept = {s.index: place for place, s in enumerate(body.segments)}
    words = place = 0
    lines = _lines(body)
    threads: frozenset[int] | None = None
    for at, segment in enumerate(lines):
        place = kept.get(segment.index, place)
        if words >= _ENOUGH and total - words <= _REST * total:
            if threads is None:
                threads = _threads(body, lines, at)
            rule = _sign(body, segment, is_thread=at in threads)
            rest = body.segments[place + (segment.index not in kept) :]
            if rule is not None and not _goes_on(body, segment, rest):
                yield from ((s.index, rule if s is segment else Rule.AFTER_ARTICLE) for s in rest)
                return
        if segment.index in kept:
            words += segment.words


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
    if segment.kind is not SegmentKind.TEXT or body.is_entry(segment):
        return None
    if is_thread:
        return Rule.COMMENT_INVITATION
    if segment.words > _SIGN:
        return None
    kinds = lexicon().kinds(segment.text)
    for kind, rule in _ENDING_KINDS.items():
        if kind in kinds:
            return rule
    return Rule.SHARE if names_networks(segment) else None


def _threads(body: KeptText, lines: Sequence[Segment], start: int) -> frozenset[int]:
    """The places in `lines`, from `start` on, at which a thread of comments begins: two signatures,
    each with a text after it or in the same run of text.
    """
    in_one_run = {at for at in range(start, len(lines)) if _is_signed_text(lines[at])}
    signed = sorted(
        in_one_run.union(at for at in range(start, len(lines)) if _is_signature(lines[at]))
    )
    begun: set[int] = set()
    for first, second in pairwise(signed):
        least = 1 if first in in_one_run else 2
        if not least <= second - first <= _THREAD_STEP:
            continue
        before = first - 1  # a name may be on the line before the day
        is_named = before >= start and lines[before].words <= _NAME and before not in signed
        for at in (before, first) if is_named else (first,):
            if not any(map(body.is_entry, lines[at:second])):
                begun.add(at)
    return frozenset(begun)


def _is_signed_text(segment: Segment) -> bool:
    """A comment in one run of text: a line with a name, one with a date, and what was written."""
    if segment.words > _COMMENT or sum(isinstance(p, Break) for p, _ in segment.pieces) < 2:
        return False
    text = "".join("\n" if isinstance(p, Break) else collapse(str(p)) for p, _ in segment.pieces)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not 3 <= len(lines) <= 8:
        return False
    name, day, *_ = lines
    return len(name.split()) <= 5 and len(day.split()) <= 8 and any(map(str.isdigit, day))


def _is_signature(segment: Segment) -> bool:
    is_line = segment.kind is SegmentKind.TEXT and segment.words <= 12
    return is_line and has_full_date(segment.text)


def _goes_on(body: KeptText, sign: Segment, rest: Sequence[Segment]) -> bool:
    """Whether the text goes on after a sign: long prose that the model is sure of, prose in the box
    of the text while the sign is outside of it, a heading with prose under it that is none of a
    site's, a list, code.
    """
    box = _text_box(body, sign)
    is_outside = _box(body, sign) != box
    heading = False
    for segment in rest:
        is_spoken = segment.words <= _SIGN and bool(lexicon().kinds(segment.text))
        if segment.words >= _LONG_PROSE and segment.is_prose and segment.index in body.sure:
            return True
        if is_outside and not is_spoken and segment.reads_like_text and _box(body, segment) == box:
            return True
        if body.is_heading(segment):
            heading = not is_spoken
        elif heading and segment.reads_like_text and segment.words >= _LONG_PROSE:
            return True
        if segment.kind is SegmentKind.CODE or (body.is_entry(segment) and not segment.linked):
            return True
    return False


def _text_box(body: KeptText, sign: Segment) -> int:
    """The element that the last paragraph before a sign is in."""
    before = [s for s in body.segments if s.index < sign.index and s.is_prose]
    return _box(body, before[-1]) if before else -1


def _box(body: KeptText, segment: Segment) -> int:
    return body.outline.elements[segment.parent].parent
