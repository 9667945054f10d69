"""What a page is: an article, or one of the things that are served in an article's place.

Walls, consent pages and soft 404s are pages that speak of themselves (see signs.py) and have
next to nothing else to say; a long text is never one of them, whatever it says. The first
test that holds gives the verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from scraper.extraction.page.outline import Segment
from scraper.extraction.phrases import PhraseKind
from scraper.extraction.verdict.signs import Signs, VerdictInput
from scraper.models import Verdict, VerdictName

_WALL = 220  # words of prose; a page with more shows something of its own
_TEASER = 400  # words of prose; a paywalled page shows at most its first paragraphs
_THIN = 30  # words
_STORY = 60  # words in one place; a short piece of news has more
_CHROME = 150  # words of menus and footers that a page has though it shows nothing
_NOTICE = 60  # words on a page that is nothing but a notice


def judge(evidence: VerdictInput) -> Verdict:
    """The verdict on a page, with the reason in a line and a score from 0 to 1."""
    return next(_findings(evidence))


def _findings(page: VerdictInput) -> Iterator[Verdict]:
    if not page.outline.whole.words:
        yield _verdict(VerdictName.EMPTY, "the page has no text", 1.0)
    if page.prose < _TEASER:
        consent = Signs(page, PhraseKind.CONSENT_WALL)
        yield from _bot_wall(page, Signs(page, PhraseKind.BOT_WALL))
        yield from _soft_404(page, Signs(page, PhraseKind.NOT_FOUND))
        yield from _paywall(page, Signs(page, PhraseKind.PAYWALL, others=consent.segments))
        yield from _consent(page, consent)
    yield from _section(page)
    words = page.words
    if not words:
        yield _verdict(VerdictName.EMPTY, "no main text was found", 0.8)
    if words < _THIN:
        yield _verdict(VerdictName.THIN, f"only {words} words", 0.8)
    yield _verdict(VerdictName.ARTICLE, f"{words} words", min(1.0, 0.5 + page.prose / 500))


def _bot_wall(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A check for robots: it comes first, and what else there is explains it."""
    if page.outline.whole.prose >= _WALL or not signs.said or signs.before >= _THIN:
        return
    weight = len(signs.said) + 2 * signs.in_title + 2 * bool(signs.boxes)
    notice = page.outline.whole.words < _NOTICE and not page.is_signed
    beside = signs.beside
    if notice or (weight >= 2 and beside < _THIN) or (weight >= 3 and beside < _STORY):
        yield _verdict(VerdictName.BOT_WALL, _says(signs.said), 0.9)


def _soft_404(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A page that says it is not there; titles and teasers of other pages may follow."""
    if signs.before >= _THIN or signs.beside >= _STORY:
        return
    called = bool(signs.boxes) or signs.is_body_called
    weight = 2 * signs.in_title + 2 * called + min(2, signs.distinct)
    if signs.said and (weight >= 2 or page.words < _THIN):
        yield _verdict(VerdictName.SOFT_404, _says(signs.said), 0.9)
    elif signs.in_title or signs.is_body_called:
        yield _verdict(VerdictName.SOFT_404, "its title or its template is a 404's", 0.7)


def _paywall(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A text that breaks off where it asks for money or a name."""
    asked = [segment for segment in signs.said if page.metadata.title != segment.text]
    marked, boxed = page.metadata.free_access is False, bool(signs.boxes)
    after = [segment for segment in asked if _is_after_text(page, segment)]
    breaks_off = len(asked) >= 2 and (boxed or after) and page.prose < _WALL
    is_cut = len(asked) >= 2 or page.prose < _WALL
    if breaks_off or (asked and marked and is_cut):
        reason = f'{page.words} words, then "{_shown(asked[-1].text)}"'
        yield _verdict(VerdictName.PAYWALL, reason, 0.8)
    elif marked and page.prose < _WALL // 2:
        reason = f"{page.words} words of a text that is not free"
        yield _verdict(VerdictName.PAYWALL, reason, 0.7)


def _is_after_text(page: VerdictInput, segment: Segment) -> bool:
    return any(s.index < segment.index and s.is_prose for s in page.kept)


def _consent(page: VerdictInput, signs: Signs) -> Iterator[Verdict]:
    """A consent manager's question with nothing behind it."""
    is_story = page.is_signed and signs.share_of_kept < 0.5
    if is_story or signs.words_beside >= _CHROME or signs.beside >= _THIN:
        return
    said = [*signs.said, *Signs(page, PhraseKind.COOKIES).said[:2]]
    if said and len(said) + 2 * bool(signs.boxes) >= 2:
        yield _verdict(VerdictName.CONSENT, _says(said), 0.8)
    elif signs.boxes and signs.share_of_kept >= 0.5:
        names = signs.boxes[0].names.strip()
        yield _verdict(VerdictName.CONSENT, f'nothing but the box "{_shown(names)}"', 0.8)


def _section(page: VerdictInput) -> Iterator[Verdict]:
    """A front or section page: many short linked titles, little text of its own."""
    whole = page.outline.whole
    long = [s for s in page.kept if s.reads_like_text and s.words >= 40]
    teasers = [s for s in page.kept if s.link_share > 0.7 and 3 <= s.words <= 30]
    of_page = whole.link_share
    root = bool(page.url) and not urlsplit(page.url).path.strip("/")
    titles = [s for s in page.outline.segments if s.link_share > 0.7 and 3 <= s.words <= 30]
    if len(teasers) >= 6 and len(long) <= 1 and not page.is_signed:
        reason = f"{len(teasers)} linked titles, {len(long)} paragraphs"
        yield _verdict(VerdictName.SECTION_PAGE, reason, 0.7)
    elif root and len(titles) >= 6 and page.longest_text() < _STORY:
        yield _verdict(VerdictName.SECTION_PAGE, "the front page of a site", 0.7)
    elif of_page > 0.6 and page.prose < 120 and whole.segments > 40 and not page.is_signed:
        reason = f"{of_page:.0%} of the page's text is links"
        yield _verdict(VerdictName.SECTION_PAGE, reason, 0.6)


def _verdict(name: VerdictName, reason: str, score: float) -> Verdict:
    return Verdict(name=name, reason=reason, score=score)


def _says(said: list[Segment]) -> str:
    return f'it says "{_shown(said[-1].text)}"'


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
