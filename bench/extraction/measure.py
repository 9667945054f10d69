"""One page through all extractors in turn -> what each is worth on it, and what it cost."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from bench.extraction import metrics
from bench.extraction.corpora import GoldPage
from bench.extraction.extractors import Extracted, Extractor
from bench.extraction.metrics import Score

_FEWEST_LINES = 3  # of a list, for a page to count
_FEWEST_WORDS = 4  # of such a line; a shorter one stands elsewhere by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One extractor on one page. A field that the page's gold lacks is None.

    `cpu` is seconds of this process. `lists_lost` says whether half or more of the page's
    list lines that the gold text holds are missing.
    """

    extractor: str
    corpus: str
    kind: str
    score: Score
    exact: bool
    leaked: int
    unwanted: int
    cpu: float
    lists_lost: bool | None = None
    title: bool | None = None
    author: bool | None = None
    date: bool | None = None
    author_where_none: bool | None = None
    failed: bool = False


def measure(page: GoldPage, extractors: Sequence[Extractor]) -> list[Measured]:
    """All extractors on one page. One that raises has found nothing."""
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
    has = extractor.has_metadata
    names = metrics.name_keys(page.authors)
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
        lists_lost=_half_lost(lines, found.text) if len(lines) >= _FEWEST_LINES else None,
        title=_same_title(page, found) if has and page.title else None,
        author=names == given if has and names else None,
        date=_same_day(page, found) if has and metrics.iso_day(page.date) else None,
        author_where_none=bool(given) if has and page.corpus == "wcxb" and not names else None,
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
    """The texts of the page's list entries that its gold text holds, each once."""
    if page.corpus != "wcxb":
        return []
    gold = _flat(page.text)
    entries = (_flat(node.text(separator=" ")) for node in LexborHTMLParser(page.html).css("li"))
    held = (e for e in entries if len(e.split()) >= _FEWEST_WORDS and e in gold)
    return list(dict.fromkeys(held))


def _half_lost(lines: Sequence[str], text: str) -> bool:
    flat = _flat(text)
    return sum(line not in flat for line in lines) * 2 >= len(lines)


def _flat(text: str) -> str:
    return " ".join(metrics.tokens(text.lower()))
