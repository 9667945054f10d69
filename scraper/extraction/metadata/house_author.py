"""The author of an article that names no person: its newsroom, its team, or its site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scraper.extraction.metadata.byline_words import COMPANY, ORGANISATION
from scraper.extraction.metadata.candidates import Candidate, Candidates, evidence_of
from scraper.extraction.metadata.name_tails import has_role
from scraper.extraction.metadata.people import names, without_by
from scraper.extraction.metadata.title_parts import SiteNames
from scraper.models import Metadata

# Sources that an editor fills, or that readers see. JSON-LD requires an author: templates write the
# site's name into it on every page.
_SIGNED = ("meta:author", "meta:twitter:data", "itemprop:", "rel:author", "byline", "near the")
_LEAST = 0.4  # confidence below which a signature is not believed
_SURE, _NEWSROOM = 0.35, 0.4
_LONGEST, _MOST_WORDS = 50, 6  # characters and words of a signature
_ACCOUNTS = frozenset(
    """admin administrator webmaster anonymous unknown author user guest root default editor writer
    wordpress super contributor support info""".split()
)


def with_house_author(metadata: Metadata, found: Candidates, sites: SiteNames) -> Metadata:
    """`metadata` with the one who signs the page, where it names no author and is an article."""
    if metadata.authors or not (metadata.published or _is_article(metadata)):
        return metadata
    candidates = list(found.of("authors"))
    chosen = _newsroom(metadata, candidates) or _signature(candidates, sites)
    if chosen is None:
        return metadata
    evidence = evidence_of("authors", chosen.value, chosen)
    return replace(metadata, authors=(chosen.value,), evidence=(*metadata.evidence, evidence))


def _is_article(metadata: Metadata) -> bool:
    return any(kind.lower().endswith(("article", "blogposting")) for kind in metadata.types)


def _newsroom(metadata: Metadata, candidates: Iterable[Candidate]) -> Candidate | None:
    """Whom the JSON-LD of a news article names."""
    if "NewsArticle" not in "".join(metadata.types):
        return None
    first = next((one for one in candidates if one.source == "json-ld:author"), None)
    people = names([first.value]) if first is not None else ()
    if not people or COMPANY.search(people[0]):
        return None
    if people[0].islower() and "." not in people[0]:  # a login
        return None
    return Candidate("authors", people[0], "json-ld:author", _NEWSROOM)


def _signature(candidates: Iterable[Candidate], sites: SiteNames) -> Candidate | None:
    """The first name of a team or of the site that signs: "Our Editors", "The Tarn Echo"."""
    for one in candidates:
        is_signed = one.source.startswith(_SIGNED)
        if one.confidence < _LEAST or not (is_signed or one.source.startswith("json-ld:")):
            continue
        name = without_by(one.value).strip(" ,.:-–—|")
        if not name or len(name) > _LONGEST or len(name.split()) > _MOST_WORDS:
            continue
        if name.casefold() in _ACCOUNTS or any(sign in name for sign in "/@_"):
            continue
        if name.islower() or COMPANY.search(name):
            continue
        is_site = sites.is_exactly(name)
        is_team = bool(has_role(name) or ORGANISATION.search(name)) and not is_site
        if is_team or (is_signed and is_site):
            return Candidate("authors", name, one.source, _SURE)
    return None
