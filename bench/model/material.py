"""What a model is trained from, and models of a part of it: pages, and composed pages of the same.

A model that has not seen a domain or a corpus has not seen composed pages with lines of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bench.extraction.corpora import CORPORA, GoldPage
from bench.model.compose import composed, source
from bench.model.examples import Example, domain_of, example
from bench.model.export import to_file
from bench.model.learn import Recipe, learn_together
from bench.model.lender import Source
from bench.model.score import Job

# Whether a page of a domain and corpus may be learned from.
Seen = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The pages as the model sees them, what composed pages are made of, and how to learn."""

    pages: tuple[Example, ...]
    sources: tuple[Source, ...]
    recipe: Recipe


def read_sources(root: Path) -> Iterator[Source]:
    """What the corpora with whole gold texts lend to composed pages."""
    pages = [page for read in CORPORA.values() for page in read(root) if page.text]
    with ProcessPoolExecutor() as pool:
        yield from (one for one in pool.map(_source, pages, chunksize=16) if one is not None)


def _source(page: GoldPage) -> Source | None:
    return source(page, domain_of(page))


def trained(material: Material, is_seen: Seen) -> bytes:
    """The model file of what `is_seen`."""
    pages = [one for one in material.pages if is_seen(one.domain, one.page.corpus)]
    sources = [one for one in material.sources if is_seen(one.domain, one.name.split("/")[0])]
    with ProcessPoolExecutor() as pool:
        made = pool.map(example, composed(sources), chunksize=16)
        # the markup of a composed page is not looked at again
        extra = [replace(one, page=replace(one.page, html="")) for one in made if one is not None]
    return to_file(learn_together([*pages, *extra], material.recipe))


def jobs(
    material: Material, groups: Sequence[object], *, by: Literal["domain", "corpus"]
) -> list[Job]:
    """Each page with a model that has seen no page of its group, nor of its registrable domain."""
    found: list[Job] = []
    for group in dict.fromkeys(groups):
        inside = [one for one, at in zip(material.pages, groups, strict=True) if at == group]
        domains = {one.domain for one in inside}
        corpora = {one.page.corpus for one in inside} if by == "corpus" else set()

        def is_seen(
            domain: str, corpus: str, unseen: set[str] = domains, left: set[str] = corpora
        ) -> bool:
            return domain not in unseen and corpus not in left

        content = trained(material, is_seen)
        found.extend((one.page, content) for one in inside)
    return found
