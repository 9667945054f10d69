"""The headline: what the page's visible headings and its titles agree on.

`<title>` and `og:title` carry the site's name and the section beside the headline, `<h1>` is
often the site's logo; where one of the headings is, or is part of, one of the titles, it is it.
Where they differ, the heading is what readers see.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.headings import PageHeading, PageHeadings
from scraper.extraction.metadata.title_parts import (
    SiteNames,
    parts,
    title_key,
    without_joined_site,
    without_likely_site,
    without_site,
)
from scraper.extraction.page.word_count import count_words

_FEWEST_INSIDE = 3  # words of a heading that is part of a title
_FEWEST_ALONE = 4  # words of a heading that no title confirms
_MOST_ALONE = 25
_MOST_WORDS = 40  # of a heading; a longer one is a paragraph
_WORD = re.compile(r"\w+")
_SIGNS = frozenset(":|–—")  # that separate the parts of a heading
# What a template calls a page that nobody gave a title.
_TELLS_NOTHING = frozenset(
    """home|homepage|home page|startseite|accueil|inicio|início|pagina iniziale|strona główna
    главная|index|welcome|untitled|untitled document|new page|blank|document|title|page|blog
    article|post|loading
    ホーム|首页|首頁|홈|news|newsroom|press release|press releases|news events|events|aktuelles
    nachrichten|pressemitteilung|pressemitteilungen|noticias|notícias|actualités|notizie|nieuws
    nyheter|nyheder|uutiset|aktualności|aktuality|новости|новини|ニュース|お知らせ|新闻|新聞|뉴스""".replace(
        "\n    ", "|"
    ).split("|")
)
_FILE = re.compile(r"^microsoft \w+ - |^\S+\.(?:docx?|pdf|php|html?|aspx?|jsp)$", re.IGNORECASE)
_SHARED = 0.4  # share of the words of the shorter one


@dataclass(frozen=True, slots=True)
class _Title:
    """A title with its key, and the key of what is left of it without the site's name.

    `first_key` is that of its first part, where it has several.
    """

    candidate: Candidate
    bare: str
    key: str
    bare_key: str
    first_key: str


def choose_headline(
    titles: Sequence[Candidate],
    headings: PageHeadings,
    sites: SiteNames,
    rubrics: Container[str] = (),
    *,
    is_article: bool = False,
) -> Candidate | None:
    """The headline among the `titles` (surest first) and the page's `headings`.

    `rubrics` are the squeezed names of the page's sections. On a page that declares an article
    (`is_article`) its only heading is the headline, whatever the titles say.
    """
    named = [_title(title, sites, rubrics) for title in titles]
    unseen = [title for title in named if title.candidate.source != "itemprop:title"]
    articles = [heading for heading in headings.first if not _is_site(heading, sites)]
    is_crumb = bool(articles) and all(heading.is_crumb for heading in articles)
    if is_crumb and (found := _confirmed(headings.second, unseen, exactly=True)) is not None:
        return Candidate("title", found, "h2", 0.9)
    if (found := _confirmed(articles, unseen)) is not None:
        return Candidate("title", without_site(found, sites, rubrics), "h1", 0.95)
    if named and (found := _confirmed(headings.second, unseen, exactly=True)) is not None:
        return Candidate("title", found, "h2", 0.9)
    if (found := _in_other_words(articles, named)) is not None:
        return Candidate("title", without_site(found, sites), "h1", 0.8)
    is_telling = any(_tells(title) for title in named)
    if (is_article or not is_telling) and (found := _alone(articles, headings, named)) is not None:
        return Candidate("title", without_site(found, sites), "h1", 0.7)
    if named and not is_telling and (line := _only_line(headings)):
        return Candidate("title", line, "h2", 0.5)
    for title in named:
        value = _bare_title(title.bare, sites)
        if not sites.is_exactly(value):
            return Candidate("title", value, title.candidate.source, title.candidate.confidence)
    return _without_titles(articles, headings, sites) or (titles[0] if titles else None)


def _tells(title: _Title) -> bool:
    """Whether a title says what its page is about, and not what its file is called."""
    return title.bare_key not in _TELLS_NOTHING and not _FILE.search(title.candidate.value)


def _only_line(headings: PageHeadings) -> str:
    """The only heading below the first rank that is long enough for a headline."""
    long = [one.shown for one in headings.second if _is_long(one.shown) and not one.is_logo]
    return long[0] if len(long) == 1 else ""


def _without_titles(
    articles: Sequence[PageHeading], headings: PageHeadings, sites: SiteNames
) -> Candidate | None:
    """The most likely headline where the titles consist of the site's name."""
    for heading in articles:
        return Candidate("title", heading.shown, "h1", 0.6)
    lines = () if sites.is_front_page else (*headings.called, *headings.second)
    for heading in lines:
        if _is_long(heading.shown) and not heading.is_logo:
            return Candidate("title", heading.shown, "h2", 0.5)
    for heading in headings.first:
        return Candidate("title", heading.shown, "h1", 0.5)
    return None


