"""Texts that break off where money or a name is required, and offers in the place of a text.

A sentence that says so is not enough, because articles speak of subscriptions too: the text must
end there, and what is offered (a price, a way in) must be near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scraper.extraction.page.outline import Segment
from scraper.extraction.phrases import PhraseKind, phrases
from scraper.extraction.verdict.findings import finding, quoting
from scraper.extraction.verdict.machinery import is_login
from scraper.extraction.verdict.signs import Signs
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.models import Verdict, VerdictName

_SHORT = 220  # words of prose; a page with more shows something of its own
_UNSIGNED = 100  # words; a longer text is more than an offer
_STORY = 60  # words in one place; a short piece of news has more
_THIN = 30  # words
_CHROME = 150  # words of menus and footers that a page has though it shows nothing
_NEAR = 10  # segments between a wall's sentence and the rest of its offer
_CLOSE = 6  # segments between the end of a text and the sentence that speaks of its rest
_PLANS = 4
_BRIEF = 12  # words of such a line among the paragraphs of the text
_LINE = 20  # words of a line that speaks of the rest of a text
_SOLD = 30  # words of what is chosen beside it
_LEAD = 50  # words of a paragraph that is all that is shown
_GIVEN = (PhraseKind.NEWSLETTER, PhraseKind.SUPPORT)
_ROOTS = frozenset({"html", "body"})
_TEXT_BOXES = frozenset({"article", "main"})
# What subscribers may do under a text that all can read.
_TALK = re.compile(r"com+ent|kom+ent|коммент|комент|yorum|评论|評論|コメント|댓글", re.IGNORECASE)
_WAY_IN = re.compile(
    r"/[^/?#]*(?:log-?in|sign-?(?:in|up)|subscri|suscri|abon|/abo\b|assin|prenum|predplat|elofiz"
    r"|tilaa|tilaus|kirjaud|regist|account|join|member|offer|checkout|plans?\b|premium|plus\b|bestell|kauf|kjop|kopa?\b"
    r"|connexion|accedi|anmeld|logg-?inn?|zalog|assin)"
)


def find_paywalls(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A text that breaks off where it asks for money or a name; `signs` are those of paywalls."""
    marked, is_short = page.metadata.free_access is False, page.prose < _SHORT
    if not (marked or is_short):
        return
    asked = [s for s in signs.said if page.metadata.title != s.text and _ends(page, s, signs)]
    near = _offers_near(page, asked, signs) if asked and is_short else []
    is_offer = len(asked) + bool(near) >= 2 and any(map(signs.is_voiced, (*asked, *near)))
    if asked and ((is_offer and is_short) or (marked and (is_offer or is_short))):
        reason = quoting(f"the text breaks off after {page.words} words", asked)
        yield finding(VerdictName.PAYWALL, reason, 0.95)
    elif marked and page.prose < _SHORT // 2:
        reason = f"{page.words} words of a text that the page declares not free"
        yield finding(VerdictName.PAYWALL, reason, 0.85)
    elif is_short and (rest := _rests(page, signs) or _walled(page, signs) or _sold_rest(page)):
        reason = quoting(f"the text breaks off after {page.words} words", rest)
        yield finding(VerdictName.PAYWALL, reason, 0.9)


