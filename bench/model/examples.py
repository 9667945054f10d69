"""A page with its gold text -> an example: the features of each segment, and its label.

A segment is right if most of its text occurs in the gold text. On pages without a complete gold
text (trafilatura's) only segments with a snippet have labels.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import nan
from pathlib import Path

import numpy as np

from bench.extraction import metrics
from bench.extraction.corpora import CORPORA, GoldPage
from scraper.errors import UrlError
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata import read_metadata
from scraper.extraction.metadata.json_ld import json_ld_scripts, parse_json_ld
from scraper.extraction.metadata.visible_headline import with_visible_headline
from scraper.extraction.page.outline import Segment
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection import alignment
from scraper.extraction.selection.model import Features, FeatureTable
from scraper.extraction.selection.score import prune_page
from scraper.urls import site_of


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Example:
    """One page. All arrays have a row for each segment that is shown to the model.

    `right` is the share of the segment's text that occurs in the gold text, NaN where it is
    unknown.
    """

    page: GoldPage
    domain: str
    texts: tuple[str, ...]
    features: Features
    right: FeatureTable

    @property
    def reachable(self) -> float:
        """The F1, by words, of a perfect choice: all segments that are right."""
        chosen = self.features.words * (self.right >= 0.5)
        wanted = len(metrics.tokens(self.page.text))
        right = min(float((chosen * self.right).sum()), wanted)
        return float(2 * right / max(chosen.sum() + wanted, 1.0))


def example(page: GoldPage) -> Example | None:
    """None for a page without any text."""
    tree = parse(page.html)
    metadata = read_metadata(tree, parse_json_ld(json_ld_scripts(tree)), url=page.url)
    root = strip(tree)
    decisions = SegmentDecisions(make_outline(root))
    segments = decisions.outline.segments
    if not segments:
        return None
    metadata = with_visible_headline(metadata, decisions.outline)
    pruning = prune_page(decisions, metadata)
    if not pruning.shown:
        return None
    part = decisions.outline.part(pruning.shown)
    return Example(
        page=page,
        domain=domain_of(page),
        texts=tuple(segment.text for segment in part.segments),
        features=Features(part, metadata, pruning.rules, page.url),
        right=_right(page, segments)[list(pruning.shown)],
    )


def _right(page: GoldPage, segments: Sequence[Segment]) -> FeatureTable:
    if page.text:
        gold = [line for line in page.text.split("\n") if line.strip()]
        return np.array(alignment.coverage(segments, gold))
    return np.array([_by_snippets(page, metrics.squeezed(s.text)) for s in segments])


def _by_snippets(page: GoldPage, text: str) -> float:
    """1 for a text with a wanted snippet, 0 for one with an unwanted one, else NaN."""
    wanted, unwanted = metrics.hits(text, page.wanted), metrics.hits(text, page.unwanted)
    return nan if bool(wanted) == bool(unwanted) else float(wanted > 0)


def domain_of(page: GoldPage) -> str:
    """The registrable domain of a page; a name of its own where its address has none."""
    try:
        return site_of(page.url)
    except UrlError:
        return f"{page.corpus}/{page.name}"


def examples(root: Path, cache: Path | None = None) -> list[Example]:
    """All pages of all corpora under `root`; `cache` is a file to keep them in between runs."""
    if cache is not None and cache.exists():
        with cache.open("rb") as file:
            return list(pickle.load(file))  # written below, by this program
    made = list(_made(root))
    if cache is not None:
        with cache.open("wb") as file:
            pickle.dump(made, file)
    return made


def _made(root: Path) -> Iterator[Example]:
    with ProcessPoolExecutor() as pool:
        for corpus in CORPORA.values():
            for one in pool.map(example, corpus(root), chunksize=16):
                if one is not None:
                    yield one
