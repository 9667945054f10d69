"""What a page is: an article, or one of the things that are served in an article's place.

Walls, consent pages and soft 404s are pages that speak of themselves (see signs.py) and have
next to nothing else to say; a long text is never one of them, whatever it says. The first
test that holds gives the verdict. A score is the share of right verdicts among those that its
test has given, on the fixtures and on pages written to look like them, a little lowered where
there were few; that of an article grows with its sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from scraper.extraction.phrases import PhraseKind
from scraper.extraction.verdict.findings import finding, quoting, shown
from scraper.extraction.verdict.machinery import (
    challenge_of,
    is_hosting,
    spoken_challenge_of,
    widget_of,
)
from scraper.extraction.verdict.notices import find_notices, is_headed_as_notice
from scraper.extraction.verdict.paywalls import find_offers, find_paywalls
from scraper.extraction.verdict.section_page import index_reason, section_reason
from scraper.extraction.verdict.short_texts import is_short_text
from scraper.extraction.verdict.signs import Signs
from scraper.extraction.verdict.teasers import site_links
from scraper.extraction.verdict.vendor_lists import find_vendor_lists
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.models import Verdict, VerdictName

_WALL = 220  # words of prose; a page with more shows something of its own
_TEASER = 400  # words of prose; a paywalled page shows at most its first paragraphs
_THIN = 30  # words
_BRIEF = 12  # words of a signed piece of news, a poem
_UNSIGNED_BRIEF = 20  # words of one that nobody signed
_UNSIGNED = 100  # words; a shorter page that nobody signed and nothing declares is no article
_TOLD = 100  # words in one place; a headed check with a box of its own explains itself in less
_STORY = 60  # words in one place; a short piece of news has more
_CALLED = 40  # words in one place under a heading that reads like a notice
_CHROME = 150  # words of menus and footers that a page has though it shows nothing
_MENU = 3  # links to other pages of the site
_NOTICE = 60  # words on a page that is nothing but a notice
_REFUSAL = "a check for robots or a refusal"
# Statuses that a bot wall is served with; any page with one of them says that it refuses.
_REFUSED = frozenset({403, 405, 406, 418, 428, 429, 503})


def judge(evidence: VerdictInput) -> Verdict:
    """The verdict on a page, with the reason in a line and a score from 0 to 1."""
    return next(_findings(evidence))


def _findings(page: VerdictInput) -> Iterator[Verdict]:
    if page.prose < _TEASER:
        yield from _walls(page)
    else:
        yield from find_vendor_lists(page)
    if not page.outline.whole.words:
        yield finding(VerdictName.EMPTY, "the page has no text", 1.0)
    if reason := section_reason(page):
        yield finding(VerdictName.SECTION_PAGE, reason, 0.8)
    if is_headed_as_notice(page):
        yield from find_notices(page)
    if page.words < _UNSIGNED and (reason := index_reason(page)):
        yield finding(VerdictName.SECTION_PAGE, reason, 0.8)
    yield from _thin(page)
    score = 1 - 0.25 * math.exp(-page.prose / 150)
    yield finding(VerdictName.ARTICLE, f"{page.words} words", round(score, 2))


def _walls(page: VerdictInput) -> Iterator[Verdict]:
    consent = Signs(page, PhraseKind.CONSENT_WALL)
    yield from _bot_wall(page, Signs(page, PhraseKind.BOT_WALL))
    paywall = Signs(page, PhraseKind.PAYWALL, others=consent.segments)
    yield from find_paywalls(page, paywall)
    yield from _soft_404(page, Signs(page, PhraseKind.NOT_FOUND))
    yield from _consent(page, consent)
    yield from find_vendor_lists(page)
    yield from find_offers(page, paywall)


def _bot_wall(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A check for robots: it comes first, and what else there is explains it."""
    whole = page.outline.whole
    if not page.is_declared and whole.prose < _TEASER and (vendor := _challenge(page)):
        yield finding(VerdictName.BOT_WALL, f"a check for robots by {vendor}", 0.98)
    told = _STORY if page.has_article else _TOLD
    if whole.prose < _WALL and page.is_alone and signs.beside < told:
        yield from _check_without_site(page, signs)
    if whole.prose >= _WALL or signs.before >= _THIN:
        return
    if page.status in _REFUSED and not signs.boxes and _repeats_status(page, signs):
        return
    weight = len(signs.said) + 2 * signs.in_title + 2 * bool(signs.boxes)
    is_owned = page.is_signed or page.is_declared
    is_named = bool(signs.boxes) and signs.is_headed and not is_owned
    weight += 2 * is_named
    weight += 2 * (page.status in _REFUSED)
    notice = whole.words < _NOTICE and not page.is_signed
    beside = signs.beside
    is_check = weight >= (5 if page.is_story else 3) and beside < (_TOLD if is_named else _STORY)
    if signs.said and (notice or (weight >= 2 and beside < _THIN) or is_check):
        yield finding(VerdictName.BOT_WALL, quoting(_REFUSAL, signs.said), 0.95)
    is_bare = whole.words < _CHROME and page.words < _NOTICE
    if is_bare and not is_owned and (vendor := widget_of(page.html)):
        yield finding(VerdictName.BOT_WALL, f"next to nothing but a check by {vendor}", 0.9)
    if is_bare and not is_owned and signs.boxes and whole.words:
        yield finding(VerdictName.BOT_WALL, "next to nothing but a captcha", 0.8)


