"""A page -> an Explanation: every block in order, kept or dropped, with the step and the rule.

The decisions are those of `extract`, made by the same function (article.read). The rules are
reported by the labels that they have in rules.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from scraper.blocks import Image
from scraper.extraction.article import DEFAULTS, content_type, read, write
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata_offers import rejected_candidates
from scraper.extraction.page.decode import decode
from scraper.extraction.page.element_path import ElementPaths
from scraper.extraction.page.outline import Segment, SegmentKind
from scraper.markdown import render_markdown
from scraper.models import Evidence, Headers, Metadata, Removal, Verdict
from scraper.settings import ExtractSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedBlock:
    """One run of text of the page, and whether it is in the article.

    `step` and `rule` name what dropped it, or the setting that keeps it; both are empty where it
    was kept without one. `kind` is text, code, image or rule (a thematic break), `tag` the element
    around it. `path` is the place of that element, or of the one that was removed as a whole.
    `link_share` is the share of the characters that are links, 0 to 1. `score` is the probability
    of being main text that the model gave (0 to 1), None where it was not asked.
    """

    kept: bool
    step: str
    rule: str
    kind: str
    tag: str
    path: str
    words: int
    link_share: float
    text: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All blocks of a page in order, its metadata with evidence, and its verdict.

    `confidence` and `markdown` are those of Article. `removed` are the elements that the `drop`
    selectors of the settings removed before the page was divided into blocks. `rejected` is what
    the page offers for its metadata and was not chosen.
    """

    url: str
    metadata: Metadata
    verdict: Verdict
    confidence: float
    blocks: tuple[ExplainedBlock, ...]
    markdown: str = ""
    removed: tuple[Removal, ...] = ()
    rejected: tuple[Evidence, ...] = ()

    @property
    def words(self) -> tuple[int, int]:
        """Words of the kept blocks, and of the dropped ones."""
        kept = sum(block.words for block in self.blocks if block.kept)
        return kept, sum(block.words for block in self.blocks) - kept


def explain(
    html: str | bytes,
    *,
    url: str | None = None,
    headers: Headers = (),
    fetched_at: datetime | None = None,
    status: int | None = None,
    settings: ExtractSettings = DEFAULTS,
) -> Explanation:
    """What is in the article of a page, what is not, and why. The arguments are those of
    `extract`, and it takes some milliseconds more, to read the page's metadata twice. Pure.
    """
    text = decode(html, content_type(headers))
    reading = read(
        text, url=url, headers=headers, fetched_at=fetched_at, status=status, settings=settings
    )
    decisions = reading.decisions
    paths = ElementPaths(decisions.outline)
    log_odds = reading.scores.log_odds  # -inf where a rule had removed it before
    scores = [
        round(score, 3) if isfinite(odds) else None
        for score, odds in zip(reading.scores.probability.tolist(), log_odds.tolist(), strict=True)
    ]
    return Explanation(
        url=url or "",
        metadata=reading.metadata,
        verdict=reading.verdict,
        confidence=round(reading.confidence, 3),
        blocks=tuple(
            _explained(decisions, paths, segment, scores[segment.index])
            for segment in decisions.outline.segments
        ),
        markdown=render_markdown(write(reading, settings)),
        removed=reading.removed,
        rejected=rejected_candidates(text, reading.metadata, url=url or "", now=fetched_at),
    )


def _explained(
    decisions: SegmentDecisions, paths: ElementPaths, segment: Segment, score: float | None
) -> ExplainedBlock:
    reason = decisions.reason(segment.index)
    pinned = decisions.is_pinned(segment.index, segment.index + 1)
    element = reason.element if reason and reason.element >= 0 else segment.parent
    return ExplainedBlock(
        kept=reason is None,
        step=reason.rule.step if reason else "settings" if pinned else "",
        rule=reason.text if reason else "keep" if pinned else "",
        kind=segment.kind.value,
        tag=decisions.outline.elements[segment.parent].tag,
        path=paths.of(element),
        words=segment.words,
        link_share=round(segment.link_share, 3),
        text=segment.text or _image_text(segment),
        score=score,
    )


def _image_text(segment: Segment) -> str:
    """The alternative text of an image, or its address."""
    if segment.kind is not SegmentKind.IMAGE:
        return ""
    images = [piece for piece, _ in segment.pieces if isinstance(piece, Image)]
    return " / ".join(image.alt or image.src for image in images)
