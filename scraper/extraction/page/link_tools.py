"""Links and buttons that are tools of the page, and no part of its text: those that edit a section
or copy its address, beside headings, and those that find a work of a list of references.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ahocorasick_rs import AhoCorasick
from selectolax.lexbor import LexborNode

from scraper.extraction.page.outline import HEADING_TAGS as _HEADINGS

_EDITS = re.compile(r"[?&](?:action|veaction)=(?:edit|history)|/edit(?:/|$|\?)|#/editor/")
# What links beside a heading say that copy its address or edit its section.
_TOOLS = frozenset({
    "edit", "edit source", "copy", "copy link", "link", "permalink", "anchor", "share",
    "direct link", "link to this section", "link to this heading", "back to top", "top",
    "bearbeiten", "modifier", "editar", "modifica", "bewerken", "edytuj", "править",
    "редактировать", "編集", "编辑",
    "編輯", "편집", "تعديل", "link kopieren", "copier le lien", "copiar enlace", "nach oben",
})  # fmt: skip
# Looked for first: most links are neither.
_SIGNS = """edit action= section= #/ schola doi.org pubmed /pmc/ scopus adsabs webofsc openurl
    chemport mathscinet zbmath""".split()
_MAY_BE = AhoCorasick(_SIGNS).find_matches_as_indexes
_CATALOGUES = re.compile(
    r"scholar\.google\.[a-z.]+/scholar(?:_lookup)?\?|doi\.org/10\.|pubmed[^ ]*/\d|/pmc/"
    r"|scopus\.com/|adsabs\.harvard|webofscience|openurl|chemport\.cas|mathscinet|zbmath|semanticscholar\.org/"
)
_CATALOGUE_NAMES = frozenset({
    "google scholar", "crossref", "pubmed", "pubmed central", "pmc free article", "doi", "scopus",
    "view in scopus", "view article", "article", "ads", "cas", "full text", "web of science",
    "mathscinet", "zbmath", "green version", "semantic scholar", "view record in scopus", "medline",
})  # fmt: skip


def is_tool(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether a link is a tool: of the heading that it is in, or of a reference."""
    href = attributes.get("href") or ""
    may_be = not href or href.startswith("#") or _MAY_BE(href)
    if not may_be and "edit" not in (attributes.get("class") or ""):
        return False
    in_heading = _edits(node, attributes) and is_beside_heading(node)
    return in_heading or _is_of_catalogue(node, attributes)


def _edits(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether a link edits or copies what it is beside, rather than leading to a text."""
    href = attributes.get("href") or ""
    if _EDITS.search(href):
        return True
    before = (node.prev.text_content or "") if node.prev is not None else ""
    is_set_apart = "edit" in (attributes.get("class") or "") or before.rstrip().endswith("[")
    is_inside = not href or href.startswith("#")
    return (is_inside or is_set_apart) and node.text().strip(" []()").lower() in _TOOLS


def _is_of_catalogue(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether a link finds a work of a list of references in a catalogue: "Google Scholar"."""
    href = attributes.get("href") or ""
    return bool(_CATALOGUES.search(href)) and node.text().strip(" []()").lower() in _CATALOGUE_NAMES


def is_beside_heading(node: LexborNode) -> bool:
    """Whether a button is in a heading that has a text of its own: "Copy link"."""
    around: LexborNode | None = node.parent
    for _ in range(3):
        if around is None or around.tag in _HEADINGS:
            break
        around = around.parent
    if around is None or around.tag not in _HEADINGS:
        return False
    return len(around.text().strip()) > len(node.text().strip())
