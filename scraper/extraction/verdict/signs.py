"""Signs of a wall: what a page says of itself, and what its boxes are called.

A sign alone decides nothing: articles have consent banners, quote walls, and are followed by
checks for robots under their comments. So the signs come with what tells the difference: how
much the page has to say beside them, and before the first of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from scraper.extraction.page.outline import Element, Outline, Segment
from scraper.extraction.phrases import PhraseKind, normalise, phrases
from scraper.models import Metadata

_SENTENCE = 80  # words; what a wall says about itself is said in short segments
_TITLE = 7  # words; a longer title tells a story
_TITLE_PARTS = re.compile(r"\s+[-|–—·•:]\s+")
_LINE_TAGS = frozenset("p li dt dd td th h1 h2 h3 h4 h5 h6 blockquote center".split())
_OWN_TEXT = frozenset({"article", "nav", "main"})

# What the vendors, and the many who build their own, call the elements of a wall.
_CONSENT = re.compile(
    r"onetrust|didomi|cybot|cookiebot|qc-cmp|usercentrics|truste|sp_message|iubenda|rodo|consent"
    r"|cmp-?(?:popup|dialog|banner|box|modal|overlay)|(?:^|[ _-])gdpr|privacy-(?:gate|wall|popup)"
    r"|cookie-?(?:banner|bar|dialog|info|law|modal|notice|overlay|popup|wall)"
)
_BOXES = {
    PhraseKind.BOT_WALL: re.compile(
        r"px-captcha|(?:^|[ _-])cf-(?:wrapper|turnstile|error|challenge|browser)|[gh]-captcha"
        r"|g-recaptcha|recaptcha|captcha|challenge-(?:form|stage|body)|ddos|wf-block"
    ),
    PhraseKind.CONSENT_WALL: _CONSENT,
    PhraseKind.COOKIES: _CONSENT,
    PhraseKind.NOT_FOUND: re.compile(
        r"error-?404|404-(?:page|error|not-found)|(?:page|http|system)-404|not-found|notfound"
    ),
    PhraseKind.PAYWALL: re.compile(
        r"pay-?wall|piano|(?:^|[ _-])tp-|poool|qiota|regwall|gateway|salesposter|article-lock"
        r"|(?:leaky|metered|subscri\w+|member\w*|premium)[_-](?:wall|message|gate|nag|offer)"
        r"|pmpro_content|(?:^|[ _-])pw-"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictInput:
    """What is looked at. `kept` is the text that was chosen, `outline` the whole page."""

    outline: Outline
    kept: Sequence[Segment]
    metadata: Metadata
    url: str

    @property
    def words(self) -> int:
        return sum(segment.words for segment in self.kept)

    @property
    def prose(self) -> int:
        return sum(segment.words for segment in self.kept if segment.reads_like_text)

    @property
    def is_signed(self) -> bool:
        """Whether somebody wrote the page, or some day saw it: walls are nobody's."""
        return bool(self.metadata.authors) or self.metadata.published is not None

    def longest_text(self, without: frozenset[int] = frozenset()) -> int:
        """Words of the longest text in one place; teasers in boxes of their own are none.

        `without` are segments that belong to a wall: a place of which they are half is its.
        """
        whole: Counter[int] = Counter()
        walled: Counter[int] = Counter()
        for segment in self.kept:
            if segment.reads_like_text:
                place = self._place(segment)
                whole[place] += segment.words
                if segment.index in without:
                    walled[place] += segment.words
        return max(
            (words for place, words in whole.items() if walled[place] * 2 < words), default=0
        )

    def _place(self, segment: Segment) -> int:
        """The element around the paragraph."""
        element = self.outline.elements[segment.parent]
        return element.parent if element.tag in _LINE_TAGS else element.index


@lru_cache(maxsize=2048)
def _is_called(kind: PhraseKind, names: str) -> bool:
    """Whether a class and id string names a box of `kind`; a page says the same ones many times."""
    return _BOXES[kind].search(names) is not None


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

        Outside of the boxes a link only leads to a wall, or to something that is behind one.
        """
        known, found = phrases(self._kind), dict[str, Segment]()
        for s in self._page.outline.segments:
            is_asked = s.words <= _SENTENCE and s.index not in self._others
            if is_asked and known.match(s.text) and (s.link_share < 0.5 or s.index in self._boxed):
                found.setdefault(normalise(s.text), s)
        return list(found.values())

    @cached_property
    def boxes(self) -> list[Element]:
        """The elements that are called so, outermost first; none holds an article of the page."""
        return list(self._find_boxes())

    def _find_boxes(self) -> Iterator[Element]:
        outline, end = self._page.outline, 0
        for element in outline.elements:
            if element.tag in {"html", "body"} or (element.last <= end and element.first < end):
                continue
            if _is_called(self._kind, element.names) and not _holds_text(outline, element):
                end = element.last
                yield element

    @property
    def is_body_called(self) -> bool:
        """Whether the page as a whole is called so, as WordPress does on a 404."""
        roots = (e for e in self._page.outline.elements[:3] if e.tag in {"html", "body"})
        return any(_is_called(self._kind, e.names) for e in roots)

    @cached_property
    def in_title(self) -> bool:
        """Whether the title, or a part of it beside the site's name, is such a phrase."""
        parts = _TITLE_PARTS.split(self._page.metadata.title)
        return any(len(p.split()) <= _TITLE and phrases(self._kind).match(p) for p in parts)

    @cached_property
    def _boxed(self) -> frozenset[int]:
        return frozenset(index for box in self.boxes for index in range(box.first, box.last))

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
    def words_beside(self) -> int:
        """Words of the whole page, menus and all, that are no signs."""
        segments = self._page.outline.segments
        return sum(s.words for s in segments if s.index not in self.segments)

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
