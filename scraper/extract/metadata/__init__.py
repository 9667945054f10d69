"""A parsed page -> Metadata: every source is asked, the surest that can be true is believed.

    JSON-LD, <meta>, <link>, microdata, <time>, bylines, the address  ->  candidates  ->  fields

Each field that is filled has its Evidence: the place in the page and how sure it is. An
empty field beats a wrong one.
"""

from __future__ import annotations

from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from scraper.extract.metadata.candidates import Candidate, Candidates
from scraper.extract.metadata.choose import choose
from scraper.extract.metadata.json_ld import json_ld_candidates, parse_json_ld
from scraper.extract.metadata.meta_tags import link_candidate, meta_candidate
from scraper.extract.metadata.visible import SELECTOR, visible_candidates
from scraper.models import Headers, Metadata

__all__ = ["read_metadata"]

_TAGS = 'meta[content], link[rel][href], script[type*="ld+json" i]'


def read_metadata(
    tree: LexborHTMLParser, *, url: str = "", headers: Headers = (), now: datetime | None = None
) -> Metadata:
    """What the page says about its article.

    `url` is the page's address, which relative addresses are joined to. `headers` are those
    of its answer. `now` (aware) is the instant after which no date of the page can lie; None
    accepts any. Reads the tree as it was parsed, before scripts leave it; changes nothing.
    """
    found: list[Candidate] = []
    texts: list[str] = []
    for node in tree.css(_TAGS):
        if node.tag == "meta":
            found.extend(meta_candidate(node.attributes))
        elif node.tag == "link":
            found.extend(link_candidate(node.attributes))
        else:
            texts.append(node.text())
    found.extend(json_ld_candidates(parse_json_ld(texts)))
    if (title := tree.css_first("title")) is not None:
        found.append(Candidate("title", title.text(), "title", 0.5))
    found.extend(visible_candidates(tree.css(SELECTOR)))
    found.extend(_language(tree, headers))
    return choose(Candidates(found), url=url, now=now)


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
