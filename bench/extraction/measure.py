"""One page through all extractors in turn -> the score and the cost of each."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.extraction import metrics
from bench.extraction.corpora import GoldPage
from bench.extraction.extractors import Extracted, Extractor
from bench.extraction.metrics import Score

_BULLET = re.compile(r"\s*[-*]\s+")
_FEWEST_LINES = 5  # with bullets, from which on a page counts as one with lists
_WARM_UP = GoldPage(
    corpus="", name="", url="http://localhost/", html="<title>A</title><article><p>warm up</p>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One extractor on one page. A field that the page's gold lacks is None.

    `cpu` is seconds of this process. `refused` says that the extractor returned no text for
    the page. `lists_lost` says whether half or more of the gold text's list lines are missing.
    """

    extractor: str
    corpus: str
    kind: str
    score: Score
    exact: bool
    leaked: int
    unwanted: int
    cpu: float
    refused: bool
    lists_lost: bool | None = None
    title: bool | None = None
    author: bool | None = None
    date: bool | None = None
    author_where_none: bool | None = None
    failed: bool = False


def warm_up(extractors: Sequence[Extractor]) -> None:
    """A first call, so that imports and caches are not part of the time of a page."""
    measure(_WARM_UP, extractors)


def measure(page: GoldPage, extractors: Sequence[Extractor]) -> list[Measured]:
    """All extractors on one page. One that raises an exception has found nothing."""
    lines = list_lines(page)
    return [_one(page, extractor, lines) for extractor in extractors]


def _one(page: GoldPage, extractor: Extractor, lines: Sequence[str]) -> Measured:
    failed = False
    started = time.process_time()
    try:
        found = extractor.extract(page.html, page.url)
    except Exception:  # noqa: BLE001 - whatever it is, it is the extractor's
        found, failed = Extracted(), True
    cpu = time.process_time() - started
    has = extractor.fields.__contains__
    names = metrics.name_keys(page.authors)
    nobody = page.corpus == "wcxb" and not names  # annotated on every page
    given = metrics.name_keys(found.authors)
    return Measured(
        extractor=extractor.name,
        corpus=page.corpus,
        kind=page.kind,
        score=_score(page, found.text),
        exact=metrics.tokens(found.text) == metrics.tokens(page.text),
        leaked=metrics.hits(found.text, page.unwanted, str.lower),
        unwanted=len(page.unwanted),
        cpu=cpu,
        refused=found.refused or not found.text.strip(),
        lists_lost=_half_lost(lines, found.text) if len(lines) >= _FEWEST_LINES else None,
        title=_same_title(page, found) if has("title") and page.title else None,
        author=names == given if has("author") and names else None,
        date=_same_day(page, found) if has("date") and metrics.iso_day(page.date) else None,
        author_where_none=bool(given) if has("author") and nobody else None,
        failed=failed,
    )


def _score(page: GoldPage, text: str) -> Score:
    if page.corpus == "scrapinghub":
        return metrics.shingle_score(text, page.text)
    if page.corpus == "trafilatura":
        return metrics.snippet_score(text, page.wanted, page.unwanted)
    return metrics.word_score(text, page.text)


def _same_title(page: GoldPage, found: Extracted) -> bool:
    return metrics.title_key(found.title) == metrics.title_key(page.title)


def _same_day(page: GoldPage, found: Extracted) -> bool:
    return metrics.iso_day(found.date) == metrics.iso_day(page.date)


def list_lines(page: GoldPage) -> list[str]:
    """The list lines of the gold text, which WCXB writes with bullets."""
    lines = page.text.splitlines() if page.corpus == "wcxb" else []
    return [_flat(_BULLET.sub("", line, count=1)) for line in lines if _BULLET.match(line)]


def _half_lost(lines: Sequence[str], text: str) -> bool:
    flat = _flat(text)
    return sum(line not in flat for line in lines) * 2 >= len(lines)


def _flat(text: str) -> str:
    return " ".join(metrics.tokens(text.lower()))