def _challenge(page: VerdictInput) -> str:
    """The vendor whose challenge the page is, or "". A text on a site may quote what walls show."""
    if vendor := challenge_of(page.html):
        return vendor
    is_text = page.longest_text() >= _TOLD and site_links(page) >= _MENU
    return "" if is_text else spoken_challenge_of(page.html)


def _check_without_site(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A check that explains itself at length, on a page that nothing leads away from."""
    if vendor := widget_of(page.html):
        yield finding(VerdictName.BOT_WALL, f"a page without a site and a check by {vendor}", 0.9)
    if signs.said and signs.is_headed and not _repeats_status(page, signs):
        yield finding(VerdictName.BOT_WALL, quoting(_REFUSAL, signs.said), 0.9)


def _repeats_status(page: VerdictInput, signs: Signs) -> bool:
    """Whether a refusal says no more than its status does, as the pages of servers do."""
    refusal = {segment.index for segment in page.spoken(PhraseKind.REFUSAL)}
    says_more = any(segment.index not in refusal for segment in signs.said)
    return not says_more and not widget_of(page.html)


def _soft_404(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A page that says it is not there; titles and teasers of other pages may follow."""
    is_sites = page.is_declared or (page.longest_text() >= _STORY and site_links(page) >= _MENU)
    if not is_sites and page.outline.whole.prose < _TEASER and is_hosting(page.html):
        yield finding(VerdictName.SOFT_404, "a page of the server or the host, not the site", 0.9)
    if _is_headed_notice(page, signs):
        yield finding(VerdictName.SOFT_404, quoting("a notice, headed as one", signs.said), 0.9)
    if signs.before >= _THIN or signs.beside >= (_THIN if page.is_story else _STORY):
        return
    called = bool(signs.boxes) or signs.is_body_called
    weight = 2 * signs.in_title + 2 * called + min(2, signs.distinct)
    weight += signs.is_under_heading and not (page.is_signed or page.is_declared)
    if signs.said and (weight >= 2 or page.words < _THIN):
        yield finding(VerdictName.SOFT_404, quoting("a notice and no text", signs.said), 0.95)
    elif signs.in_title or signs.is_body_called:
        yield finding(
            VerdictName.SOFT_404, "its title or its template is that of a page not found", 0.85
        )


def _is_headed_notice(page: VerdictInput, signs: Signs) -> bool:
    """Whether a page without a site is headed as a notice, which it may explain at length.

    A story that is called like a notice has one sign, its heading; a notice has more of them, or
    something to press.
    """
    if not (page.is_alone and signs.said and signs.is_headed):
        return False
    is_only_called = signs.distinct + signs.in_title <= 1 and not signs.boxes and not page.buttons
    told = _CALLED if is_only_called else _STORY if page.has_article else _TOLD
    told = _WALL if page.buttons and not page.has_article else told
    return page.outline.whole.prose < _WALL and signs.beside < told


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
        yield finding(VerdictName.CONSENT, quoting("a request for consent", signs.said), 0.95)
    elif tracking.said and page.buttons and not (page.is_story or page.is_declared):
        yield finding(VerdictName.CONSENT, quoting("a request for consent", tracking.said), 0.9)
    elif signs.boxes and signs.share_of_kept >= 0.5:
        names = signs.boxes[0].names.strip()
        reason = f'nothing but a box for consent, called "{shown(names)}"'
        yield finding(VerdictName.CONSENT, reason, 0.8)


def _is_brief(page: VerdictInput) -> bool:
    """Whether so few words are a short article: marked as one, and all that is there.

    Nobody signs some poems and notices, which have neither links nor anything to press.
    """
    is_marked = page.is_declared or page.has_article
    is_whole = page.words >= _BRIEF and page.outline.whole.prose < _NOTICE
    if not (is_marked and is_whole):
        return False
    is_plain = not page.buttons and not any(s.linked for s in page.kept)
    return page.is_signed or (is_plain and page.words >= _UNSIGNED_BRIEF)


def _thin(page: VerdictInput) -> Iterator[Verdict]:
    words = page.words
    if not words:
        yield from find_notices(page)
        yield finding(VerdictName.EMPTY, "no main text was found", 0.9)
    if words < _THIN:
        yield from find_notices(page)
        if not (_is_brief(page) or is_short_text(page)):
            yield finding(VerdictName.THIN, f"only {words} words", 0.9)
    is_little = page.outline.whole.prose < _UNSIGNED and words < _UNSIGNED
    if is_little and not (page.may_be_article or is_short_text(page)):
        yield from find_notices(page)
        reason = f"{words} words that nobody signed, on a page that declares no article"
        yield finding(VerdictName.THIN, reason, 0.7)
