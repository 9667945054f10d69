"""Equations in a line of their own, and the numbers that pages set beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from scraper.extraction.page.outline import Segment, SegmentKind

_FORMULAS = frozenset({"formula", "display formula"})
_NUMBER = re.compile(r"^\(([A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?)\)$")
_RAW = re.compile(r"^(?:\$\$.+\$\$|\\\[.+\\\]|\\begin\{(\w+\*?)\}.+\\end\{\1\})$", re.DOTALL)


def is_equation(segment: Segment) -> bool:
    """Whether a segment is nothing but formulas, or the TeX of one that a program draws."""
    if segment.kind is not SegmentKind.TEXT:
        return False
    if segment.text[:1] in {"$", "\\"} and _RAW.match(segment.text):
        return True
    for item, marks in segment.pieces:
        is_formula = marks and marks[-1].name in _FORMULAS
        if not is_formula and isinstance(item, str) and item.strip():
            return False
    return bool(segment.text)


def is_equation_number(segment: Segment) -> bool:
    """Whether a segment is a number as equations have: "(3)", "(A2.1)"."""
    return _NUMBER.match(segment.text) is not None


def with_numbers(segments: Iterable[Segment]) -> Iterator[Segment]:
    """The segments, with the number after an equation as a part of it (`\\\\tag`)."""
    last: Segment | None = None
    for segment in segments:
        if last is not None and is_equation(last) and not _RAW.match(last.text):
            found = _NUMBER.match(segment.text)
            if found is not None and segment.index == last.index + 1:
                yield _tagged(last, found.group(1))
                last = None
                continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last


def _tagged(equation: Segment, number: str) -> Segment:
    pieces = [piece for piece in equation.pieces if isinstance(piece[0], str) and piece[0].strip()]
    tex, marks = pieces[-1]
    if len(pieces) > 1 or "\\tag" in str(tex):
        return equation
    block = (*marks[:-1], replace(marks[-1], name="display formula"))
    return replace(equation, pieces=((f"{tex} \\tag{{{number}}}", block),))
