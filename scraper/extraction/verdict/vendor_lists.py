"""Lists of companies that want to store something, each with its terms: long, and no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scraper.extraction.page.outline import Element
from scraper.extraction.phrases import PhraseKind
from scraper.extraction.verdict.findings import finding, quoting
from scraper.extraction.verdict.signs import Signs
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.models import Verdict, VerdictName

_VENDORS = 4
_SHARE = 0.5  # of the page's prose
_COMMON = 0.5  # of the words of a vendor: all have the same terms
_HIGHEST = 3  # elements from a sentence to the box of its vendor
_ABOUT_DATA = (PhraseKind.TRACKING, PhraseKind.COOKIES, PhraseKind.CONSENT_WALL)


def find_vendor_lists(page: VerdictInput) -> Iterator[Verdict]:
    """A consent manager's list of all that want to know something."""
    if page.is_signed or page.is_declared:
        return
    signs = Signs(page, PhraseKind.CONSENT_WALL)
    if signs.boxes and signs.said and signs.share_of_kept >= 0.9:
        reason = quoting("a long request for consent", signs.said)
        yield finding(VerdictName.CONSENT, reason, 0.9)
    elif page.buttons and (count := _count_vendors(page)):
        yield finding(VerdictName.CONSENT, f"a list of {count} companies and what they store", 0.9)


def _count_vendors(page: VerdictInput) -> int:
    """How many boxes alike name what a company stores, in nearly the same words; 0 for few."""
    outline = page.outline
    spoken = {s.index: s for kind in _ABOUT_DATA for s in page.spoken(kind) if s.is_prose}
    groups: dict[tuple[int, str, str], dict[int, Element]] = defaultdict(dict)
    for segment in spoken.values():
        for height, box in enumerate(outline.ancestors(segment.parent)):
            if height > _HIGHEST:
                break
            groups[box.parent, box.tag, box.names][box.index] = box
    for boxes in groups.values():
        prose = sum(outline.shape(box).prose for box in boxes.values())
        is_most = prose >= _SHARE * outline.whole.prose
        if len(boxes) >= _VENDORS and is_most and _are_alike(page, [*boxes.values()]):
            return len(boxes)
    return 0


def _are_alike(page: VerdictInput, boxes: Sequence[Element]) -> bool:
    words = [_words(page, box) for box in boxes[:_VENDORS]]
    common = set.intersection(*words)
    return len(common) >= _COMMON * max(map(len, words))


def _words(page: VerdictInput, box: Element) -> set[str]:
    segments = page.outline.segments[box.first : box.last]
    return {word for segment in segments for word in segment.text.split()}
