"""Text -> the Lexbor tree, as a browser would build it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, islice

import numpy as np
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from scraper.extraction.page.editor_markup import place_plain_elements
from scraper.extraction.page.entry_buttons import drop_repeated_buttons
from scraper.extraction.page.noscript import place_noscript
from scraper.extraction.page.shadow_roots import with_shadow_roots
from scraper.extraction.page.stand_ins import place_stand_ins
from scraper.extraction.page.streamed import place_streamed
from scraper.extraction.page.tick_lists import unwrap_ticked_labels

# Dead weight for every later step, but for what some `<noscript>` holds. `<form>` stays: some pages
# wrap their whole text in one.
_DEAD = "script, style, svg, template, iframe, noscript"
_EMPTY = "<html></html>"

# Opening an element costs a look at all that are open (HTML, 13.2.4.3), so that a page of
# 100,000 open elements takes 15 seconds. Real pages have a few hundred open at most.
_MOST_OPEN = 10_000
_TAG = re.compile(
    r"<(/?)(?!(?:br|img|meta|link|input|hr|p|li|source|wbr|col|area|td|tr|th|dt|dd|option|path)\b)[a-z]",
    re.IGNORECASE,
)
# Each attribute of a tag is compared with all before it (13.2.5.33).
_MOST_ATTRIBUTES, _LONG_TAG = 2_000, 10_000
_CROWDED = re.compile(rf"<[a-z][^<>]{{{_LONG_TAG},}}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s[^\s=\"'<>/]+")
_NOT_FLAT = re.compile(
    r"</?(?!(?:p|br|h[1-6]|title|meta|script|style)\b)[a-z][^>]*>", re.IGNORECASE
)
_REWRITTEN = "template[shadowrootmode], mml\\:math"
_PREFIX = re.compile(r"(</?)mml:(?=[a-z])")  # of MathML on publishers' pages


@contextmanager
def parser_errors() -> Iterator[None]:
    """Inside, Lexbor's only failure is raised as what it is: it got no memory."""
    try:
        yield
    except SelectolaxError as error:
        raise MemoryError(str(error)) from error


def parse(text: str, utf8: bytes | None = None) -> LexborHTMLParser:
    """The whole tree, scripts and all: metadata reads JSON-LD from it.

    `utf8` is `text` in that encoding, where it is known.
    """
    if _is_crowded(text):
        text, utf8 = _CROWDED.sub(_thinned, text), None
    utf8 = text.encode("utf-8", "ignore") if utf8 is None else utf8
    if _is_abyss(text, utf8):
        return LexborHTMLParser(_NOT_FLAT.sub(" ", text))
    tree = LexborHTMLParser(utf8)
    # few pages have such elements: they are found in the tree faster than in the text
    if tree.css_first(_REWRITTEN) is None:
        return tree
    return LexborHTMLParser(with_shadow_roots(_PREFIX.sub(r"\1", text)))


def _is_crowded(text: str) -> bool:
    """Whether some tag may be so long; a look at every block, where the pattern reads all."""
    half = _LONG_TAG // 2  # so long a tag holds a whole block of half its length
    opened = -1  # the last "<" so far
    for at in range(0, len(text), half):
        found = text.rfind("<", at, at + half)
        if found < 0 <= opened and text.find(">", opened, at + half) < 0:
            return True
        opened = max(opened, found)
    return False


def _thinned(tag: re.Match[str]) -> str:
    """A tag without its attributes, if it has more of them than anybody writes."""
    names = sum(1 for _ in islice(_ATTRIBUTE.finditer(tag.group()), _MOST_ATTRIBUTES + 1))
    return tag.group().split(maxsplit=1)[0] if names > _MOST_ATTRIBUTES else tag.group()


def _is_abyss(text: str, utf8: bytes) -> bool:
    """Whether so many elements are open at once that the tree would take minutes."""
    if np.count_nonzero(np.frombuffer(utf8, np.uint8) == ord("<")) <= _MOST_OPEN:
        return False
    steps = (-1 if tag.group(1) else 1 for tag in _TAG.finditer(text))
    return any(depth > _MOST_OPEN for depth in accumulate(steps))


def strip(tree: LexborHTMLParser) -> LexborNode:
    """Remove what is never text, in place; the root element.

    What the server sent late is put in its place first, and formulas and embeds are put beside
    the scripts and frames that hold them.
    """
    root = tree.root or LexborHTMLParser(_EMPTY).root
    assert root is not None
    place_streamed(root)
    place_stand_ins(root)
    place_plain_elements(root)
    unwrap_ticked_labels(root)
    drop_repeated_buttons(root)
    noscripts: list[LexborNode] = []
    for node in root.css(_DEAD):
        if node.tag == "noscript":
            noscripts.append(node)
        else:
            node.decompose()
    place_noscript(noscripts)
    return root


def html_of(root: LexborNode) -> str:
    """The HTML of a tree, for whoever parses it again."""
    return root.html or ""
