"""Signs of a wall: what a page says of itself, and what its boxes are called.

A sign alone decides nothing: articles have consent banners, quote walls, and are followed by
checks for robots under their comments. So the signs come with what tells the difference: how
much the page has to say beside them, and before the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from scraper.extraction.page.outline import Element, Outline, Segment
from scraper.extraction.phrases import PhraseKind, normalise, phrases
from scraper.extraction.verdict.box_names import box_kind
from scraper.extraction.verdict.verdict_input import VerdictInput

_LINE = 15  # words of a notice under a heading
_TITLE = 7  # words; a longer title tells a story
_TITLE_PARTS = re.compile(r"\s+[-|–—·•:]\s+")
# Of these walls the text is long, and is a sign from end to end.
_EXPLAINED = frozenset({PhraseKind.BOT_WALL, PhraseKind.CONSENT_WALL, PhraseKind.TRACKING})
_ROOTS = frozenset({"html", "body"})
_OWN_TEXT = frozenset({"article", "nav", "main"})


class Signs:
    """The signs of one kind that a page bears."""

    def __init__(
        self, page: VerdictInput, kind: PhraseKind, others: frozenset[int] = frozenset()
    ) -> None:
        """`others` are segments that are not asked: they belong to something else."""
        self._page = page
        self._kind = kind
        self._others = others

    @cached_property
    def said(self) -> list[Segment]:
        """The short segments that hold a phrase, each text once.

        Outside of the boxes a link only leads to a wall, or to something that is behind one,
        and the paragraphs of a story are its author's: they may quote a wall.
        """
        found = dict[str, Segment]()
        for s in self._page.spoken(self._kind):
            if s.index not in self._others and (self._is_own(s) or s.index in self._boxed):
                found.setdefault(normalise(s.text), s)
        return list(found.values())

    def _is_own(self, segment: Segment) -> bool:
        """Whether the page says it of itself, as far as the segment's shape tells."""
        if segment.link_share >= 0.5:
            return False
        return bool(segment.linked) or not segment.is_prose or not self._is_quoting

    @cached_property
    def _is_quoting(self) -> bool:
        """Whether a paragraph of the page may quote what walls of this kind say."""
        return self._kind not in _EXPLAINED and self._page.is_story

    @cached_property
    def boxes(self) -> list[Element]:
        """The elements that are called so, outermost first; none holds an article of the page."""
        return list(self._find_boxes())

    def _find_boxes(self) -> Iterator[Element]:
        outline, end = self._page.outline, 0
        for element in self._page.called.get(box_kind(self._kind), ()):
            if element.last <= end and element.first < end:
                continue
            if element.tag not in _ROOTS and not _holds_text(outline, element):
                end = element.last
                yield element

    @property
    def is_body_called(self) -> bool:
        """Whether the page as a whole is called so, as WordPress does on a 404."""
        called = self._page.called.get(box_kind(self._kind), ())
        return any(element.tag in _ROOTS for element in called)

    @cached_property
    def in_title(self) -> bool:
        """Whether the title, or a part of it beside the site's name, is such a phrase."""
        parts = _TITLE_PARTS.split(self._page.metadata.title)
        return any(len(p.split()) <= _TITLE and phrases(self._kind).match(p) for p in parts)

    @property
    def is_headed(self) -> bool:
        """Whether the title is such a phrase, or the main heading holds one."""
        level = self._page.outline.heading_level
        return self.in_title or any(level(segment) == 1 for segment in self.said)

    @property
    def is_under_heading(self) -> bool:
        """Whether such a phrase is in the main heading or in the line under it."""
        segments, level = self._page.outline.segments, self._page.outline.heading_level
        said = {segment.index for segment in self.said if segment.words <= _LINE}
        return any(level(s) == 1 and said & {s.index, s.index + 1} for s in segments)

    @cached_property
    def _boxed(self) -> frozenset[int]:
        return frozenset(index for box in self.boxes for index in range(box.first, box.last))

    def is_boxed(self, segment: Segment) -> bool:
        """Whether a segment stands in one of the boxes."""
        return segment.index in self._boxed

    def is_voiced(self, segment: Segment) -> bool:
        """Whether a segment is a label, has a link, or is in a box: no plain paragraph."""
        return (
            not segment.is_prose
            or segment.linked > 0
            or self.is_boxed(segment)
            or self._leads_to_links(segment)
        )

    def _leads_to_links(self, segment: Segment) -> bool:
        """Whether the way in stands under a paragraph, in the same box."""
        elements, segments = self._page.outline.elements, self._page.outline.segments
        after = segments[segment.index + 1 : segment.index + 2]
        box = elements[segment.parent].parent
        return any(s.parent == box and s.link_share > 0.5 for s in after)

    @cached_property
    def segments(self) -> frozenset[int]:
        """All segments that are signs: said, or in a box."""
        return self._boxed | {segment.index for segment in self.said}

    @property
    def beside(self) -> int:
        """Words of the longest text that the page has beside the signs."""
        return self._page.longest_text(self.segments)

    @property
    def share_of_kept(self) -> float:
        """Which share of the chosen text is signs; all of it, where nothing was chosen."""
        walled = sum(s.words for s in self._page.kept if s.index in self.segments)
        return walled / self._page.words if self._page.words else 1.0

    @property
    def before(self) -> int:
        """Words of prose before the first sign."""
        starts = [*(box.first for box in self.boxes), *(segment.index for segment in self.said)]
        first = min(starts, default=0)
        return sum(s.words for s in self._page.kept if s.index < first and s.reads_like_text)

    @property
    def distinct(self) -> int:
        """How many things are said, the title's own words not among them."""
        title = normalise(self._page.metadata.title)
        return sum(normalise(segment.text) != title for segment in self.said)


def _holds_text(outline: Outline, element: Element) -> bool:
    return element.tag in _OWN_TEXT or any(e.tag in _OWN_TEXT for e in outline.inside(element))
