"""Lists whose signs were typed: paragraphs, or lines of one, that begin with a bullet or with
numbers that count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from scraper import blocks as b

_SPACE = " \xa0\t\u2003"
_BULLETS = "•▪◦‣●■◆➢➤►·∙"
_SIGNS = frozenset(f"123456789{_BULLETS}")  # that a sign begins with
# A dash begins a line of a dialogue too.
_SIGN = re.compile(
    rf"(?:(?P<number>[1-9]\d?)(?=[.)]))?(?P<mark>(?<=\d)[.)]|(?<!\d)[{_BULLETS}])[{_SPACE}]+"
)


class _Sign(NamedTuple):
    """A typed bullet, or the sign behind a number; `end` is where the line's text begins."""

    mark: str
    number: int | None
    end: int


_NONE = _Sign("", None, 0)


def with_typed_lists(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks with lists in place of two or more lines in a row that the same bullet begins, or
    numbers that count.
    """
    blocks = tuple(blocks)
    if not any(map(_may_begin_so, blocks)):  # most texts have none
        yield from blocks
        return
    numbered = enumerate(_lines_apart(blocks))
    for (mark, _), group in groupby(numbered, key=lambda pair: _key(pair[1], pair[0])):
        run = [block for _, block in group]
        paragraphs = [block for block in run if isinstance(block, b.Paragraph)]
        if not mark or len(run) < 2:
            yield from run
            continue
        items = (b.ListItem((b.Paragraph(_without(block.inlines)),)) for block in paragraphs)
        first = _sign(paragraphs[0].inlines)
        yield b.List(tuple(items), ordered=first.number is not None, start=first.number or 1)


def _may_begin_so(block: b.Block) -> bool:
    """Whether a block has a line that may begin with a typed sign."""
    if not isinstance(block, b.Paragraph) or not block.inlines:
        return False
    first = block.inlines[0]
    begins = isinstance(first, b.Text) and first.text[:1] in _SIGNS
    return begins or b.LineBreak() in block.inlines


def _key(block: b.Block, place: int) -> tuple[str, int]:
    """The same for lines with one bullet, or with numbers that count as the lines do."""
    sign = _sign(block.inlines) if isinstance(block, b.Paragraph) else _NONE
    return (sign.mark, place - sign.number) if sign.number is not None else (sign.mark, 0)


def _lines_apart(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks, of which a paragraph whose lines begin so is one for each line."""
    for block in blocks:
        lines = _lines(block.inlines) if isinstance(block, b.Paragraph) else ()
        if len(lines) < 2:
            yield block
            continue
        paragraphs = [b.Paragraph(tuple(line)) for line in lines]
        keys = [_key(line, place) for place, line in enumerate(paragraphs)]
        is_list = keys[-1][0] and len(set(keys[1:])) == 1
        if is_list and (keys[0] == keys[1] or len(keys) > 2):
            yield from paragraphs
        else:
            yield block


def _lines(inlines: b.Inlines) -> Sequence[list[b.Inline]]:
    if not any(isinstance(inline, b.LineBreak) for inline in inlines):
        return ()
    lines: list[list[b.Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, b.LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [line for line in lines if line]


def _sign(inlines: Sequence[b.Inline]) -> _Sign:
    """What a line begins with, where something follows it."""
    first = inlines[0] if inlines else None
    found = _SIGN.match(first.text) if isinstance(first, b.Text) else None
    if found is None or not isinstance(first, b.Text):
        return _NONE
    has_more = bool(first.text[found.end() :].strip(_SPACE)) or len(inlines) > 1
    if not has_more:
        return _NONE
    number = found["number"]
    return _Sign(found["mark"], int(number) if number else None, found.end())


def _without(inlines: b.Inlines) -> b.Inlines:
    """A line without its sign."""
    first = inlines[0]
    text = first.text[_sign(inlines).end :] if isinstance(first, b.Text) else ""
    return (b.Text(text), *inlines[1:]) if text else inlines[1:]
