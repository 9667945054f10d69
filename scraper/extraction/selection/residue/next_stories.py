"""Whole articles after this one, as pages load them for the reader who scrolls on.

Each begins with a headline of the same template as this one's and has a name or date of its own,
or is in an element of the same kind, which names another address or number of a story.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scraper.extraction.page.class_names import called
from scraper.extraction.page.outline import Element, Segment, SegmentKind
from scraper.extraction.phrases import normalise
from scraper.extraction.rules import Rule
from scraper.extraction.selection.model import is_of_many_things
from scraper.extraction.selection.residue.kept_text import KeptText, has_full_date, is_byline

_A_STORY = 30  # words of a story, at least
_UNDER_HEADLINE = 3  # segments between a headline and its byline
_OVER_HEADLINE = 4  # and before it, in the element of the story
_PARAGRAPHS = 2  # of a story, at least
_BYLINE = 25  # words
# Attributes by which pages tell the stories that they load apart.
_OF_STORIES = frozenset(
    """data-url data-permalink data-article-id data-article-url data-post-id data-story-id data-nid
    data-history-node-id data-page-url data-canonical""".split()
)
_TYPES = ("article", "blogposting")


def next_stories(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """All that is kept from the first of the other stories on."""
    segments = body.outline.segments
    title = normalise(body.metadata.title)
    own = next((s for s in segments if title and normalise(s.text) == title), None)
    if own is None or not body.is_heading(own):
        return
    first = min((*_by_headline(body, own, title), *_by_element(body, own)), default=None)
    if first is not None:
        yield from ((s.index, Rule.NEXT_STORY) for s in body.segments if s.index >= first)


def _by_headline(body: KeptText, own: Segment, title: str) -> Iterator[int]:
    segments = body.outline.segments
    template = _template(body, own)
    alike = [
        segment
        for segment in segments[own.index + 1 :]
        if _template(body, segment) == template and normalise(segment.text) != title
    ]
    signed = [segment for segment in alike if _has_byline(body, segment)]
    if len(signed) * 2 < len(alike):
        return  # the headings of sections, of which one speaks of a day
    for segment in signed:
        words = sum(s.words for s in body.segments if own.index < s.index < segment.index)
        if words >= _A_STORY:
            yield segment.index
            return


def _has_byline(body: KeptText, headline: Segment) -> bool:
    at = headline.index + 1
    under = body.outline.segments[at : at + _UNDER_HEADLINE]
    return any(_is_signed(body, line) for line in under)


def _template(body: KeptText, segment: Segment) -> tuple[str, str]:
    return body.outline.elements[segment.parent].template


def _is_signed(body: KeptText, segment: Segment) -> bool:
    is_line = segment.kind is SegmentKind.TEXT and segment.words <= _BYLINE
    return is_line and (is_byline(body.metadata, segment) or has_full_date(segment.text))


def _by_element(body: KeptText, own: Segment) -> Iterator[int]:
    outline = body.outline
    around = islice(outline.ancestors(own.parent), 8)
    story = next((e for e in around if _is_story(e)), None)
    if story is None or is_of_many_things(body.metadata):
        return
    words = sum(s.words for s in body.segments if story.first <= s.index < story.last)
    if words < _A_STORY:
        return
    for other in outline.elements[story.index + 1 :]:
        if other.first >= story.last and _is_story(other) and _is_another(body, own, story, other):
            yield other.first
            return


def _is_story(element: Element) -> bool:
    if element.tag == "article" or not _OF_STORIES.isdisjoint(element.attributes):
        return True
    return element.get("itemtype").lower().endswith(_TYPES)


def _is_another(body: KeptText, own: Segment, story: Element, other: Element) -> bool:
    """Whether `other` is a story as `story` is: told apart by an attribute, or of its template, as
    its headline is of the headline's.
    """
    if other.tag != story.tag or "comments" in called(other.names):
        return False
    named = _OF_STORIES & story.attributes.keys() & other.attributes.keys()
    is_apart = any(story.get(name) != other.get(name) for name in named)
    head = body.outline.segments[other.first : min(other.last, other.first + _OVER_HEADLINE)]
    headings = [s for s in head if body.is_heading(s)]
    if not is_apart:
        is_alike = story.get("class") == other.get("class")
        headings = [s for s in headings if is_alike and _template(body, s) == _template(body, own)]
    prose = [s for s in body.segments if other.first <= s.index < other.last and s.reads_like_text]
    return bool(headings) and len(prose) >= _PARAGRAPHS
