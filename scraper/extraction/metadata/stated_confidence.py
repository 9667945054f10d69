"""How sure a value is: the share of right values that its source gave where it was chosen.

The confidence of a candidate ranks it among others; that of the evidence is what was measured.
`confidence.toml` is written by `python -m bench.extraction.calibration DIR`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from functools import cache
from importlib import resources

FILE = "confidence.toml"
_GUESS = "a guess"

# Field -> family of sources -> (rank, share of right values), by rank.
Shares = dict[str, dict[str, list[tuple[float, float]]]]


def stated_confidence(field: str, source: str, rank: float) -> float:
    """The share of right values of a source's family, 0 to 1; `rank` itself for what was not
    measured. `rank` is the confidence of a candidate.
    """
    return share_of(measured_shares(), field, source, rank)


def share_of(shares: Shares, field: str, source: str, rank: float) -> float:
    """As `stated_confidence`, by the `shares` given: those of the next lower rank."""
    steps = shares.get(field, {}).get(family_of(source))
    if not steps:
        return rank
    at = bisect_right([step[0] for step in steps], round(rank, 2))
    return steps[max(0, at - 1)][1]


def family_of(source: str) -> str:
    """The kind of a source: "json-ld" of "json-ld:author"; of all guesses the same."""
    if _GUESS in source:
        return _GUESS
    return source.partition(":")[0].partition(",")[0]


@cache
def measured_shares() -> Shares:
    """The shares of the file, read once."""
    return tomllib.loads(resources.files(__package__).joinpath(FILE).read_text("utf-8"))
