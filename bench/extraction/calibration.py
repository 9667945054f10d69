"""How often the metadata of each source are right -> the confidences that are stated:

    python -m bench.extraction.calibration DIR > scraper/extraction/metadata/confidence.toml

Reads the corpora that have metadata. On stderr: how far the stated confidences are from the
shares of right values, each corpus by what was fitted on the others.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.extraction import metrics
from bench.extraction.corpora import CORPORA, METADATA_CORPORA, GoldPage
from scraper.extraction.article import extract
from scraper.extraction.metadata import stated_confidence
from scraper.extraction.metadata.stated_confidence import Shares, family_of, share_of
from scraper.models import Metadata

_NAMES = ("wcxb", "trafilatura", "fundus", "postlight")
_PRIOR = 8  # values that a source is taken to have given before, right as often as its field
_BANDS = (0.0, 0.4, 0.6, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Seen:
    """A value that was chosen: of which corpus, by which source, and whether it is the gold."""

    corpus: str
    field: str
    source: str
    rank: float
    is_right: bool


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.extraction.calibration", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with clones of the corpora")
    seen = list(_all_seen(parser.parse_args().corpora))
    print("\n".join(_as_toml(fitted(seen))))
    print("\n".join(_cross_validated(seen)), file=sys.stderr)


def _all_seen(root: Path) -> Iterator[Seen]:
    # what is stated are the ranks themselves, as long as they are measured
    stated_confidence.measured_shares = dict  # type: ignore[assignment]
    readers = CORPORA | METADATA_CORPORA
    for name in _NAMES:
        for page in readers[name](root):
            if page.kind in {"", "article"}:
                yield from _seen(page, extract(page.html, url=page.url).metadata)


def _seen(page: GoldPage, metadata: Metadata) -> Iterator[Seen]:
    right = {}
    if page.title:
        right["title"] = metrics.title_key(metadata.title) == metrics.title_key(page.title)
    names = metrics.name_keys(page.authors)
    if names or page.corpus == "wcxb":
        right["authors"] = metrics.name_keys(metadata.authors) == names
    if day := metrics.iso_day(page.date):
        right["published"] = metrics.iso_day(metadata.published) == day
    for one in metadata.evidence:
        if one.field in right:
            yield Seen(page.corpus, one.field, one.source, one.confidence, right[one.field])


def fitted(seen: Iterable[Seen]) -> Shares:
    """The share of right values by field, family and rank: never falling as the rank grows."""
    counts: dict[str, dict[str, dict[float, list[bool]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for one in seen:
        counts[one.field][family_of(one.source)][one.rank].append(one.is_right)
    shares: Shares = {}
    for field, families in counts.items():
        everything = [r for ranks in families.values() for some in ranks.values() for r in some]
        prior = sum(everything) / len(everything)
        shares[field] = {name: _steps(ranks, prior) for name, ranks in families.items()}
    return shares


def _steps(ranks: dict[float, list[bool]], prior: float) -> list[tuple[float, float]]:
    """The shares by rank; neighbours that would fall are pooled (isotonic regression)."""
    pools: list[tuple[list[float], int, int]] = []  # ranks, right values, all values
    for rank, values in sorted(ranks.items()):
        pools.append(([rank], sum(values), len(values)))
        while len(pools) > 1 and _share(pools[-2], prior) >= _share(pools[-1], prior):
            (some, right, count), (more, right_too, count_too) = pools[-2:]
            pools[-2:] = [([*some, *more], right + right_too, count + count_too)]
    return [(pool[0][0], round(_share(pool, prior), 2)) for pool in pools]


def _share(pool: tuple[list[float], int, int], prior: float) -> float:
    _, right, count = pool
    return (right + _PRIOR * prior) / (count + _PRIOR)


def _as_toml(shares: Shares) -> Iterator[str]:
    yield "# Share of right values by source, from the rank (first number) on: measured, see"
    yield "# bench/extraction/calibration.py, which writes this file."
    for field, families in sorted(shares.items()):
        yield f"\n[{field}]"
        for name, steps in sorted(families.items()):
            yield f'"{name}" = [{", ".join(f"[{rank}, {share}]" for rank, share in steps)}]'


def _cross_validated(seen: Sequence[Seen]) -> Iterator[str]:
    stated: list[tuple[Seen, float]] = []
    for name in _NAMES:
        shares = fitted(one for one in seen if one.corpus != name)
        own = (one for one in seen if one.corpus == name)
        stated += [(one, share_of(shares, one.field, one.source, one.rank)) for one in own]
    for field in ("title", "authors", "published"):
        own_field = [(one, share) for one, share in stated if one.field == field]
        for label, pairs in (
            ("fitted", own_field),
            ("ranks", [(one, one.rank) for one, _ in own_field]),
        ):
            yield f"{field}, {label}: mean distance {_distance(pairs):.3f}; {_bands(pairs)}"


def _distance(pairs: Sequence[tuple[Seen, float]]) -> float:
    """The mean distance of stated and measured shares over the bands (calibration error)."""
    parts = list(_by_band(pairs))
    return sum(abs(stated - right) * count for _, count, stated, right in parts) / len(pairs)


def _bands(pairs: Sequence[tuple[Seen, float]]) -> str:
    rows = _by_band(pairs)
    return "; ".join(f"{low:.1f}+: {right:.2f} ({count})" for low, count, _, right in rows)


def _by_band(pairs: Sequence[tuple[Seen, float]]) -> Iterator[tuple[float, int, float, float]]:
    """For each band that has values: its lower end, their count, the mean stated, the right."""
    for low, high in pairwise(_BANDS):
        inside = [(one.is_right, share) for one, share in pairs if low <= share < high]
        if inside:
            count = len(inside)
            stated = sum(share for _, share in inside) / count
            yield low, count, stated, sum(right for right, _ in inside) / count


if __name__ == "__main__":
    main()
