"""Between the paragraphs: advert labels, pointers, boxes of other stories, repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.extraction.page.outline import Segment, SegmentKind
from scraper.extraction.phrases import PhraseKind, normalise, phrases
from scraper.extraction.selection.residue.kept_text import KeptText

_POINTER = re.compile(r"[^:]{3,30}:\s*\S")
_MAY_REPEAT = frozenset({"li", "td", "th", "dd", "blockquote"})
_FULL_STOP = re.compile(r"[.!…。！।۔][\"'”’»)\]]*$")


def advert_labels(body: KeptText) -> Iterator[tuple[int, str]]:
    """The word "Advertisement" on a line of its own."""
    labels = phrases(PhraseKind.ADVERT)
    for segment in body.segments:
        if segment.words <= 8 and labels.match(segment.text) and not body.is_heading(segment):
            yield segment.index, "advert label"


def pointers(body: KeptText) -> Iterator[tuple[int, str]]:
    """Lines like "Read also: …" that are a link, or hold nothing but a title."""
    begins = phrases(PhraseKind.READ_MORE)
    for segment in body.segments:
        if segment.kind is not SegmentKind.TEXT or segment.words > 40:
            continue
        linked = segment.link_share > 0.4
        titled = _POINTER.match(segment.text) and not _FULL_STOP.search(segment.text)
        if (linked or titled) and begins.opens(segment.text):
            yield segment.index, "pointer to another story"


def recommendations(body: KeptText) -> Iterator[tuple[int, str]]:
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
            yield segment.index, "recommendations"
        elif (under and linked * 2 >= len(under)) or (ends and (under or place > body.first_prose)):
            yield segment.index, "recommendations"
            yield from ((s.index, "recommendations") for s in under)


def _has_left(body: KeptText, index: int) -> bool:
    """Whether what an announcement was for is gone already: links right under it."""
    following = body.outline.segments[index : index + 1]
    return any(not body.account.is_kept(s.index) and s.link_share > 0.5 for s in following)


def _under(segments: Sequence[Segment], start: int) -> list[Segment]:
    """The run of titles, links, dates and images from `start` until text begins again."""
    run = []
    for segment in segments[start:]:
        if segment.reads_like_text and segment.link_share < 0.5:
            break
        run.append(segment)
    return run


def repeats(body: KeptText) -> Iterator[tuple[int, str]]:
    """A paragraph that was there before, word for word.

    Entries and cells may say the same (the steps of two ways, the rows of two tables), and
    who answers quotes: these leave only behind a paragraph that leaves.
    """
    seen: set[str] = set()
    goes_on = False
    for segment in body.segments:
        if segment.kind is not SegmentKind.TEXT or segment.words < 8:
            continue
        text = normalise(segment.text)
        goes_on = text in seen and (goes_on or not body.is_within(segment, _MAY_REPEAT))
        if goes_on:
            yield segment.index, "repeat"
        seen.add(text)


def bare_headings(body: KeptText) -> Iterator[tuple[int, str]]:
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
            yield segment.index, "heading without text"
            continue
        last = level
        rank_after, content = last, False
