"""Candidates -> the headline of a page and the name of its site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from scraper.extraction.metadata.candidates import Candidate, Candidates, evidence_of
from scraper.extraction.metadata.headings import PageHeadings
from scraper.extraction.metadata.headline import choose_headline
from scraper.extraction.metadata.title_parts import SiteNames, left_over, squeezed
from scraper.extraction.page.url_parts import url_parts
from scraper.models import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleChoice:
    """The headline and the site's name, with the evidence for each of the two that is known."""

    title: str = ""
    site_name: str = ""
    evidence: tuple[Evidence, ...] = ()


def choose_title(found: Candidates, headings: PageHeadings, url: str) -> TitleChoice:
    """The headline, and the site's name: the declared one, else what `<title>` adds to it."""
    titles = list(found.of("title"))
    declared = next(found.of("site_name"), None)
    sites = SiteNames([one.value for one in found.of("site_name")], url)
    rubrics = {squeezed(part) for part in url_parts(url).path.rstrip("/").split("/")[:-1]}
    rubrics |= {squeezed(one.value) for one in found.of("section")}
    choose = partial(
        choose_headline, titles, headings, rubrics=rubrics - {""}, is_article=_is_article(found)
    )
    headline = choose(sites)
    is_shown = headline is not None and headline.source in {"h1", "h2"}
    if declared is None and not is_shown and (logos := headings.logo_names):
        headline = choose(SiteNames(logos, url))
    site = declared
    if headline is not None and site is None:
        site = _site_beside(headline.value, titles)
    evidence = [evidence_of("site_name", site.value, site)] if site is not None else []
    if headline is not None:
        evidence.append(evidence_of("title", headline.value, headline))
    return TitleChoice(
        title=headline.value if headline is not None else "",
        site_name=site.value if site is not None else "",
        evidence=tuple(evidence),
    )


def _is_article(found: Candidates) -> bool:
    kinds = (one.value.lower() for one in found.of("types"))
    return any(kind.endswith(("article", "blogposting")) for kind in kinds)


def _site_beside(headline: str, titles: list[Candidate]) -> Candidate | None:
    for title in titles:
        if name := left_over(title.value, headline):
            return Candidate("site_name", name, title.source, 0.4)
    return None
