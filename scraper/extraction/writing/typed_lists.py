"""Lists whose signs were typed: paragraphs, or lines of one, that begin with a bullet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from scraper import blocks as b

_BULLETS = frozenset("•▪◦‣●■◆➢➤►·∙")  # a dash begins a line of a dialogue too
_SPACE = " \xa0\t\u2003"


def with_typed_lists(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks with lists in place of two or more lines in a row that the same bullet begins."""
    for sign, group in groupby(_lines_apart(blocks), key=_bullet):
        run = list(group)
        if not sign or len(run) < 2:
            yield from run
            continue
        paragraphs = (block for block in run if isinstance(block, b.Paragraph))
        items = (b.ListItem((b.Paragraph(_without(block.inlines)),)) for block in paragraphs)
        yield b.List(tuple(items), ordered=False, start=1)


def _lines_apart(blocks: Iterable[b.Block]) -> Iterator[b.Block]:
    """The blocks, of which a paragraph whose lines begin so is one for each line."""
    for block in blocks:
        lines = _lines(block.inlines) if isinstance(block, b.Paragraph) else []
        signs = [_begins_with(line) for line in lines[1:]]
        if signs and signs[0] and len(set(signs)) == 1 and len(lines) > 2 - bool(_bullet(block)):
            yield from (b.Paragraph(tuple(line)) for line in lines)
        else:
            yield block


def _lines(inlines: b.Inlines) -> list[list[b.Inline]]:
    lines: list[list[b.Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, b.LineBreak):
            lines.append([])
        else:
            lines[-1].append(inline)
    return [line for line in lines if line]


def _bullet(block: b.Block) -> str:
    return _begins_with(block.inlines) if isinstance(block, b.Paragraph) else ""


def _begins_with(inlines: Sequence[b.Inline]) -> str:
    """The bullet that a line begins with, where something follows it."""
    first = inlines[0] if inlines else None
    if not isinstance(first, b.Text) or first.text[:1] not in _BULLETS or not first.text:
        return ""
    rest = first.text[1:]
    has_more = bool(rest.strip(_SPACE)) or (bool(rest) and len(inlines) > 1)
    return first.text[0] if has_more and rest[0] in _SPACE else ""


def _without(inlines: b.Inlines) -> b.Inlines:
    """A line without its bullet."""
    first = inlines[0]
    text = first.text[1:].lstrip(_SPACE) if isinstance(first, b.Text) else ""
    return (b.Text(text), *inlines[1:]) if text else inlines[1:]
