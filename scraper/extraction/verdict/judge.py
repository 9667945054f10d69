"""What a page is: an article, or one of the things that are served in an article's place.

Walls, consent pages and soft 404s are pages that speak of themselves (see signs.py) and have
next to nothing else to say; a long text is never one of them, whatever it says. The first
test that holds gives the verdict. A score is the share of right verdicts among those that its
test has given, on the fixtures and on pages written to look like them, a little lowered where
there were few; that of an article grows with its sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from scraper.extraction.page.outline import Segment
from scraper.extraction.phrases import PhraseKind
from scraper.extraction.verdict.machinery import challenge_of, is_hosting, widget_of
from scraper.extraction.verdict.section_page import index_reason, section_reason
from scraper.extraction.verdict.signs import Signs
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.models import Verdict, VerdictName

_WALL = 220  # words of prose; a page with more shows something of its own
_TEASER = 400  # words of prose; a paywalled page shows at most its first paragraphs
_THIN = 30  # words
_UNSIGNED = 100  # words; a shorter page that nobody signed and nothing declares is no article
_STORY = 60  # words in one place; a short piece of news has more
_CHROME = 150  # words of menus and footers that a page has though it shows nothing
_NOTICE = 60  # words on a page that is nothing but a notice
_NEAR = 10  # segments between a wall's sentence and the rest of its offer
# Statuses that a bot wall is served with; any page with one of them says that it refuses.
_REFUSED = frozenset({403, 405, 406, 418, 428, 429, 503})


def judge(evidence: VerdictInput) -> Verdict:
    """The verdict on a page, with the reason in a line and a score from 0 to 1."""
    return next(_findings(evidence))


def _findings(page: VerdictInput) -> Iterator[Verdict]:
    if page.prose < _TEASER:
        yield from _walls(page)
    elif not (page.is_signed or page.is_declared):
        yield from _vendor_list(page)
    if not page.outline.whole.words:
        yield _verdict(VerdictName.EMPTY, "the page has no text", 1.0)
    if reason := section_reason(page):
        yield _verdict(VerdictName.SECTION_PAGE, reason, 0.8)
    if page.words < _UNSIGNED and (reason := index_reason(page)):
        yield _verdict(VerdictName.SECTION_PAGE, reason, 0.8)
    yield from _thin(page)
    score = 1 - 0.25 * math.exp(-page.prose / 150)
    yield _verdict(VerdictName.ARTICLE, f"{page.words} words", round(score, 2))


def _walls(page: VerdictInput) -> Iterator[Verdict]:
    consent = Signs(page, PhraseKind.CONSENT_WALL)
    yield from _bot_wall(page, Signs(page, PhraseKind.BOT_WALL))
    paywall = Signs(page, PhraseKind.PAYWALL, others=consent.segments)
    yield from _paywall(page, paywall)
    yield from _soft_404(page, Signs(page, PhraseKind.NOT_FOUND))
    yield from _consent(page, consent)
    yield from _offer(page, paywall)


def _bot_wall(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A check for robots: it comes first, and what else there is explains it."""
    whole = page.outline.whole
    if not page.is_declared and whole.prose < _TEASER and (vendor := challenge_of(page.html)):
        yield _verdict(VerdictName.BOT_WALL, f"a check for robots by {vendor}", 0.98)
    if whole.prose >= _WALL or signs.before >= _THIN:
        return
    if page.status in _REFUSED and not signs.boxes and _repeats_status(page, signs):
        return
    weight = len(signs.said) + 2 * signs.in_title + 2 * bool(signs.boxes)
    weight += 2 * (page.status in _REFUSED)
    notice = whole.words < _NOTICE and not page.is_signed
    beside = signs.beside
    is_check = weight >= (5 if page.is_story else 3) and beside < _STORY
    if signs.said and (notice or (weight >= 2 and beside < _THIN) or is_check):
        yield _verdict(VerdictName.BOT_WALL, _says("a check for robots", signs.said), 0.95)
    is_bare = whole.words < _CHROME and page.words < _NOTICE
    is_owned = page.is_signed or page.is_declared
    if is_bare and not is_owned and (vendor := widget_of(page.html)):
        yield _verdict(VerdictName.BOT_WALL, f"next to nothing but a check by {vendor}", 0.9)
    if is_bare and not is_owned and signs.boxes and whole.words:
        yield _verdict(VerdictName.BOT_WALL, "next to nothing but a captcha", 0.8)


def _repeats_status(page: VerdictInput, signs: Signs) -> bool:
    """Whether a refusal says no more than its status does, as the pages of servers do."""
    refusal = {segment.index for segment in page.spoken.get(PhraseKind.REFUSAL, ())}
    says_more = any(segment.index not in refusal for segment in signs.said)
    return not says_more and not widget_of(page.html)


