"""A page -> why: every block of it in order, kept or dropped, by which step and rule.

The same decisions that `extract` makes (see article.read), shown instead of written down.
Rules are told as the steps name them; nothing here knows what they mean.
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
    """One run of text of the page, and what became of it.

    `step` and `rule` say what dropped it; both are empty where it was simply kept. `kind`
    is text, code, image or rule (a line across), `tag` the element around it. `path` is
    where that stands, or the element that left as a whole. `link_share` is the share of the
    characters that are links, 0 to 1.
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
    """All blocks of a page in their order, its metadata with evidence, and its verdict.

    `confidence` is that of Article. `removed` is what the `drop` selectors of the settings
    took out before all else.
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
    settings: ExtractSettings = DEFAULTS,
) -> Explanation:
    """Why the article of a page is what it is. The arguments are those of `extract`.

    Pure, and as quick as `extract`.
    """
    reading = read(html, url=url, headers=headers, fetched_at=fetched_at, settings=settings)
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
    left = reason.element if reason and reason.element >= 0 else segment.parent
    return ExplainedBlock(
        kept=reason is None,
        step=reason.rule.step if reason else "settings" if pinned else "",
        rule=reason.text if reason else "keep" if pinned else "",
        kind=segment.kind.value,
        tag=decisions.outline.elements[segment.parent].tag,
        path=decisions.outline.path(left),
        words=segment.words,
        link_share=round(segment.link_share, 3),
        text=segment.text or _picture(segment),
    )


def _picture(segment: Segment) -> str:
    """What stands for a picture that has no text: what it shows, or its address."""
    if segment.kind is not SegmentKind.IMAGE:
        return ""
    images = [piece for piece, _ in segment.pieces if isinstance(piece, Image)]
    return " / ".join(image.alt or image.src for image in images)
