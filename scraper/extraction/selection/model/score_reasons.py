"""The reason of the model in words: the score, and features of a segment that a person can see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scraper.extraction.page.outline import Outline, Segment
from scraper.extraction.phrases import lexicon

_SHORT = 40  # words; longer texts are not looked up in the phrases
_FEW, _MANY = 3, 60  # lines of a list of links
_SAID = 2  # features that are named


def reason(outline: Outline, segment: Segment, chance: float, found: float | None) -> str:
    """What follows "model": ".07: 9 of 9 words linked, beside a list of 12 links".

    `chance` is the probability by the model, `found` the share of the text that trafilatura
    finds, None where it was not called.
    """
    seen = list(islice(_seen(outline, segment, found), _SAID))
    return f"{share(chance)}" + (f": {', '.join(seen)}" if seen else "")


def share(value: float) -> str:
    """.07, and 1.0"""
    return f"{value:.2f}".removeprefix("0") if value < 0.995 else "1.0"


def _seen(outline: Outline, segment: Segment, found: float | None) -> Iterator[str]:
    if segment.link_share >= 0.3:
        yield f"{round(segment.link_share * segment.words)} of {segment.words} words linked"
    if segment.controls * 2 > len(segment.text):
        yield "a control"
    if segment.words <= _SHORT and (kinds := lexicon().kinds(segment.text)):
        yield "speaks like " + " and ".join(sorted(k.value.replace("_", " ") for k in kinds))
    if links := _links_around(outline, segment):
        yield f"beside a list of {links} links"
    if found is not None and found < 0.5:
        yield "not found by trafilatura"
    if segment.words and segment.link_share < 0.3 and not segment.is_prose:
        yield f"{segment.words} word{'s' * (segment.words != 1)}"


def _links_around(outline: Outline, segment: Segment) -> int:
    """The lines of the nearest box around a segment that is mostly links; 0 where there is none."""
    for element in outline.ancestors(segment.parent):
        lines = element.last - element.first
        if lines > _MANY:
            break
        if lines >= _FEW and outline.shape(element).link_share >= 0.5:
            return sum(s.linked > 0 for s in outline.segments[element.first : element.last])
    return 0
