"""A page with its gold -> an example: what the model sees of each segment, and what is right.

A segment is right where most of its text stands in the gold text. Pages without a whole
gold text (trafilatura's have snippets) are for scoring alone.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.extraction.corpora import CORPORA, GoldPage
from scraper.errors import UrlError
from scraper.extract import body
from scraper.extract.account import Account
from scraper.extract.choose import found_by_trafilatura, prune_page, without
from scraper.extract.headline import with_visible_headline
from scraper.extract.metadata import read_metadata
from scraper.extract.model import Features, Flags, Table
from scraper.extract.parse import parse, strip
from scraper.extract.walk import make_outline
from scraper.urls import site_of


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Example:
    """One page. All arrays have a row a segment.

    `right` is the share of the segment's text that stands in the gold text, `found` the share
    that trafilatura finds, `open` whether no rule prunes it.
    """

    page: GoldPage
    domain: str
    texts: tuple[str, ...]
    features: Features
    right: Table
    found: Table
    open: Flags


def example(page: GoldPage) -> Example | None:
    """None for a page without any text."""
    tree = parse(page.html)
    metadata = read_metadata(tree, url=page.url)
    root = strip(tree)
    if root is None:
        return None
    account = Account(make_outline(root))
    segments = account.outline.segments
    if not segments:
        return None
    metadata = with_visible_headline(metadata, account.outline)
    pruning = prune_page(account)
    gold = [line for line in page.text.split("\n") if line.strip()]
    return Example(
        page=page,
        domain=_domain(page),
        texts=tuple(segment.text for segment in segments),
        features=Features(account.outline, metadata, pruning.pruned),
        right=np.array(body.coverage(segments, gold)),
        found=found_by_trafilatura(account, without(account, root, pruning.elements)),
        open=~pruning.pruned,
    )


def _domain(page: GoldPage) -> str:
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
