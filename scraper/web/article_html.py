"""The Markdown of an article -> HTML in which nothing is loaded but the archive's own images.

Raw HTML is shown as text, but for the tags that the archive writes itself (markdown/). Images that
are not saved become a link to where they are. markdown-it refuses links such as `javascript:`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.token import Token

from scraper.archive.articles.assets import linked_asset
from scraper.web.html import link

# What markdown/ writes, exactly: a tag with an attribute is a text.
_OWN_TAG = re.compile(r"(</?(?:sub|sup|details|summary)>|<br>)")
# Characters that change the direction of a text until the end of its paragraph.
_DIRECTION = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)))


def article_html(markdown: str, asset_url: Callable[[str], str]) -> str:
    """The body of an article as HTML; `asset_url` gives the address of a file of the archive."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(markdown.translate(_DIRECTION))
    for token in tokens:
        _make_safe(token)
        if token.children:
            token.children = [_inline(child, asset_url) for child in token.children]
    rendered: str = parser.renderer.render(tokens, parser.options, {})
    return rendered


def _inline(token: Token, asset_url: Callable[[str], str]) -> Token:
    _make_safe(token)
    if token.type == "link_open":
        token.attrSet("rel", "noreferrer noopener")
    elif token.type == "image":
        source = str(token.attrGet("src") or "")
        if path := linked_asset(source):
            token.attrSet("src", asset_url(path))
            token.attrSet("loading", "lazy")
        else:
            content = f"[image: {token.content}]" if token.content else "[image]"
            return Token("html_inline", "", 0, content=link(source, content))
    return token


def _make_safe(token: Token) -> None:
    """Raw HTML: the tags of the archive stay, all else becomes text."""
    if token.type in {"html_block", "html_inline"}:
        parts = _OWN_TAG.split(token.content)
        token.content = "".join(
            part if number % 2 else html.escape(part) for number, part in enumerate(parts)
        )