def _is_long(text: str) -> bool:
    return _FEWEST_ALONE <= count_words(text) <= _MOST_ALONE


def _title(candidate: Candidate, sites: SiteNames, rubrics: Container[str]) -> _Title:
    bare = without_site(candidate.value, sites, rubrics)
    cut = parts(candidate.value)
    first_key = title_key(cut[0]) if len(cut) > 1 else ""
    return _Title(candidate, bare, title_key(candidate.value), title_key(bare), first_key)


def _bare_title(title: str, sites: SiteNames) -> str:
    """`title`, which no heading confirms, without what names the site or is likely to."""
    bare = without_joined_site(title, sites)
    bare = bare if bare != title else without_likely_site(title)
    cut = parts(bare)
    is_rubric = len(cut) == 2 and title_key(cut[1]) in _TELLS_NOTHING  # "Headline - Home"
    return cut[0] if is_rubric else bare


def _is_site(heading: PageHeading, sites: SiteNames) -> bool:
    return heading.is_logo or sites.is_exactly(heading.text)


# --- a heading that a title confirms --------------------------------------------------------


def _confirmed(
    headings: Sequence[PageHeading], named: Sequence[_Title], *, exactly: bool = False
) -> str | None:
    """The form of a heading that most titles confirm; `exactly` asks for a whole title."""
    best, most = None, (0, 0)
    for heading in headings:
        for form in heading.forms():
            exact, held = _support(title_key(form), named)
            is_whole = form in {heading.shown, heading.text}
            if not exact and not is_whole and heading.text.endswith(form):
                exact = _first_parts(title_key(form), named)  # what precedes it is a kicker
            if is_whole and exact:
                return _as_titles_write(form, heading, named)
            if (exact or (is_whole and not exactly)) and (exact, held) > most:
                best, most = form, (exact, held)
    return best


def _as_titles_write(form: str, heading: PageHeading, named: Sequence[_Title]) -> str:
    """A heading of several parts with the signs between them, which a style sheet may replace."""
    if len(heading.pieces) < 2:
        return form
    words = _WORD.findall(form)
    written = (one for title in named for one in (title.candidate.value, title.bare))
    same = (one for one in written if _WORD.findall(one) == words and _SIGNS.isdisjoint(form))
    return next((one for one in same if len(one) > len(form) and "*" not in one), form)


def _support(key: str, named: Sequence[_Title]) -> tuple[int, int]:
    """How many titles the heading is, and how many it is a part of."""
    if not key or _heads_all(key, named):
        return (0, 0)
    exact = sum(key in (title.key, title.bare_key) for title in named)
    held = sum(_is_part(key, title) for title in named)
    return (exact, exact + held)


def _first_parts(key: str, named: Sequence[_Title]) -> int:
    """How many titles begin with the heading, before a sign."""
    return (
        sum(key == title.first_key for title in named) if count_words(key) >= _FEWEST_INSIDE else 0
    )


def _is_part(key: str, title: _Title) -> bool:
    """Whether the heading is a part of the title: long enough, or all before its first sign."""
    if key == title.first_key:
        return True
    return f" {key} " in f" {title.key} " and count_words(key) >= _FEWEST_INSIDE


def _heads_all(key: str, named: Sequence[_Title]) -> bool:
    """Whether one title is the heading and another title: then it heads every page."""
    keys = {title.key for title in named}
    return any(f"{key} {other}" in keys or f"{other} {key}" in keys for other in keys)


# --- a heading in other words ---------------------------------------------------------------


def _in_other_words(headings: Sequence[PageHeading], named: Sequence[_Title]) -> str | None:
    """The page's only heading that shares its words with a title.

    Titles are often worded anew for search engines; the heading is what readers see.
    """
    worded = [
        heading.shown
        for heading in headings
        if _may_be_worded(heading.shown)
        and any(_share(heading.shown, title) >= _SHARED for title in named)
    ]
    return worded[0] if len(set(map(title_key, worded))) == 1 else None


def _may_be_worded(heading: str) -> bool:
    words = {word for word in title_key(heading).split() if len(word) > 1 or not word.isascii()}
    return len(words) >= _FEWEST_INSIDE and count_words(heading) <= _MOST_WORDS


def _alone(
    articles: Sequence[PageHeading], headings: PageHeadings, named: Sequence[_Title]
) -> str | None:
    """The page's only heading of the first rank, where it is long enough for a headline and no
    line of the page is a title: then that line is the headline, and the heading something else.
    """
    texts = {heading.shown for heading in articles}
    if len(texts) != 1 or not _is_long(articles[0].shown):
        return None
    return None if any(headings.shows(title.bare) for title in named) else articles[0].shown


def _share(heading: str, title: _Title) -> float:
    """The share of the words that two have in common, with or without the site's name."""
    words = set(title_key(heading).split())
    others = (set(title.key.split()), set(title.bare_key.split()))
    return max(len(words & other) / max(1, min(len(words), len(other))) for other in others)
