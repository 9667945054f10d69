"""`<noscript>`: the text of a page without its program, or the picture that a program shows.

Lazy loaders leave an `<img>` without an address and the real one in a `<noscript>` beside it.
Counters are put into `<noscript>` too.
"""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.page.embeds import STAND_IN
from scraper.extraction.page.img import image_of

_PARAGRAPHS = 3  # so many are the text itself
_UP = 4  # elements around a picture, as far as its figure
_IMAGES = frozenset({"img", "amp-img"})


def place_noscript(nodes: Iterable[LexborNode]) -> None:
    """Unwrap each of the `<noscript>` elements that holds text, an embed or the only address of a
    picture; remove others.
    """
    for node in nodes:
        _parse_escaped(node)
        if len(node.css("p")) >= _PARAGRAPHS or node.css_first(STAND_IN) or _is_picture(node):
            node.unwrap()
        else:
            node.decompose()


def _parse_escaped(node: LexborNode) -> None:
    """Put the pictures in place that some pages escape, so that they are text."""
    text = (node.text() or "").strip()
    if not text.startswith("<img"):
        return
    for image in LexborHTMLParser(text).css("img")[:1]:
        node.insert_child(image)
    for child in list(node.iter(include_text=True)):
        if child.tag == "-text":
            child.decompose()


def _is_picture(node: LexborNode) -> bool:
    images = node.css("img")
    shown = [image for image in images if image_of(image, image.attributes) is not None]
    if not shown or (node.text() or "").strip():
        return False
    beside = _beside(node)
    if beside is not None:
        return image_of(beside, beside.attributes) is None
    attributes = shown[0].attributes
    is_sized = bool(attributes.get("srcset") or attributes.get("width") or attributes.get("alt"))
    return is_sized and "display:none" not in (attributes.get("style") or "").replace(" ", "")


def _beside(node: LexborNode) -> LexborNode | None:
    """The picture that the fallback is for: before it or after it, in a wrapper or not."""
    for _ in range(_UP):
        for other in (_neighbour(node, "prev"), _neighbour(node, "next")):
            if other is None or other.tag == "noscript":
                continue
            found = other if other.tag in _IMAGES else other.css_first("img, amp-img")
            if found is not None:
                return found
        parent = node.parent
        if parent is None or parent.tag not in {"span", "div", "a", "picture"}:
            return None
        if _neighbour(node, "prev") is not None or _neighbour(node, "next") is not None:
            return None
        node = parent
    return None


def _neighbour(node: LexborNode, side: str) -> LexborNode | None:
    other: LexborNode | None = getattr(node, side)
    while other is not None and other.tag == "-text" and not (other.text_content or "").strip():
        other = getattr(other, side)
    return other if other is not None and other.tag != "-text" else None
