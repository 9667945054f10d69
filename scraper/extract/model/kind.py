"""What kind of page it is, by what it declares, its address, and what its template is called.

One row, the same for all segments of a page: a list of links is the text of a category and
none of an article's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from scraper.extract.outline import Outline
from scraper.models import Metadata

# Open Graph's types in use, by number; 0 is none, 1 any other.
_OPEN_GRAPH = {
    f"og:{name}": number
    for number, names in enumerate(("article", "website", "product", "blog profile book"), start=2)
    for name in names.split()
}
# schema.org's types by what a page that declares one holds, each a flag.
_TYPES = {
    "an article": """Article NewsArticle BlogPosting Report ScholarlyArticle TechArticle
        AnalysisNewsArticle OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle
        AdvertiserContentArticle LiveBlogPosting MedicalWebPage""",
    "a product": "Product ProductGroup Offer AggregateOffer SoftwareApplication Vehicle Book",
    "a list": "ItemList CollectionPage Blog SearchResultsPage OfferCatalog",
    "talk": "DiscussionForumPosting QAPage Question FAQPage",
    "a business": "LocalBusiness Organization Corporation Service ProfessionalService Person",
    "a recipe": "Recipe HowTo Review Event Course JobPosting",
    "a page": "WebPage ItemPage AboutPage ContactPage",
}
# Words of addresses, and of the names that templates give to a page as a whole, each a flag.
_WORDS = {
    "product": "product products item items dp shop store",
    "talk": "forum forums thread threads topic topics t viewtopic showthread questions discussion "
    "discussions community",
    "article": "article articles story stories news blog blogs post posts",
    "list": "category categories collection collections tag tags archive archives search c list",
    "manual": "docs doc documentation guide guides reference manual api wiki help learn tutorial "
    "tutorials",
    "service": "services service solutions about pricing features plans industries platform",
}
_TEMPLATES = {
    "product": "single-product template-product product-page catalog-product-view woocommerce "
    "product",
    "list": "archive category template-collection collection catalog-category-view search blog "
    "tag",
    "article": "single single-post template-article template-blog article node--type-article post "
    "postid",
    "page": "page page-template-default template-page page-id",
    "home": "home front template-index",
}
_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"-?\d+$")
_ROOTS = 3  # the first elements of an outline: html, body and, where these are missing, a box

KIND = (
    "open graph's type",
    *(f"declares {name}" for name in _TYPES),
    *(f"{name} in the address" for name in _WORDS),
    "path segments", "words of the last", "digits of the last", "query",
    *(f"{name} template" for name in _TEMPLATES),
)  # fmt: skip


def page_kind(outline: Outline, metadata: Metadata, url: str) -> tuple[float, ...]:
    """len(KIND) numbers. `url` may be empty; then the page is believed about its address."""
    declared = metadata.types
    return (
        next((_OPEN_GRAPH.get(t, 1) for t in declared if t.startswith("og:")), 0),
        *_flags(_TYPES, frozenset(declared)),
        *_address(url or metadata.canonical_url),
        *_flags(_TEMPLATES, _called(outline)),
    )


def _address(url: str) -> tuple[float, ...]:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    path = [part for part in parts.path.lower().split("/") if part]
    last = path[-1] if path else ""
    words = frozenset(_WORD.findall(" ".join(path[:-1])) + ([last] if last.isalpha() else []))
    return (
        *_flags(_WORDS, words),
        min(len(path), 8),
        min(len(_WORD.findall(last)), 15),
        min(sum(map(str.isdigit, last)), 10),
        bool(parts.query),
    )


def _called(outline: Outline) -> frozenset[str]:
    """The names of the page as a whole, without the numbers that some end in."""
    roots = (e for e in islice(outline.elements, _ROOTS) if e.tag in {"html", "body"})
    return frozenset(_NUMBER.sub("", name) for root in roots for name in root.names.split())


def _flags(groups: dict[str, str], found: frozenset[str]) -> list[bool]:
    return [not group.isdisjoint(found) for group in _split(tuple(groups.values()))]


@lru_cache(maxsize=8)
def _split(groups: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split()) for group in groups)
