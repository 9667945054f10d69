"""A page as an old site has it: a hundred links first, an address without words, no types."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from zlib import crc32

from bench.shapes.pages import Page

_ENTRIES = 110  # of the menu
_DECLARED = re.compile(r'<meta property="og:[^>]*>')


def in_site(page: Page) -> Page:
    """The same page with a menu that nothing names, in the page's language."""
    labels = [piece.text for piece in page.debris if piece.kind == "menu"]
    links = (
        f'<li><a href="/s/{n}">{escape(labels[n % len(labels)])} {n}</a></li>'
        for n in range(_ENTRIES)
    )
    html = _DECLARED.sub("", page.html)
    menu = f"<div><ul>{''.join(links)}</ul></div>"
    return replace(
        page,
        html=html.replace("<body>", f"<body>{menu}", 1),
        url=f"https://site.example/index.php?id={crc32(page.name.encode()) % 9999}",
    )
