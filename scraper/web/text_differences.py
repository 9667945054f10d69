"""Two texts -> rows of a table, side by side: paragraphs that are the same, changed, or of one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """A line of each text, empty where one has none. `kind` is same, changed, removed or added."""

    kind: str
    old: str
    new: str


def differences(old: list[str], new: list[str]) -> Iterator[DifferenceRow]:
    """The lines of two texts, those that correspond in one row; blank lines are left out."""
    old, new = [line for line in old if line.strip()], [line for line in new if line.strip()]
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        for left, right in zip_longest(old[i:j], new[k:m], fillvalue=""):
            yield DifferenceRow(kind=_kind(kind, left, right), old=left, new=right)


def _kind(operation: str, old: str, new: str) -> str:
    if operation == "equal":
        return "same"
    return "changed" if old and new else "removed" if old else "added"