def find_offers(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A page of next to nothing but an offer, though no sentence of it names a text."""
    is_product = page.is_declared and not signs.boxes
    if page.outline.whole.prose >= _UNSIGNED or page.longest_text() >= _STORY or is_product:
        return
    if _are_plans(page):
        reason = quoting("next to nothing but plans to choose from", page.prices)
        yield finding(VerdictName.PAYWALL, reason, 0.8)
    offers = Signs(page, PhraseKind.OFFER)
    locked = Signs(page, PhraseKind.LOCKED)
    said = (*offers.said, *locked.said, *signs.said)
    named = [s for s in said if s.text != page.metadata.title]
    if not any(offers.is_voiced(s) for s in named):
        return  # paragraphs that speak of offers
    start = min((s.index for s in page.kept if s.is_prose), default=0) if page.is_story else 0
    found = {s.index: s for s in (*named, *_prices(page)) if s.index >= start}
    shown = [s for s in found.values() if offers.is_boxed(s) or not offers.boxes]
    needed = 3 if not signs.boxes else 2 if page.words >= _THIN else 1
    if locked.said and page.words < _THIN and (page.buttons or is_login(page.html)):
        needed = 1
    if len(shown) >= needed:
        reason = quoting(f"{page.words} words and an offer", shown)
        yield finding(VerdictName.PAYWALL, reason, 0.85)


def _are_plans(page: VerdictInput) -> bool:
    """Whether a page shows two to four prices, each with a button, and nearly nothing else."""
    whole = page.outline.whole
    said = bool(page.spoken(PhraseKind.OFFER) or page.spoken(PhraseKind.LOCKED))
    longest = _UNSIGNED if said else _STORY
    is_bare = whole.prose < longest and page.words < longest and not page.is_declared
    return is_bare and 2 <= len(page.prices) <= _PLANS and page.buttons >= len(page.prices)


def _rests(page: VerdictInput, signs: Signs) -> Sequence[Segment]:
    """The lines after the text that speak of its rest, with a price or a way in close to them.

    Both are in the box of the text: what a page promotes elsewhere says nothing of its text.
    """
    locked = [s for s in page.spoken(PhraseKind.LOCKED) if s.link_share < 0.5]
    own = {s.index for s in (*locked, *page.spoken(PhraseKind.OFFER), *page.prices)}
    told = [s for s in page.kept if s.reads_like_text and s.index not in own]
    if not told or not locked:
        return ()
    end, box = told[-1].index, _box_of(page, told[-1])
    return [
        line
        for line in locked
        if end < line.index < min(end + _CLOSE, box.stop)
        and line.text != page.metadata.title
        and not _TALK.search(line.text)
        and not (line.words > _BRIEF and line.is_prose and _are_siblings(page, line, told[-1]))
        and (line.words <= _LINE or page.outline.heading_level(line))
        and (signs.is_voiced(line) or page.outline.heading_level(line))
        and _has_way_in(page, line, box)
    ]


def _walled(page: VerdictInput, signs: Signs) -> Sequence[Segment]:
    """What is offered, in any words, in a box that is called a wall after the text."""
    told = [s.index for s in page.kept if s.reads_like_text and not signs.is_boxed(s)]
    walls = [b for b in signs.boxes if "wall" in b.names and told and b.first > told[-1]]
    offers = {s.index for s in (*page.spoken(PhraseKind.OFFER), *page.prices)}
    inside = (s for wall in walls for s in page.outline.segments[wall.first : wall.last])
    return [s for s in inside if s.index in offers or s.is_button or (s.linked and _leads_in(s))]


def _are_siblings(page: VerdictInput, line: Segment, text: Segment) -> bool:
    elements = page.outline.elements
    return elements[line.parent].parent == elements[text.parent].parent


def _sold_rest(page: VerdictInput) -> Sequence[Segment]:
    """What is sold right after a paragraph or two, in their box, whatever its words are.

    A letter to subscribe to and support for the site are offered under whole texts too.
    """
    if not (page.is_signed or page.is_declared):
        return ()
    spoken = (*page.spoken(PhraseKind.OFFER), *page.spoken(PhraseKind.PAYWALL), *page.prices)
    offers = {s.index for s in spoken}
    told = [s for s in page.kept if s.reads_like_text and s.index not in offers]
    if len(told) != 1 or told[0].words >= _LEAD or page.words >= told[0].words + _SOLD:
        return ()
    box = _box_of(page, told[-1])
    after = page.outline.segments[told[-1].index + 1 : min(told[-1].index + _CLOSE, box.stop)]
    others = [s for s in after if s.index not in offers]
    if any(phrases(kind).match(s.text) for kind in _GIVEN for s in others):
        return ()
    sold = [s for s in after if s.index in offers or (s.linked and _leads_in(s))]
    return sold if len(after) >= 2 and len(sold) * 3 >= len(after) else ()


def _box_of(page: VerdictInput, segment: Segment) -> range:
    """The segments of the box around a text: its article, else the main part of the page."""
    boxes = [e for e in page.outline.ancestors(segment.parent) if e.tag not in _ROOTS]
    box = next((e for e in boxes if e.tag in _TEXT_BOXES), boxes[-1] if boxes else None)
    return range(box.first, box.last) if box else range(len(page.outline.segments))


def _has_way_in(page: VerdictInput, line: Segment, box: range) -> bool:
    """Whether a price, a button, or a link to subscribe or to sign in is in or after a line."""
    offers = {s.index for s in (*page.spoken(PhraseKind.OFFER), *page.prices)} - {line.index}
    after = page.outline.segments[line.index : min(line.index + _CLOSE, box.stop)]
    return any(s.index in offers or s.is_button or (s.linked and _leads_in(s)) for s in after)


def _leads_in(segment: Segment) -> bool:
    marks = (mark for _, marks in segment.pieces for mark in marks)
    return any(m.name == "link" and _WAY_IN.search(m.href.lower()) for m in marks)


def _offers_near(page: VerdictInput, asked: Sequence[Segment], signs: Signs) -> Sequence[Segment]:
    """What is offered near the sentences of a wall, or in its box."""
    said = {segment.index for segment in asked}
    return [
        offer
        for offer in (*Signs(page, PhraseKind.OFFER).said, *_prices(page))
        if offer.index not in said and (signs.is_boxed(offer) or _is_near(offer, said))
    ]


def _prices(page: VerdictInput) -> Sequence[Segment]:
    """The lines with a price, of a page that is no shop: it has next to nothing else."""
    is_bare = page.outline.whole.words < _CHROME and page.words < _UNSIGNED
    return page.prices if is_bare else ()


def _is_near(offer: Segment, said: Iterable[int]) -> bool:
    return any(abs(offer.index - at) <= _NEAR for at in said)


def _ends(page: VerdictInput, segment: Segment, signs: Signs) -> bool:
    """Whether the text ends before a segment: what stands in a text is a part of it.

    A box of a wall may be anywhere: some stand before the text that they hide.
    """
    if signs.is_boxed(segment):
        return True
    return not any(
        s.index > segment.index and s.reads_like_text and s.index not in signs.segments
        for s in page.kept
    )
