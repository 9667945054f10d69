"""Markdown -> blocks, by way of markdown-it-py: what a reader of the file gets.

The inverse of render_markdown, for round trips. Only what it writes is understood.
"""

import re
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

PARSER = (
    MarkdownIt("commonmark")
    .enable(["table", "strikethrough"])
    .use(footnote_plugin, inline=False)
    .use(dollarmath_plugin, double_inline=True, allow_labels=False)
)


def texts(markdown: str) -> list[str]:
    """The text of each block that holds inlines or code, in order, white space single."""
    found: list[str] = []
    for token in PARSER.parse(markdown):
        if token.type == "inline":
            found.append(_plain(token.children))
        elif token.type in {"fence", "code_block", "math_block"}:
            found.append(token.content)
        elif token.type == "html_block":
            found.append(unescape(re.sub(r"<[^>]*>", "", token.content)))
    return [" ".join(text.split()) for text in found if text.strip()]


def _plain(tokens) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline", "math_inline", "math_inline_double"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"} or (
            token.type == "html_inline" and token.content == "<br>"
        ):
            parts.append("\n")
        elif token.type == "text_special":
            parts.append(token.content)
    return "".join(parts)


def shape(markdown: str) -> list[str]:
    """The kinds of blocks from the top down: "heading 2", "list", "item", "code python"."""
    return list(_shape(SyntaxTreeNode(PARSER.parse(markdown))))


def _shape(node):
    for child in node.children:
        if child.type == "heading":
            yield f"heading {child.tag[1]}"
        elif child.type in {"paragraph", "blockquote", "bullet_list", "list_item", "table", "hr"}:
            yield child.type
        elif child.type == "ordered_list":
            yield f"ordered_list {child.attrs.get('start', 1)}"
        elif child.type == "fence":
            yield f"fence {child.info}".strip()
        elif child.type == "footnote":
            yield "footnote"
        if child.type not in {"inline", "paragraph", "heading"}:
            yield from _shape(child)
