"""What a verdict is given: the page, the text that was chosen of it, and what it declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scraper.extraction.page.outline import SENTENCE_END, Element, Outline, Segment
from scraper.extraction.page.url_parts import url_parts
from scraper.extraction.phrases import PhraseKind, notice_lexicon, wall_lexicon
from scraper.extraction.phrases.lexicon import NOTICE_KINDS, Lexicon
from scraper.extraction.selection.model.page_kind import is_of_one_thing
from scraper.extraction.verdict.box_names import kinds_called
from scraper.models import Metadata

_SIGNED, _MARKED, _UNSIGNED = 30, 40, 50  # words in one place; a page with as many tells something
_ALONE = 2  # segments with links
_SENTENCE = 80  # words; what a wall says about itself is said in short segments
_PARAGRAPHS = 3  # a wall says what it has to say in two
_SENTENCE_WORDS = 8
_TOLD = 60  # words in one or two paragraphs
_TOLD_LETTERS = 280  # characters of two: many languages have longer words, and fewer of them
_HANGUL = re.compile("[가-힣]")  # a character is worth two letters
_SAME_WORDS = 3
_WORD = re.compile(r"[a-z]{3,}")
_OFFER = 25  # words of a line with a price
_MONEY = (
    r"[€$£¥₩₽₺₹₴₫฿]|EUR|USD|CHF|(?i:euros?|pounds|dollars|kroner?|kronor)\b|kr\b|Kč|zł|Ft\b"
    r"|lei\b|лв|руб|грн|円|元|원|TL\b"
)
# From the last digit of a number: from the first, a long row of digits would be read from each.
_PRICE = re.compile(rf"\d[., ]*(?:{_MONEY})|(?:{_MONEY})\s?\d")
_LINE_TAGS = frozenset("p li dt dd td th h1 h2 h3 h4 h5 h6 blockquote center".split())


@dataclass(frozen=True, kw_only=True)
class VerdictInput:
    """What is looked at. `kept` is the text that was chosen, `outline` the whole page.

    `html` is the page as it was received, in which the scripts of a bot wall are found;
    `status` is the HTTP status of the answer, where it is known.
    """

    outline: Outline
    kept: Sequence[Segment]
    metadata: Metadata
    url: str
    html: str = field(default="", repr=False)
    status: int | None = None

    @cached_property
    def words(self) -> int:
        """Words of the chosen text."""
        return sum(segment.words for segment in self.kept)

    @cached_property
    def prose(self) -> int:
        """Words of the chosen text that are in sentences."""
        return sum(segment.words for segment in self.kept if segment.reads_like_text)

    @property
    def is_signed(self) -> bool:
        """Whether the page names an author or a day: walls have neither."""
        return bool(self.metadata.authors) or self.metadata.published is not None

    @cached_property
    def is_declared(self) -> bool:
        """Whether the page declares itself an article or a product."""
        return is_of_one_thing(self.metadata)

    @cached_property
    def is_alone(self) -> bool:
        """Whether nobody owns the page and hardly a link leads away: it has no site around it."""
        linked = sum(segment.linked > 0 for segment in self.outline.segments)
        return linked <= _ALONE and not (self.is_signed or self.is_declared)

    @cached_property
    def is_story(self) -> bool:
        """Whether somebody tells something here: its paragraphs are an author's words."""
        is_owned = self.is_signed or self.is_declared
        least = _SIGNED if is_owned else _MARKED if self._is_marked else _UNSIGNED
        return self.longest_text() >= least

    @property
    def may_be_article(self) -> bool:
        """Whether anything but its length speaks for an article."""
        return (
            self.is_signed
            or self.is_declared
            or self._is_told_in_paragraphs
            or self.has_article
            or self._is_titled_as_its_address
        )

    @property
    def has_article(self) -> bool:
        """Whether some element is an `<article>`."""
        return any(element.tag == "article" for element in self.outline.elements)

    @property
    def _is_marked(self) -> bool:
        """Whether an `<article>` of two paragraphs or more is all that speaks for a story."""
        return self.has_article and len(self._sentences) >= 2

    @property
    def _is_told_in_paragraphs(self) -> bool:
        told = self._sentences
        if len(told) >= _PARAGRAPHS or (len(told) == 1 and told[0].words >= _TOLD):
            return True
        letters = sum(_length(s.text) for s in told)
        return len(told) == 2 and (self.prose >= _TOLD or letters >= _TOLD_LETTERS)

    @property
    def _sentences(self) -> Sequence[Segment]:
        return [s for s in self.kept if s.words >= _SENTENCE_WORDS and _is_sentence(s)]

    @property
    def _is_titled_as_its_address(self) -> bool:
        """Whether the address has the words of the title; a wall's has those of the article."""
        path = url_parts(self.url).path.lower()
        title = set(_WORD.findall(self.metadata.title.lower()))
        return len(title.intersection(_WORD.findall(path))) >= _SAME_WORDS

    def spoken(self, kind: PhraseKind) -> Sequence[Segment]:
        """The short segments that hold a phrase of `kind`."""
        spoken = self._noticed if kind in NOTICE_KINDS else self._spoken
        return spoken.get(kind, ())

    @cached_property
    def _spoken(self) -> Mapping[PhraseKind, Sequence[Segment]]:
        return self._spoken_in(wall_lexicon())

    @cached_property
    def _noticed(self) -> Mapping[PhraseKind, Sequence[Segment]]:
        return self._spoken_in(notice_lexicon())

    def _spoken_in(self, lexicon: Lexicon) -> Mapping[PhraseKind, Sequence[Segment]]:
        """The short segments with a phrase, by its kind; touching buttons one by one."""
        found: dict[PhraseKind, list[Segment]] = {}
        kinds = lexicon.kinds
        for segment in self.outline.segments:
            if segment.words > _SENTENCE:
                continue
            said = kinds(segment.text)
            if segment.is_button:
                labels = (label for label, _ in segment.pieces if isinstance(label, str))
                said = said.union(*map(kinds, labels))
            for kind in said:
                found.setdefault(kind, []).append(segment)
        return found

    @property
    def buttons(self) -> int:
        """How many segments are nothing but buttons."""
        return sum(s.is_button for s in self.outline.segments)

    @cached_property
    def prices(self) -> Sequence[Segment]:
        """The short segments that name a price."""
        segments = self.outline.segments
        return [s for s in segments if s.words <= _OFFER and _PRICE.search(s.text)]

    @cached_property
    def called(self) -> Mapping[PhraseKind, Sequence[Element]]:
        """The elements that are called as those of a wall, by its kind, in page order."""
        found: dict[PhraseKind, list[Element]] = {}
        for element in self.outline.elements:
            if element.names:
                for kind in kinds_called(element.names):
                    found.setdefault(kind, []).append(element)
        return found

    def words_beside(self, walled: frozenset[int]) -> int:
        """Words of the whole page, menus and all, that are not in the segments `walled`."""
        return sum(s.words for s in self.outline.segments if s.index not in walled)

    def longest_text(self, without: frozenset[int] = frozenset()) -> int:
        """Words of the longest text in one place; teasers in boxes of their own are none.

        `without` are segments that belong to a wall: a place of which they are half is its.
        """
        whole: Counter[int] = Counter()
        walled: Counter[int] = Counter()
        for segment in self.kept:
            if segment.reads_like_text:
                place = self.place(segment)
                whole[place] += segment.words
                if segment.index in without:
                    walled[place] += segment.words
        return max(
            (words for place, words in whole.items() if walled[place] * 2 < words), default=0
        )

    def place(self, segment: Segment) -> int:
        """The element around the paragraph."""
        element = self.outline.elements[segment.parent]
        return element.parent if element.tag in _LINE_TAGS else element.index


def _length(text: str) -> int:
    return len(text) + len(_HANGUL.findall(text))


def _is_sentence(segment: Segment) -> bool:
    plain = not segment.controls and segment.link_share < 0.35
    return plain and SENTENCE_END.search(segment.text) is not None
