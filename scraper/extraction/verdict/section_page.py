"""Whether a page is a list of other pages: a section, a tag, an author, an archive, a front page.

What tells it is shape alone: linked titles, and teasers that are alike. Names and days are no
sign of an article here, as they are those of the teasers.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.page.outline import Segment
from scraper.extraction.page.url_parts import url_parts
from scraper.extraction.selection.model.page_kind import is_discussion
from scraper.extraction.verdict.teasers import count_teasers, hrefs, leads_on_site
from scraper.extraction.verdict.verdict_input import VerdictInput

_MANY = 6  # linked titles
_ALIKE = 4  # linked cards
_CARD = 8  # words of a card, title and text
_SHARE = 0.6  # of the chosen text
_PARAGRAPHS = 3
_FEWEST = 2  # paragraphs under a main heading
_STORY = 60  # words in one place; a short piece of news has more
_THIN = 30  # words
_OUTSIDE = frozenset({"nav", "header", "footer", "aside"})


def section_reason(page: VerdictInput) -> str:
    """Why the page is a list of other pages, or "" where nothing says so."""
    whole = page.outline.whole
    long = [s for s in page.kept if s.reads_like_text and s.words >= 40]
    teasers = [s for s in page.kept if _is_title(s)]
    root = bool(page.url) and not url_parts(page.url).path.strip("/")
    is_list = len(teasers) >= _MANY and len(long) <= 1 and not page.is_signed
    if is_list and not _has_story(page, teasers):
        return f"a list: {len(teasers)} linked titles and {len(long)} paragraphs"
    if root and page.longest_text() < _STORY and len(_titles(page)) >= _MANY:
        return "the front page of a site"
    if whole.link_share > 0.6 and page.prose < 120 and whole.segments > 40 and not page.is_signed:
        return f"{whole.link_share:.0%} of the page's text is links"
    is_one = page.is_declared or is_discussion(page.metadata)
    if not (is_one or page.prose) and (cards := _cards(page)):
        return f"a list: {len(cards)} linked texts and nothing else"
    if not is_one and (teased := count_teasers(page)):
        return f"a list: {teased} teasers alike, each with a link to its page"
    return ""


def index_reason(page: VerdictInput) -> str:
    """The same of a page with next to no text: it may be an index of titles alone."""
    least = 0.5 if page.words else 0.3  # beside a day
    titles = [s for s in page.outline.segments if s.link_share > least and 3 <= s.words <= 30]
    titles = [s for s in titles if not _is_outside(page, s)]
    if len(titles) < _MANY or page.longest_text():
        return ""
    chosen = {s.index for s in page.kept}
    listed = sum(s.words for s in titles if s.index in chosen and leads_on_site(s, page.url))
    if page.words < _THIN or listed * 2 >= page.words:
        return f"an index of {len(titles)} linked titles"
    return ""


def _has_story(page: VerdictInput, teasers: Sequence[Segment]) -> bool:
    """Whether some paragraphs in one place end before all teasers: in an `<article>`, or right
    under the main heading. What introduces a list is shorter, or has no such heading.
    """
    told = [s for s in page.kept if s.reads_like_text and s.index < teasers[0].index]
    if not told:
        return False
    around = page.outline.ancestors(told[0].parent)
    box = next((e for e in around if e.tag == "article"), None)
    if box is not None and box.last <= teasers[0].index:
        return len(told) >= _PARAGRAPHS and sum(s.words for s in told) >= _STORY
    place = page.place(told[0])
    inside = [s for s in told if page.place(s) == place]
    is_headed = any(_is_main_heading(page, s) for s in page.outline.segments[: told[0].index])
    return is_headed and len(inside) >= _FEWEST and sum(s.words for s in inside) >= _STORY


def _is_main_heading(page: VerdictInput, segment: Segment) -> bool:
    return page.outline.heading_level(segment) == 1 and not segment.linked and segment.words > 1


def _cards(page: VerdictInput) -> list[Segment]:
    """The texts that are links as a whole, each to a page of its own."""
    linked = [s for s in page.outline.segments if s.link_share > 0.7 and s.words >= _CARD]
    cards = [s for s in linked if leads_on_site(s, page.url) and not _is_outside(page, s)]
    pages = {href for card in cards for href in hrefs(card)}
    words = sum(s.words for s in cards if s in page.kept)
    is_most = words >= _SHARE * page.words
    return cards if len(pages) >= _ALIKE and is_most else []


def _titles(page: VerdictInput) -> list[Segment]:
    return [s for s in page.outline.segments if _is_title(s)]


def _is_title(segment: Segment) -> bool:
    return segment.link_share > 0.7 and 3 <= segment.words <= 30


def _is_outside(page: VerdictInput, segment: Segment) -> bool:
    return any(e.tag in _OUTSIDE for e in page.outline.ancestors(segment.parent))
