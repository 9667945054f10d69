"""Runs of text that are nothing but code, on several lines: a block that lacks its `<pre>`."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.page.outline import Break, Piece


def is_code(pieces: Sequence[Piece]) -> bool:
    """Whether a run is nothing but code, and has more than one line of it."""
    if len(pieces) < 2 or not any(isinstance(item, Break) for item, _ in pieces):
        return False
    texts = [(item, marks) for item, marks in pieces if isinstance(item, str) and item.strip()]
    return bool(texts) and all(any(m.name == "code" for m in marks) for _, marks in texts)


def code_text(pieces: Sequence[Piece]) -> str:
    """The lines of such a run; the line ends of the page's source are none."""
    run = "".join(
        "\0" if isinstance(item, Break) else str(item).replace("\n", " ")
        for item, _ in pieces
        if isinstance(item, str | Break)
    )
    lines = [line.replace("\xa0", " ").rstrip() for line in run.split("\0")]
    return "\n".join(lines).strip("\n")
