"""Parts of a page that its server sent late are put where the page's script would put them.

React's server streams a page: a slow part leaves `<template id="B:3">` in its place, and
comes after everything else as `<div hidden id="S:3">` with a line of script that moves it
(react-dom, ReactDOMFizzServer: boundaries "B:", segments "S:", placeholders "P:"). Without
the move an article is hidden text behind the footer.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_SEGMENT = re.compile(r"(.*)S:([0-9a-f]+)")
# Pages have some tens of parts, with a few elements shown in the place of each.
_MOST_PARTS, _MOST_SHOWN = 100, 200


def place_streamed(root: LexborNode) -> None:
    """Move every late part under `root` into its place, in place; one without a place stays.

    The last come first: a part may hold the place of a later one.
    """
    parts = root.css('div[hidden][id*="S:"]')
    if not parts:
        return
    places = {node.id: node for node in root.css('template[id*=":"]')}
    for part in reversed(parts[:_MOST_PARTS]):
        if (match := _SEGMENT.fullmatch(part.id or "")) is None:
            continue
        prefix, number = match.groups()
        boundary = places.pop(f"{prefix}B:{number}", None)
        place = boundary or places.pop(f"{prefix}P:{number}", None)
        if place is None:
            continue
        del part.attrs["hidden"]
        place.insert_before(part)  # a copy of it
        part.decompose()
        if boundary is not None:
            for shown in _fallback(boundary):
                shown.decompose()


def _fallback(boundary: LexborNode) -> list[LexborNode]:
    """What was shown until the part came: all from its place up to the comment "/$"."""
    found: list[LexborNode] = []
    depth, node = 0, boundary.next
    while node is not None and len(found) < _MOST_SHOWN:
        comment = node.html if node.tag == "-comment" else None
        if comment == "<!--/$-->":
            if not depth:
                return found
            depth -= 1
        elif comment is not None and comment.startswith("<!--$"):
            depth += 1
        found.append(node)
        node = node.next
    return []  # nothing says where it ends
