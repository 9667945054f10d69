"""TeX that a page writes into its text for a program to draw, between its delimiters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper import blocks as b
from scraper.extraction.page.outline import Break, Piece

_MARKED = re.compile(
    r"""
      \\\( (?P<inline> (?:[^\\]|\\[^()])+? ) \\\)
    | \\\[ (?P<block> (?:[^\\]|\\[^\[\]])+? ) \\\]
    | \$\$ (?P<dollars> [^$]+? ) \$\$
    | (?P<environment> \\begin\{(?P<name>[a-z]+\*?)\} .+? \\end\{(?P=name)\} )
    | (?<![\w$\\]) \$ (?P<dollar> [^\s$] (?: [^$]*? [^\s$\\] )? ) \$ (?![\d$\w])
    """,
    re.VERBOSE | re.DOTALL,
)
_TEX = re.compile(r"\\[a-zA-Z]+|[\^_]\S|[=<>+]|\\\\")
_SURE = re.compile(r"\\[a-zA-Z]{2,}|[\^_]\{?[\w\\]")
_SENTENCE = re.compile(r"(?:[a-zA-Z]{4,}\s+){2}[a-zA-Z]{3,}")
_BORDERS = re.compile(r"\$\$|\\\[|\\\]")
_SHORT = 3  # characters that are a formula by themselves where the page draws them: $x$, $2n$


def split_tex(text: str, *, dollars: bool) -> Iterator[b.Inline]:
    """`text` with the formulas in it parted from its words.

    Single dollars are amounts of money to most pages: what is between them has to read as TeX,
    or, with `dollars` (the page draws it), to be no sentence.
    """
    if not text:
        return
    if "$" not in text and "\\" not in text:
        yield b.Text(text)
        return
    at = 0
    for found in _MARKED.finditer(text):
        formula = _formula(found, dollars=dollars)
        if formula is not None:
            if found.start() > at:
                yield b.Text(text[at : found.start()])
            yield formula
            at = found.end()
    if at < len(text):
        yield b.Text(text[at:])


def in_one_line(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces with the line breaks inside a formula as white space."""
    for item, _ in pieces:
        if isinstance(item, str) and ("$$" in item or r"\[" in item):
            break
    else:
        return pieces  # nearly always
    line: list[Piece] = []
    is_open = False
    for item, marks in pieces:
        if isinstance(item, str):
            for border in _BORDERS.findall(item):
                is_open = not is_open if border == "$$" else border == r"\["
            line.append((item, marks))
        elif isinstance(item, Break) and is_open:
            line.append(("\n", marks))
        else:
            line.append((item, marks))
    return pieces if is_open else line


def _formula(found: re.Match[str], *, dollars: bool) -> b.Formula | None:
    kind = found.lastgroup if found.lastgroup != "name" else "environment"
    tex = (found.group(kind or 0) or "").strip()
    if not tex:
        return None
    if kind == "dollar":
        is_short = len(tex) <= _SHORT and tex.isalnum() and not tex.isdecimal()
        reads = bool(_SURE.search(tex)) or (dollars and (is_short or bool(_TEX.search(tex))))
        return b.Formula(tex) if reads and not _SENTENCE.search(tex) else None
    if kind == "dollars" and not dollars and not _TEX.search(tex):
        return None
    return b.Formula(tex, display=kind != "inline")
