"""The kind of a page, by what it declares, its address, and the name of its template.

One row, the same for all segments of a page: a list of links is the text of a category and
none of an article's.
"""

from __future__ import annotations

import re
from itertools import islice

from scraper.extraction.page.outline import Outline
from scraper.extraction.page.url_parts import url_parts
from scraper.models import Metadata

# Open Graph's types in use, by number; 0 is none, 1 any other.
_OPEN_GRAPH = {
    f"og:{name}": number
    for number, names in enumerate(("article", "website", "product", "blog profile book"), start=2)
    for name in names.split()
}


def _sets(groups: dict[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in groups.items()}


# Types of schema.org by what a page that declares one contains, each a flag.
_TYPES = _sets(
    {
        "an article": """Article NewsArticle BlogPosting Report ScholarlyArticle TechArticle
        AnalysisNewsArticle OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle
        AdvertiserContentArticle LiveBlogPosting MedicalWebPage""",
        "a product": "Product ProductGroup Offer AggregateOffer SoftwareApplication Vehicle Book",
        "a list": "ItemList CollectionPage Blog SearchResultsPage OfferCatalog",
        "a discussion": "DiscussionForumPosting QAPage",
        "questions": "FAQPage Question",
        "a business": "LocalBusiness Organization Corporation Service ProfessionalService Person",
        "a recipe": "Recipe HowTo Review Event Course JobPosting",
        "a page": "WebPage ItemPage AboutPage ContactPage",
    }
)
# Words of addresses, and of the names that templates give to a page as a whole, each a flag.
_WORDS = _sets(
    {
        "product": "product products item items dp shop store",
        "talk": """forum forums thread threads topic topics t viewtopic showthread questions
        discussion discussions community""",
        "article": "article articles story stories news blog blogs post posts",
        "list": """category categories collection collections tag tags archive archives search c
        list""",
        "manual": """docs doc documentation guide guides reference manual api wiki help learn
        tutorial tutorials""",
        "service": "services service solutions about pricing features plans industries platform",
    }
)
_TEMPLATES = _sets(
    {
        "product": """single-product template-product product-page catalog-product-view
        woocommerce product""",
        "list": """archive category template-collection collection catalog-category-view search
        blog tag""",
        "article": """single single-post template-article template-blog article
        node--type-article post postid""",
        "page": "page page-template-default template-page page-id",
        "home": "home front template-index",
    }
)
_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"-?\d+$")
_HEADLINE = 4  # words; an address that ends with as many contains the headline of an article
_FULL = 100  # segments; a page of fewer may be an article that was saved without its head
_ROOTS = 3  # the first elements of an outline: html, body and, where these are missing, a box

KIND = (
    "open graph's type",
    *(f"declares {name}" for name in _TYPES),
    *(f"{name} in the address" for name in _WORDS),
    "path segments", "words of the last", "digits of the last", "query",
    *(f"{name} template" for name in _TEMPLATES),
)  # fmt: skip


def page_kind(outline: Outline, metadata: Metadata, url: str) -> tuple[float, ...]:
    """len(KIND) numbers. Where `url` is empty, the declared canonical address is used."""
    declared = metadata.types
    return (
        next((_OPEN_GRAPH.get(t, 1) for t in declared if t.startswith("og:")), 0),
        *_flags(_TYPES, frozenset(declared)),
        *_address(url or metadata.canonical_url),
        *_flags(_TEMPLATES, _called(outline)),
    )


def may_be_article(metadata: Metadata, url: str) -> bool:
    """Whether anything suggests an article: a type, an author, a date, a headline in `url`."""
    if metadata.authors or metadata.published is not None or _declares_article(metadata):
        return True
    path, _ = _parts(url or metadata.canonical_url)
    return len(_WORD.findall(path[-1])) >= _HEADLINE


def is_of_one_thing(metadata: Metadata) -> bool:
    """Whether a page declares itself an article or a product; other things on it are not text."""
    is_product = not _TYPES["a product"].isdisjoint(metadata.types)
    return is_product or "og:product" in metadata.types or _declares_article(metadata)


def is_hardly_article(outline: Outline, metadata: Metadata, url: str) -> bool:
    """Whether nothing suggests an article or a product on a page that has all else of its site."""
    is_full = len(outline.segments) >= _FULL
    return is_full and not (may_be_article(metadata, url) or is_of_one_thing(metadata))


def _declares_article(metadata: Metadata) -> bool:
    types = metadata.types
    return "og:article" in types or not _TYPES["an article"].isdisjoint(types)


def is_of_many_things(metadata: Metadata) -> bool:
    """Whether a page declares itself a product, a list or a discussion: it has no single end."""
    types = metadata.types
    is_many = "og:product" in types or any(
        not _TYPES[kind].isdisjoint(types) for kind in ("a product", "a list", "a discussion")
    )
    return is_many and not _declares_article(metadata)


def is_discussion(metadata: Metadata) -> bool:
    """Whether a page declares itself a discussion, of which the posts of readers are the text."""
    return not _TYPES["a discussion"].isdisjoint(metadata.types)


def _parts(url: str) -> tuple[list[str], bool]:
    """The parts of the path in small letters, one at least, and whether there is a query."""
    parts = url_parts(url)
    return [part for part in parts.path.lower().split("/") if part] or [""], bool(parts.query)


def _address(url: str) -> tuple[float, ...]:
    path, has_query = _parts(url)
    last = path[-1]
    words = frozenset(_WORD.findall(" ".join(path[:-1])) + ([last] if last.isalpha() else []))
    return (
        *_flags(_WORDS, words),
        min(len(path), 8) if last else 0,
        min(len(_WORD.findall(last)), 15),
        min(sum(map(str.isdigit, last)), 10),
        has_query,
    )


def _called(outline: Outline) -> frozenset[str]:
    """The names of the page as a whole, without the numbers that some end in."""
    roots = (e for e in islice(outline.elements, _ROOTS) if e.tag in {"html", "body"})
    return frozenset(_NUMBER.sub("", name) for root in roots for name in root.names.split())


def _flags(groups: dict[str, frozenset[str]], found: frozenset[str]) -> list[bool]:
    return [not group.isdisjoint(found) for group in groups.values()]
