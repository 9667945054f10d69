"""The texts: TOML -> Story, an article and the debris around it as lists of pieces.

texts/<language>.toml holds an article and the debris of its site, traps/<trap>.toml articles by
language, on pages of the same sites. A body is written in a subset of Markdown:

    a paragraph         ## a heading        ? a question in bold
    - an entry          1. a step           | a line of verse
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
TRAPS = Path(__file__).parent / "traps"

_KINDS = {"## ": "heading", "? ": "question", "- ": "entry", "1. ": "step", "| ": "verse"}
DEBRIS = (
    "share", "follow", "newsletter", "comments", "rules", "recommended", "advert", "tags",
    "agency", "cookies", "copyright",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that is separate in a page: of the body (`paragraph`, `heading`, …) or of the
    debris (`share`, `comment`, …). A verse is a stanza, its lines separated by line feeds.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment."""

    name: str
    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The contents of a page, independent of its markup. `trap` is empty for a plain article;
    `debris` has a text for each name of DEBRIS; `comments` and `recommended` there are headings.
    """

    language: str
    trap: str = ""
    site: str
    menu: tuple[str, ...]
    headline: str
    byline: str
    dateline: str
    body: tuple[Piece, ...]
    debris: Mapping[str, str]
    titles: tuple[str, ...]
    thread: tuple[Comment, ...]


@cache
def languages() -> tuple[str, ...]:
    """All languages that have a text, as BCP 47 tags."""
    return tuple(sorted(path.stem for path in TEXTS.glob("*.toml")))


@cache
def traps() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in TRAPS.glob("*.toml")))


@cache
def load_story(language: str) -> Story:
    """The plain article of a language. Raises FileNotFoundError for a language without one."""
    data = _read(TEXTS / f"{language}.toml")
    return Story(
        language=language,
        site=data["site"],
        menu=tuple(data["menu"]),
        headline=data["headline"],
        byline=data["byline"],
        dateline=data["dateline"],
        body=parse_body(data["body"]),
        debris={name: data["debris"][name] for name in DEBRIS},
        titles=tuple(data["debris"]["titles"]),
        thread=tuple(Comment(*row) for row in data["debris"]["thread"]),
    )


@cache
def load_traps(trap: str) -> tuple[Story, ...]:
    """The articles of a trap, one for each language, each on a page of the site of its language."""
    return tuple(
        replace(
            load_story(language),
            trap=trap,
            headline=data["headline"],
            body=parse_body(data["body"]),
        )
        for language, data in _read(TRAPS / f"{trap}.toml").items()
    )


def parse_body(text: str) -> tuple[Piece, ...]:
    """The pieces of a body. Lines of a paragraph are joined, lines of a stanza kept."""
    return tuple(piece for block in text.split("\n\n") for piece in _pieces(block.strip()))


def _pieces(block: str) -> Iterator[Piece]:
    lines = block.splitlines()
    kind = next((kind for mark, kind in _KINDS.items() if block.startswith(mark)), "")
    if not kind:
        yield Piece("paragraph", " ".join(lines))
        return
    texts = [line.split(" ", 1)[1] for line in lines]
    if kind == "verse":
        yield Piece(kind, "\n".join(texts))
    else:
        yield from (Piece(kind, text) for text in texts)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
