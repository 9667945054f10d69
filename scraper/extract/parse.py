"""Text -> the Lexbor tree, as a browser would build it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Dead weight for every later step. `<form>` stays: some pages wrap their whole text in one.
_DEAD = ["script", "style", "svg", "template", "iframe"]
_UNWRAPPED_PARAGRAPHS = 3


def parse(text: str) -> LexborHTMLParser:
    """The whole tree, scripts and all: metadata reads JSON-LD from it."""
    return LexborHTMLParser(text)


def strip(tree: LexborHTMLParser) -> LexborNode | None:
    """Drop what is never text, in place; the root element, or None for a tree without one.

    A `<noscript>` that holds the text itself (three paragraphs or more) is unwrapped.
    """
    root = tree.root
    if root is None:
        return None
    root.strip_tags(_DEAD, recursive=True)
    for node in root.css("noscript"):
        if len(node.css("p")) >= _UNWRAPPED_PARAGRAPHS:
            node.unwrap()
        else:
            node.decompose()
    return root
