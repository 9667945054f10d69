"""The scores of `extract` on the corpora, with models that were not trained on a page's domain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from itertools import pairwise

from bench.extraction import metrics
from bench.extraction.corpora import GoldPage
from bench.extraction.metrics import Score
from scraper.blocks import plain_text
from scraper.extraction.article import DEFAULTS, read, write
from scraper.extraction.selection.model import Model
from scraper.extraction.selection.score import SelectionOptions
from scraper.models import VerdictName

_BORDERS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 1.01)
_BY_WORDS = frozenset({"wcxb", "fundus"})  # with the expected F1

Job = tuple[GoldPage, bytes]  # a page, and the content of the model file it is read with


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One page: its score by its corpus's own measure, and how sure the model was.

    `exact` is whether text and gold have the same words; `leaked` of `unwanted` snippets are
    in the text.
    """

    page: str
    corpus: str
    kind: str
    score: Score
    exact: bool
    leaked: int
    unwanted: int
    confidence: float
    is_article: bool


def scored(job: Job, options: SelectionOptions) -> Scored:
    page, model = job
    reading = read(
        page.html, url=page.url or None, headers=(), fetched_at=None, settings=DEFAULTS,
        options=replace(options, model=Model.read(BytesIO(model))),
    )  # fmt: skip
    text = plain_text(write(reading, DEFAULTS))
    return Scored(
        page=page.name,
        corpus=page.corpus,
        kind=page.kind,
        score=_score(page, text),
        exact=metrics.tokens(text) == metrics.tokens(page.text),
        leaked=metrics.hits(text, page.unwanted, str.lower),
        unwanted=len(page.unwanted),
        confidence=reading.confidence,
        is_article=reading.verdict.name is VerdictName.ARTICLE,
    )


def _score(page: GoldPage, text: str) -> Score:
    if page.corpus == "scrapinghub":
        return metrics.shingle_score(text, page.text)
    if page.corpus == "trafilatura":
        return metrics.snippet_score(text, page.wanted, page.unwanted)
    return metrics.word_score(text, page.text)


def score_all(jobs: Iterable[Job], options: SelectionOptions) -> list[Scored]:
    """The scores of `extract` on each page, with the model of its job."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(partial(scored, options=options), jobs, chunksize=8))


def reliability(pages: Sequence[Scored]) -> list[str]:
    """For ranges of confidence: how many pages, what was expected, and what they scored."""
    rows = []
    for low, high in pairwise(_BORDERS):
        within = [p for p in pages if low <= p.confidence < high and p.corpus in _BY_WORDS]
        if within:
            expected = metrics.mean(p.confidence for p in within)
            reached = metrics.mean(p.score.f1 for p in within)
            rows.append(f"{low:.2f} {len(within):5} pages  {expected:.3f} -> {reached:.3f}")
    return rows


def table(pages: Sequence[Scored]) -> dict[str, float]:
    """The figures by name, in the order they are shown."""

    def of(corpus: str, kind: str = "") -> list[Scored]:
        return [p for p in pages if p.corpus == corpus and kind in {"", p.kind}]

    def f1(some: Sequence[Scored]) -> float:
        return metrics.mean(p.score.f1 for p in some) or 0.0

    articles, hub = of("wcxb", "article"), of("scrapinghub")
    return {
        "WCXB articles": f1(articles),
        "precision": metrics.mean(p.score.precision for p in articles) or 0.0,
        "recall": metrics.mean(p.score.recall for p in articles) or 0.0,
        "leaked": sum(p.leaked for p in articles) / max(1, sum(p.unwanted for p in articles)),
        "WCXB all": f1(of("wcxb")),
        "ScrapingHub": metrics.shingle_f1([p.score for p in hub]),
        "exact": metrics.mean(p.exact for p in hub) or 0.0,
        "trafilatura": sum((p.score for p in of("trafilatura")), Score()).f1,
        "fundus": f1(of("fundus")),
        "defuddle": f1(of("defuddle")),
        "defuddle recall": metrics.mean(p.score.recall for p in of("defuddle")) or 0.0,
    }
