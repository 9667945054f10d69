"""A page -> an Explanation: every block in order, kept or dropped, with the step and the rule.

The decisions are those of `extract`, made by the same function (article.read). The rules are
reported by the labels that they have in rules.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scraper.blocks import Image
from scraper.extraction.article import DEFAULTS, read
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.outline import Segment, SegmentKind
from scraper.models import Headers, Metadata, Removal, Verdict
from scraper.settings import ExtractSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedBlock:
    """One run of text of the page, and whether it is in the article.

    `step` and `rule` name what dropped it, or the setting that keeps it; both are empty where it
    was kept without one. `kind` is text, code, image or rule (a thematic break), `tag` the element
    around it. `path` is the place of that element, or of the one that was removed as a whole.
    `link_share` is the share of the characters that are links, 0 to 1.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All blocks of a page in order, its metadata with evidence, and its verdict.

    `confidence` is that of Article. `removed` are the elements that the `drop` selectors of the
    settings removed before the page was divided into blocks.
    """

    url: str
    metadata: Metadata
    verdict: Verdict
    confidence: float
    blocks: tuple[ExplainedBlock, ...]
    removed: tuple[Removal, ...] = ()

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
    `extract`, and so is the time that it takes. Pure.
    """
    reading = read(
        html, url=url, headers=headers, fetched_at=fetched_at, status=status, settings=settings
    )
    decisions = reading.decisions
    return Explanation(
        url=url or "",
        metadata=reading.metadata,
        verdict=reading.verdict,
        confidence=round(reading.confidence, 3),
        blocks=tuple(_explained(decisions, segment) for segment in decisions.outline.segments),
        removed=reading.removed,
    )


def _explained(decisions: SegmentDecisions, segment: Segment) -> ExplainedBlock:
    reason = decisions.reason(segment.index)
    pinned = decisions.is_pinned(segment.index, segment.index + 1)
    element = reason.element if reason and reason.element >= 0 else segment.parent
    return ExplainedBlock(
        kept=reason is None,
        step=reason.rule.step if reason else "settings" if pinned else "",
        rule=reason.text if reason else "keep" if pinned else "",
        kind=segment.kind.value,
        tag=decisions.outline.elements[segment.parent].tag,
        path=decisions.outline.path(element),
        words=segment.words,
        link_share=round(segment.link_share, 3),
        text=segment.text or _image_text(segment),
    )


def _image_text(segment: Segment) -> str:
    """The alternative text of an image, or its address."""
    if segment.kind is not SegmentKind.IMAGE:
        return ""
    images = [piece for piece, _ in segment.pieces if isinstance(piece, Image)]
    return " / ".join(image.alt or image.src for image in images)