def _soft_404(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A page that says it is not there; titles and teasers of other pages may follow."""
    if not page.is_declared and page.outline.whole.prose < _TEASER and is_hosting(page.html):
        yield _verdict(VerdictName.SOFT_404, "a page of the server or the host, not the site", 0.9)
    if signs.before >= _THIN or signs.beside >= (_THIN if page.is_story else _STORY):
        return
    called = bool(signs.boxes) or signs.is_body_called
    weight = 2 * signs.in_title + 2 * called + min(2, signs.distinct)
    if signs.said and (weight >= 2 or page.words < _THIN):
        yield _verdict(VerdictName.SOFT_404, _says("a notice and no text", signs.said), 0.95)
    elif signs.in_title or signs.is_body_called:
        yield _verdict(
            VerdictName.SOFT_404, "its title or its template is that of a page not found", 0.85
        )


def _paywall(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A text that breaks off where it asks for money or a name."""
    marked, is_short = page.metadata.free_access is False, page.prose < _WALL
    if not (marked or is_short):
        return
    asked = [s for s in signs.said if page.metadata.title != s.text and _ends(page, s, signs)]
    near = _offers_near(page, asked, signs) if asked and is_short else []
    is_offer = len(asked) + bool(near) >= 2 and any(map(signs.is_voiced, (*asked, *near)))
    if asked and ((is_offer and is_short) or (marked and (is_offer or is_short))):
        reason = _says(f"the text breaks off after {page.words} words", asked)
        yield _verdict(VerdictName.PAYWALL, reason, 0.95)
    elif marked and page.prose < _WALL // 2:
        reason = f"{page.words} words of a text that the page declares not free"
        yield _verdict(VerdictName.PAYWALL, reason, 0.85)


def _offers_near(page: VerdictInput, asked: Sequence[Segment], signs: Signs) -> Sequence[Segment]:
    """What is offered near the sentences of a wall, or in its box."""
    said = {segment.index for segment in asked}
    return [
        offer
        for offer in (*Signs(page, PhraseKind.OFFER).said, *_prices(page))
        if offer.index not in said and (signs.is_boxed(offer) or _is_near(offer, said))
    ]


def _offer(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A page of next to nothing but an offer, though no sentence of it names a text."""
    is_product = page.is_declared and not signs.boxes
    if page.outline.whole.prose >= _UNSIGNED or page.longest_text() >= _STORY or is_product:
        return
    offers = Signs(page, PhraseKind.OFFER)
    named = [s for s in (*offers.said, *signs.said) if s.text != page.metadata.title]
    if not any(offers.is_voiced(s) for s in named):
        return  # paragraphs that speak of offers
    start = min((s.index for s in page.kept if s.is_prose), default=0) if page.is_story else 0
    found = {s.index: s for s in (*named, *_prices(page)) if s.index >= start}
    said = [s for s in found.values() if offers.is_boxed(s) or not offers.boxes]
    needed = 3 if not signs.boxes else 2 if page.words >= _THIN else 1
    if len(said) >= needed:
        reason = _says(f"{page.words} words and an offer", said)
        yield _verdict(VerdictName.PAYWALL, reason, 0.85)


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


def _consent(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A consent manager's question with nothing behind it."""
    is_story = page.is_signed and signs.share_of_kept < 0.5
    tracking = Signs(page, PhraseKind.TRACKING)
    own = signs.segments
    if signs.said or page.buttons:
        own |= {segment.index for segment in tracking.said}
    if is_story or page.words_beside(own) >= _CHROME or page.longest_text(own) >= _THIN:
        return
    said = [*signs.said, *Signs(page, PhraseKind.COOKIES).said[:2], *tracking.said[:1]]
    if signs.said and len({s.index for s in said}) + 2 * bool(signs.boxes) >= 2:
        yield _verdict(VerdictName.CONSENT, _says("a request for consent", signs.said), 0.95)
    elif tracking.said and page.buttons and not (page.is_story or page.is_declared):
        yield _verdict(VerdictName.CONSENT, _says("a request for consent", tracking.said), 0.9)
    elif signs.boxes and signs.share_of_kept >= 0.5:
        names = signs.boxes[0].names.strip()
        reason = f'nothing but a box for consent, called "{_shown(names)}"'
        yield _verdict(VerdictName.CONSENT, reason, 0.8)


def _vendor_list(page: VerdictInput) -> Iterator[Verdict]:
    """A consent manager's list of all that want to know something: long, and no text."""
    signs = Signs(page, PhraseKind.CONSENT_WALL)
    if signs.boxes and signs.said and signs.share_of_kept >= 0.9:
        yield _verdict(VerdictName.CONSENT, _says("a long request for consent", signs.said), 0.9)


def _thin(page: VerdictInput) -> Iterator[Verdict]:
    words = page.words
    if not words:
        yield from _gone(page)
        yield _verdict(VerdictName.EMPTY, "no main text was found", 0.9)
    if words < _THIN:
        yield from _gone(page)
        yield _verdict(VerdictName.THIN, f"only {words} words", 0.9)
    if page.outline.whole.prose < _UNSIGNED and words < _UNSIGNED and not page.may_be_article:
        reason = f"{words} words that nobody signed, on a page that declares no article"
        yield _verdict(VerdictName.THIN, reason, 0.7)


def _gone(page: VerdictInput) -> Iterator[Verdict]:
    """Words that many a sentence has ("no longer"), and that say all where there are few."""
    gone = Signs(page, PhraseKind.GONE)
    if gone.said and page.outline.whole.prose < _THIN and not page.is_declared:
        yield _verdict(VerdictName.SOFT_404, _says("next to nothing but a notice", gone.said), 0.9)


def _verdict(name: VerdictName, reason: str, score: float) -> Verdict:
    return Verdict(name=name, reason=reason, score=score)


def _says(what: str, said: Sequence[Segment]) -> str:
    return f'{what}: "{_shown(said[-1].text)}"'


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
