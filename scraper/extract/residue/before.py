"""Before the body: the headline again, bylines, labels, other stories' headlines."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extract.outline import SENTENCE_END, Segment, SegmentKind
from scraper.extract.phrases import Kind, normalise, phrases
from scraper.extract.residue.body import Body, is_byline


def repeated_headline(body: Body) -> Iterator[tuple[int, str]]:
    """The headline stands in the metadata; in the body it is a repeat, wherever it is."""
    titles = {normalise(body.metadata.title)} - {""}
    for segment in body.segments:
        if segment.words <= 60 and normalise(segment.text) in titles:
            yield segment.index, "repeated headline"


def before_headline(body: Body) -> Iterator[tuple[int, str]]:
    """What stands before the headline is not the article: sections, other stories, dates."""
    title = normalise(body.metadata.title)
    if not title:
        return
    for place, segment in enumerate(body.segments):
        if place > body.first_prose:
            return
        if normalise(segment.text) == title:
            yield from ((s.index, "before the headline") for s in body.segments[:place])


def before_text(body: Body) -> Iterator[tuple[int, str]]:
    """Between headline and text: bylines, dates, labels, links to other stories."""
    for segment in body.segments[: body.first_prose]:
        rule = _lead_rule(body, segment)
        if rule:
            yield segment.index, rule


def _lead_rule(body: Body, segment: Segment) -> str | None:
    text = segment.text
    if segment.kind is not SegmentKind.TEXT or _is_standfirst(body, segment):
        return None
    if segment.link_share > 0.8:
        return "link before the text"
    if is_byline(body.metadata, segment):
        return "byline"
    if segment.words <= 20 and (phrases(Kind.SHARE).match(text) or phrases(Kind.TAGS).match(text)):
        return "share or label"
    if segment.words <= 3 and not body.is_heading(segment) and not SENTENCE_END.search(text):
        return "label before the text"
    return None


def _is_standfirst(body: Body, segment: Segment) -> bool:
    description = normalise(body.metadata.description)
    return segment.words >= 4 and bool(description) and normalise(segment.text) in description
