"""Between the paragraphs: advert labels, pointers, boxes of other stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from scraper.extraction.page.bold_text import is_bold_mark
from scraper.extraction.page.outline import Element, Segment, SegmentKind
from scraper.extraction.phrases import PhraseKind, phrases
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue.kept_text import KeptText
from scraper.extraction.selection.residue.networks import names_networks

_POINTER = re.compile(r"[^:]{3,30}:\s*\S")
_LINK = 0.9  # share of a line's letters in a link that is all of it
_LAST = 3  # segments of an entry that such lines may be
_DEPTH = 6  # elements from a line of links to its entry
_ALL = 0.7  # share of a line's letters in links; the rest are signs between them
_SHORT = 8  # words of a line
_PLACEHOLDER = 90  # words of what asks for consent, at most
_BOXES = frozenset({"div", "aside", "section"})
_FULL_STOP = re.compile(r"[.!…。！।۔][\"'”’»)\]]*$")


def advert_labels(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """The word "Advertisement" on a line of its own."""
    labels = phrases(PhraseKind.ADVERT)
    for segment in body.segments:
        if segment.words <= 8 and labels.match(segment.text) and not body.is_heading(segment):
            yield segment.index, Rule.ADVERT_LABEL


def pointers(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Lines like "Read also: …" that are a link, or hold nothing but a title, and links that name a
    network: "Join our channel on Telegram".
    """
    begins = phrases(PhraseKind.READ_MORE)
    for segment in body.segments:
        if segment.kind is not SegmentKind.TEXT or segment.words > 40:
            continue
        linked = segment.link_share > 0.4
        titled = _POINTER.match(segment.text) and not _FULL_STOP.search(segment.text)
        is_pointer = (linked or titled) and begins.opens(segment.text)
        is_call = segment.link_share > _LINK and names_networks(segment)
        if is_pointer or is_call or _is_labelled_link(segment) or _heads_pointer(body, segment):
            yield segment.index, Rule.POINTER


def _heads_pointer(body: KeptText, segment: Segment) -> bool:
    """Whether a line says no more than that a link follows, and that is gone."""
    is_left = _has_left(body, segment.index + 1)
    return is_left and phrases(PhraseKind.READ_MORE).match(segment.text)


def _is_labelled_link(segment: Segment) -> bool:
    """A bold label with a colon, and nothing but a linked title after it, in any language."""
    if segment.link_share < 0.5:
        return False
    texts = [(p, marks) for p, marks in segment.pieces if isinstance(p, str) and p.strip(" \xa0:")]
    if len(texts) < 2:
        return False
    label, marks = texts[0]
    is_label = any(map(is_bold_mark, marks)) and not any(m.name == "link" for m in marks)
    rest = all(any(m.name == "link" for m in marks) for _, marks in texts[1:])
    return is_label and rest and ":" in segment.text[: len(label.strip()) + 2]


def entry_links(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """Lines of links that the entries of a list have in common, below the text of each: "Article |
    Google Scholar" under a reference.
    """
    outline = body.outline
    kept = {s.index for s in body.segments if s.text}
    lists: dict[int, list[Segment]] = {}
    for line in body.segments:
        if line.link_share <= _ALL:
            continue
        around = islice(outline.ancestors(line.parent), _DEPTH)
        entry = next((e for e in around if e.tag == "li"), None)
        is_below = entry is not None and entry.first in kept and entry.first < line.index
        if entry is not None and is_below and entry.last - line.index <= _LAST:
            lists.setdefault(entry.parent, []).append(line)
    for lines in lists.values():
        labels = Counter(label for line in lines for label in _link_texts(line))
        for line in lines:
            if all(labels[label] > 1 for label in _link_texts(line)):
                yield line.index, Rule.ENTRY_LINK


def _link_texts(segment: Segment) -> frozenset[str]:
    """The texts of the links of a line."""
    return frozenset(
        piece.strip()
        for piece, marks in segment.pieces
        if isinstance(piece, str) and any(mark.name == "link" for mark in marks)
    )


def consent_placeholders(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """What stands for a video or a post until the reader agrees to load it, in a box of its own;
    not in an article about such consent.
    """
    asks = phrases(PhraseKind.COOKIES)
    outline = body.outline
    for segment in body.segments:
        if segment.words > _PLACEHOLDER or body.is_heading(segment):
            continue
        around = islice(outline.ancestors(segment.parent), 3)
        boxes = [e for e in around if outline.words(e) <= _PLACEHOLDER]
        if not boxes or boxes[-1].tag not in _BOXES or not asks.match(segment.text):
            continue
        if not _is_of_paragraph(body, boxes[-1]) and PhraseKind.COOKIES not in body.topics:
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
    segments = body.outline.segments
    if index >= len(segments) or segments[index].link_share <= 0.5:
        return False
    return not body.decisions.is_kept(index)


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
