"""A parsed page -> Metadata: for each field the most reliable source whose value is plausible.

    JSON-LD, <meta>, <link>, microdata, <time>, bylines, the address  ->  candidates  ->  fields

Each field that is filled has its Evidence: the place in the page and its confidence. An
empty field is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.metadata.author_choice import names_individual
from scraper.extraction.metadata.byline_lines import NearbyLines
from scraper.extraction.metadata.candidates import Candidate, Candidates
from scraper.extraction.metadata.closing_byline import closing_candidates
from scraper.extraction.metadata.date_guess import guessed_dates
from scraper.extraction.metadata.dates import parse_date, url_date
from scraper.extraction.metadata.field_choice import choose_again, choose_fields, site_keys
from scraper.extraction.metadata.headings import PageHeadings
from scraper.extraction.metadata.house_author import with_house_author
from scraper.extraction.metadata.json_ld import Node, json_ld_candidates, stated_text
from scraper.extraction.metadata.language_tag import language_tag
from scraper.extraction.metadata.markup import SELECTOR, visible_candidates
from scraper.extraction.metadata.meta_tags import link_candidate, meta_candidates
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.text_language import text_language
from scraper.extraction.metadata.title_choice import choose_title
from scraper.extraction.metadata.title_parts import SiteNames
from scraper.models import Headers, Metadata

__all__ = ["declared_candidates", "read_metadata"]

_TAGS = 'meta[content], meta[value], link[rel~="canonical" i][href], link[rel~="license" i][href]'


def read_metadata(
    tree: LexborHTMLParser,
    json_ld: list[Node],
    *,
    url: str = "",
    headers: Headers = (),
    now: datetime | None = None,
) -> Metadata:
    """The metadata that a page gives for its article.

    `json_ld` are its schema.org nodes. `url` is the page's address, which relative addresses
    are joined to. `headers` are those of its response. `now` (aware) is the instant after which
    no date of the page can lie; None accepts any. Reads the tree as it was parsed, before
    scripts are removed; changes nothing.
    """
    headings = PageHeadings(tree, url)
    found = declared_candidates(tree, json_ld, headings, url)
    found.extend(_language(tree, headers))
    candidates = Candidates(found)
    candidates.add(_spoken(tree, candidates))
    metadata = _chosen(tree, candidates, headings, url, now)
    stated = stated_text(json_ld)
    return replace(metadata, stated_text=stated) if stated else metadata


def declared_candidates(
    tree: LexborHTMLParser, json_ld: list[Node], headings: PageHeadings, url: str
) -> list[Candidate]:
    """What the markup of a page, its JSON-LD and its address offer for all fields."""
    found: list[Candidate] = []
    tags = tree.css(_TAGS)
    found.extend(meta_candidates(node.attributes for node in tags if node.tag == "meta"))
    for node in tags:
        if node.tag == "link":
            found.extend(link_candidate(node))
    if (title := tree.css_first("title")) is not None:
        found.append(Candidate("title", title.text(), "title", 0.5))
    titles = [one.value for one in found if one.field == "title"]
    found.extend(json_ld_candidates(json_ld, url, _titles(titles, headings)))
    if (day := url_date(url)) is not None:
        found.append(Candidate("published", day.isoformat(), "url", 0.7))
    found.extend(visible_candidates(tree.css(SELECTOR)))
    return found


def _titles(declared: list[str], headings: PageHeadings) -> Iterator[str]:
    """The titles of the page, its headings last: read only where they are needed."""
    yield from declared
    yield from (heading.text for heading in headings.first)


def _chosen(
    tree: LexborHTMLParser,
    candidates: Candidates,
    headings: PageHeadings,
    url: str,
    now: datetime | None,
) -> Metadata:
    """What the markup declares and the lines around the headline say; where neither gives an
    author or a day, guesses.
    """
    page = PageText(tree)
    titles = choose_title(candidates, headings, url)
    lines = NearbyLines(tree, page, titles.title)
    has_authors = not any(one.value == "Product" for one in candidates.of("types"))
    declared = next(candidates.of("authors"), None)
    is_sure = names_individual(declared, site_keys(titles.site_name, url))
    dates = list(lines.dates(now))
    candidates.add(dates)
    if has_authors:  # on a product's page "by" leads to a brand
        candidates.add(lines.bylines() if is_sure else lines.people())
    metadata = choose_fields(candidates, titles, page, url=url, now=now)
    guessed: list[Candidate] = []
    if not metadata.published:
        certain = [one for one in dates if parse_date(one.value) is not None]
        guessed.extend(guessed_dates(tree, page, certain))
    if not metadata.authors and has_authors:
        guessed.extend(lines.people() if is_sure else ())
        guessed.extend(closing_candidates(page))
    if guessed:
        candidates.add(guessed)
        metadata = choose_again(metadata, candidates, page, url=url, now=now)
    if not has_authors:
        return metadata
    sites = SiteNames([one.value for one in candidates.of("site_name")], url)
    return with_house_author(metadata, candidates, sites)


def _language(tree: LexborHTMLParser, headers: Headers) -> list[Candidate]:
    found = []
    root = tree.css_first("html")
    if root is not None:
        value = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
        found.append(Candidate("language", value, "html:lang", 0.8))
    for name, value in headers:
        if name.lower() == "content-language":
            found.append(Candidate("language", value, "header:content-language", 0.5))
    return found


def _spoken(tree: LexborHTMLParser, candidates: Candidates) -> list[Candidate]:
    """The language of the text, where it is not the declared one."""
    tags = (language_tag(one.value) for one in candidates.of("language"))
    declared = next((tag for tag in tags if tag), "")
    spoken = text_language(tree, declared)
    return [Candidate("language", spoken, "text", 0.85 if declared else 0.6)] if spoken else []
