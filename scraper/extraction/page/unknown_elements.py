"""Elements that HTML does not know, `<my-term>`, `<st1:place>` or `<company>`: in the line or not.

A browser sets all of them in the line until a style sheet makes them boxes, and pages use them for
both. What has text beside it and no block inside is a part of the sentence.
"""

from __future__ import annotations

from itertools import islice
from typing import Literal

from selectolax.lexbor import LexborNode

from scraper.extraction.page.inline_elements import INLINE

BLOCKS = frozenset(
    """address article aside blockquote body caption center col colgroup dd details dialog dir div
    dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html
    legend li listing main marquee menu nav noframes noscript ol optgroup option p plaintext pre
    search section select summary table tbody td textarea tfoot th thead tr ul xmp""".split()
)
# Elements of which all that is inside stands in lines, whatever it is.
_LINES = frozenset("p h1 h2 h3 h4 h5 h6 dt figcaption summary caption legend".split()) | INLINE
_NOT_SHOWN = frozenset({"-comment", "link", "meta"})
_BOX_PARTS = BLOCKS | {"iframe", "video", "slot"}
_KNOWN = _BOX_PARTS | INLINE
_PICTURES = frozenset({"img", "picture", "source", "amp-img"})
_NEAR = 8  # nodes that are looked at on each side
_UP = 6  # elements around one that is all that is in them
_MOST_NODES = 40  # of a part of a sentence
_MOST_LETTERS = 200  # the same, where the text is not in a paragraph


def is_in_line(node: LexborNode) -> bool:
    """Whether an unknown element is a part of the text around it: it has text beside it, and is no
    box, which has blocks inside, or several unknown elements in a row.
    """
    parent = node.parent
    if parent is None or (node.tag or "").startswith("amp-"):
        return False  # AMP makes each of its elements a box
    letters = _letters_in_line(node)
    is_short = 0 < letters <= _MOST_LETTERS
    return (is_short or (parent.tag in _LINES and letters >= 0)) and _is_beside_text(node)


def _letters_in_line(node: LexborNode) -> int:
    """How many characters are in an element that may be in a line, or -1 for a box."""
    letters = 0
    for count, inner in enumerate(node.traverse(include_text=True)):
        tag = inner.tag or ""
        if count > _MOST_NODES or tag in _BOX_PARTS or (count and _follows_another(inner, tag)):
            return -1
        if tag == "-text":
            letters += len((inner.text_content or "").strip())
    return letters


def _follows_another(node: LexborNode, tag: str) -> bool:
    """Whether two unknown elements are in a row, as the parts of a box are. Those of Word
    are in a sentence.
    """
    if not _is_unknown(tag) or _is_of_office(node):
        return False
    before = _neighbour(node, "prev")
    return before is not None and _is_unknown(before.tag or "")


def _is_beside_text(node: LexborNode) -> bool:
    for _ in range(_UP):
        around = node.parent
        if around is None:
            return False
        beside = [_neighbour(node, "prev"), _neighbour(node, "next")]
        if any(other is not None and other.tag == "-text" for other in beside):
            return True
        if around.tag in _LINES and any(map(_is_inline_text, beside)):
            return True
        is_alone = all(other is None or _is_of_office(other) for other in beside)
        if not is_alone or not (around.tag in INLINE or _is_unknown(around.tag or "")):
            return False
        node = around
    return False


def _is_inline_text(node: LexborNode | None) -> bool:
    if node is None or node.tag in _PICTURES:
        return False
    if node.tag not in INLINE and not _is_of_office(node):
        return False
    inside = islice(node.traverse(include_text=True), _MOST_NODES)
    return any(n.tag == "-text" and (n.text_content or "").strip() for n in inside)


def _is_of_office(node: LexborNode) -> bool:
    """Whether an element has a prefix, as what Word marks in its sentences: a place, a name."""
    return ":" in (node.tag or "")


def _is_unknown(tag: str) -> bool:
    return tag[:1].isalpha() and tag not in _KNOWN


def _neighbour(node: LexborNode, side: Literal["prev", "next"]) -> LexborNode | None:
    """The next thing on one side that is shown, white space apart."""
    other: LexborNode | None = getattr(node, side)
    for _ in range(_NEAR):
        if other is None:
            return None
        is_blank = other.tag == "-text" and not (other.text_content or "").strip()
        if not is_blank and other.tag not in _NOT_SHOWN:
            return other
        other = getattr(other, side)
    return None
