"""The Markdown of a saved article as plain text: a line for each block, as `Article.text`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plain_text_of(markdown: str) -> str:
    """The text that a reader sees, without marks, images and addresses of links."""
    return "\n".join(line for line in _lines(_PARSER.parse(markdown)) if line)


def _lines(tokens: Iterable[Token]) -> Iterator[str]:
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield " | ".join(cells or ())
            cells = None
        elif token.type == "inline":
            text = _inline(token.children or ())
            if cells is None:
                yield text
            else:
                cells.append(text)
        elif token.type in {"fence", "code_block"}:
            yield token.content.rstrip("\n")


def _inline(tokens: Iterable[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "softbreak":
            parts.append(" ")
    return "".join(parts).strip()
