"""What a page lends to composed pages."""

from __future__ import annotations

from dataclasses import dataclass

from bench.model.markup import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a page lends: its body, and the runs of lines before and after it that are none.

    `names`, `days` and `replies` are what its readers sign and write with, where that is known.
    """

    name: str
    domain: str
    language: str
    title: str
    authors: tuple[str, ...]
    body: tuple[Line, ...]
    before: tuple[tuple[Line, ...], ...]
    after: tuple[tuple[Line, ...], ...]
    names: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
