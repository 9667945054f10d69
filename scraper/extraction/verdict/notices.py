"""Pages of next to no words: what they say of themselves, in words that most texts have.

"Closed", "moved", "a robot": in a text they say nothing, alone on a page they say all.
"""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.page.outline import SegmentKind
from scraper.extraction.phrases import PhraseKind
from scraper.extraction.verdict.findings import finding, quoting
from scraper.extraction.verdict.machinery import is_login
from scraper.extraction.verdict.short_texts import is_short_text
from scraper.extraction.verdict.signs import Signs
from scraper.extraction.verdict.teasers import site_links
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.models import Verdict, VerdictName

_NOTICE = 60  # words of prose that a page of less than thirty chosen words has, menus and all
_UNSIGNED = 100  # words; a shorter page that nobody signed and nothing declares is no article
_THIN = 30  # words
_FEW = 20  # words; with more, a page that may be an article may be a short one
_MENU = 3  # links to other pages of the site
_LINES = 6  # segments that are no links: a heading, two lines, a footer
# With these the site refuses a visitor; 503 is also that of a site at rest.
_REFUSED = frozenset({403, 405, 406, 418, 428, 429})


def find_notices(page: VerdictInput) -> Iterator[Verdict]:
    """A check for robots, or a page that is not there (any more), by a few words of its own."""
    is_bare = page.words < _THIN and page.outline.whole.prose < _NOTICE
    if page.is_declared or page.metadata.authors or not (is_bare or _is_nobodys(page)):
        return
    checks, gone = Signs(page, PhraseKind.CHECK), Signs(page, PhraseKind.GONE)
    is_refused = page.status in _REFUSED
    weight = len(checks.said) + is_refused
    if checks.said and (is_bare or is_refused) and weight >= len(gone.said) + gone.in_title:
        yield finding(VerdictName.BOT_WALL, _reason("a check for robots", checks), 0.85)
    is_text = page.words >= _FEW and is_short_text(page)
    is_notice = not page.may_be_article or _is_headed(page, gone)
    if gone.said and (page.words < _FEW or (is_notice and not is_text)):
        yield finding(VerdictName.SOFT_404, _reason("a notice", gone), 0.85)
    if is_bare and is_login(page.html):
        yield finding(VerdictName.SOFT_404, "next to nothing but a form to sign in", 0.8)
    if is_bare and not is_refused and _is_left_over(page):
        yield finding(VerdictName.SOFT_404, "a site's menus around a heading and a few words", 0.6)


def is_headed_as_notice(page: VerdictInput) -> bool:
    """Whether a page of next to no words has such words in its title or a heading."""
    if page.words >= _THIN or page.is_declared:
        return False
    return _is_headed(page, Signs(page, PhraseKind.GONE))


def _is_headed(page: VerdictInput, gone: Signs) -> bool:
    return gone.in_title or any(page.outline.heading_level(s) for s in gone.said)


def _is_left_over(page: VerdictInput) -> bool:
    """Whether a page has what all pages of its site have, and a heading with a line or two.

    Walls have no menus. A page with a picture may be about that.
    """
    segments = page.outline.segments
    headed = any(page.outline.heading_level(s) for s in segments if not s.linked)
    menus = site_links(page)
    shows = any(s.kind is SegmentKind.IMAGE for s in page.kept)
    own = [s for s in segments if s.link_share <= 0.7 and not s.is_button]
    is_short = len(own) <= _LINES and page.words > 0
    is_bare = headed and menus >= _MENU and is_short and not shows
    return is_bare and not (page.may_be_article or is_short_text(page))


def _is_nobodys(page: VerdictInput) -> bool:
    is_short = page.outline.whole.prose < _UNSIGNED and page.words < _UNSIGNED
    return is_short and not page.may_be_article


def _reason(what: str, signs: Signs) -> str:
    return quoting(f"next to nothing but {what}", signs.said)
