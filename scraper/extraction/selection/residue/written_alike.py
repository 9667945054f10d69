"""A template is text or it is not: lines that the page writes like what was dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.extraction.page.outline import Segment
from scraper.extraction.page.templates import lines_by_template
from scraper.extraction.rules import Rule
from scraper.extraction.selection.model import is_of_many_things
from scraper.extraction.selection.residue.kept_text import KeptText

_SHORT = 8  # words of a line
_FOREIGN = 4  # lines of a template that were dropped, for each that is kept
_FEW, _NEARLY_ALL = 3, 0.7  # kept lines of the text's template, and their share of its words
_LITTLE = 0.5  # share of the words of another template that is kept


def lines_of_debris(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A short line of a template by which the page writes what was dropped, and none of the text:
    names, dates and labels around the article, and the label of an advert within.
    """
    if is_of_many_things(body.metadata):
        return
    elements = body.outline.elements
    lines: dict[tuple[str, str], list[Segment]] = {}
    for segment in body.outline.segments:
        element = elements[segment.parent]
        if segment.text and element.get("class"):
            lines.setdefault(element.template, []).append(segment)
    for alike in lines.values():
        kept = [s for s in alike if body.decisions.is_kept(s.index)]
        are_short = all(s.words <= _SHORT and not body.is_heading(s) for s in kept)
        if kept and are_short and len(alike) - len(kept) >= _FOREIGN * len(kept):
            yield from ((s.index, Rule.LINE_OF_DEBRIS) for s in kept if not body.is_entry(s))


def paragraphs_of_debris(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """What is after the text and of a template that wrote more that was dropped, where the template
    of the text wrote nothing else.
    """
    if is_of_many_things(body.metadata):
        return
    templates = lines_by_template(body.outline)
    kept = [[s for s in alike if body.decisions.is_kept(s.index)] for alike in templates]
    words = [_words(some) for some in kept]
    text = words.index(max(words)) if words else 0
    if not words or len(kept[text]) < _FEW or words[text] < _NEARLY_ALL * _words(templates[text]):
        return
    end = kept[text][-1].index
    for alike, some, taken in zip(templates, kept, words, strict=True):
        if some and taken < _LITTLE * _words(alike):
            below = (s for s in some if s.index > end)
            lines = (s for s in below if not body.is_heading(s) and not body.is_entry(s))
            yield from ((s.index, Rule.LINE_OF_DEBRIS) for s in lines)


def _words(segments: Sequence[Segment]) -> int:
    return sum(s.words for s in segments)
