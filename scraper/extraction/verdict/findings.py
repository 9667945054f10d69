"""A finding: a verdict with its reason, a sentence that quotes what the page says."""

from __future__ import annotations

from collections.abc import Sequence

from scraper.extraction.page.outline import Segment
from scraper.models import Verdict, VerdictName

_SHOWN = 80  # characters


def finding(name: VerdictName, reason: str, score: float) -> Verdict:
    """A verdict; `score` is from 0 to 1."""
    return Verdict(name=name, reason=reason, score=score)


def quoting(what: str, said: Sequence[Segment]) -> str:
    """A reason that ends with the last of the segments that give it."""
    return f'{what}: "{shown(said[-1].text)}"'


def shown(text: str) -> str:
    """`text`, cut off after 80 characters."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
