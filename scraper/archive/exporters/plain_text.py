"""The Markdown of a saved article as plain text: a line for each block, as `Article.text`.

It has the captions of pictures too, which Markdown does not tell from text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Not joined with the text around it, an escaped character is a token of its own (`text_special`).
_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
# What CommonMark does not know: the marks of callouts, of footnotes, and of the places of those.
_MARK = re.compile(r"^\[![A-Z]+\][ \t]*|^\[\^[^\]\s]+\]:(?:[ \t]|$)|\[\^[^\]\s]+\]")
_LITERAL = "\x00"  # for a bracket that begins no mark; CommonMark has no U+0000 (2.3)
_SUMMARY = re.compile(r"<summary>(.*)</summary>")


def plain_text_of(markdown: str) -> str:
    """The text that a reader sees, without marks, images and addresses of links."""
    return "\n".join(line for line in _lines(_PARSER.parse(markdown)) if line)


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield " | ".join(cells or ()) if any(cells or ()) else ""
            cells = None
        elif token.type == "inline":
            text = _inline(token.children or ())
            if cells is None:
                yield text
            else:
                cells.append(text)
        elif token.type in {"fence", "code_block"}:
            yield token.content.rstrip("\n")
        elif token.type == "html_block" and (summary := _SUMMARY.search(token.content)):
            yield plain_text_of(summary[1])


def _inline(tokens: Iterable[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "text":
            parts.append(token.content)
        elif token.type in {"code_inline", "text_special"}:
            parts.append(token.content.replace("[", _LITERAL))
        elif token.type == "hardbreak" or (token.type == "html_inline" and "<br" in token.content):
            parts.append("\n")
        elif token.type == "softbreak":  # the first of a callout ends its title
            is_title = bool(parts) and parts[0].startswith("[!") and "\n" not in parts
            parts.append("\n" if is_title else " ")
    text = _MARK.sub("", "".join(parts))
    return text.replace(_LITERAL, "[").strip()
