"""What a page is: an article, or one of the things that are served in an article's place.

Walls, consent pages and soft 404s are short pages with sentences of their own; a long text is
never one of them, whatever it says. The first test that holds gives the verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from scraper.extract.outline import Outline, Segment
from scraper.extract.phrases import Kind, normalise, phrases
from scraper.models import Metadata, Verdict, VerdictName

_WALL = 220  # words of prose; a page with more shows something of its own
_TEASER = 400  # words of prose; a paywalled page shows at most its first paragraphs
_THIN = 30  # words
# The boxes of the consent managers that most sites use, and what they are all about.
_CONSENT_BOX = re.compile(
    r"onetrust|didomi|cybot|cookiebot|qc-cmp|usercentrics|truste|sp_message|consent|cookie"
)
_COOKIE = re.compile(
    r"cookie|tracking|privacy|datenschutz|privacidad|confidentialit", re.IGNORECASE
)
_SENTENCE = 60  # words; what a wall says about itself is said in short segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the tests look at. `kept` is the text that was chosen, `outline` the whole page."""

    outline: Outline
    kept: Sequence[Segment]
    metadata: Metadata
    url: str

    @property
    def words(self) -> int:
        return sum(segment.words for segment in self.kept)

    @property
    def prose(self) -> int:
        return sum(segment.words for segment in self.kept if segment.reads_like_text)

    def says(self, kind: Kind, segments: Sequence[Segment]) -> list[str]:
        """The short texts of `segments` that hold a phrase of `kind`."""
        known = phrases(kind)
        return [s.text for s in segments if s.words <= _SENTENCE and known.match(s.text)]


def judge(evidence: Evidence) -> Verdict:
    """The verdict on a page, with the reason in a line and a score from 0 to 1."""
    return next(_findings(evidence))


def _findings(evidence: Evidence) -> Iterator[Verdict]:
    if not evidence.outline.whole.words:
        yield _verdict(VerdictName.EMPTY, "the page has no text", 1.0)
    if evidence.prose < _WALL:
        yield from _walls(evidence)
    yield from _paywall(evidence)
    yield from _section(evidence)
    words = evidence.words
    if not words:
        yield _verdict(VerdictName.EMPTY, "no main text was found", 0.8)
    if words < _THIN:
        yield _verdict(VerdictName.THIN, f"only {words} words", 0.8)
    yield _verdict(VerdictName.ARTICLE, f"{words} words", min(1.0, 0.5 + evidence.prose / 500))


def _walls(evidence: Evidence) -> Iterator[Verdict]:
    segments, title = evidence.outline.segments, evidence.metadata.title
    short = evidence.outline.whole.prose < _WALL
    bot = evidence.says(Kind.BOT_WALL, segments)
    if short and (len(bot) >= 2 or (bot and phrases(Kind.BOT_WALL).match(title))):
        yield _verdict(VerdictName.BOT_WALL, f'it says "{_shown(bot[-1])}"', 0.9)
    missing = evidence.says(Kind.NOT_FOUND, segments)
    alone = evidence.words < _THIN or len(missing) >= 2
    if missing and (phrases(Kind.NOT_FOUND).match(title) or (short and alone)):
        yield _verdict(VerdictName.SOFT_404, f'it says "{_shown(missing[-1])}"', 0.9)
    consent = evidence.says(Kind.CONSENT_WALL, segments)
    cookies = evidence.says(Kind.COOKIES, segments)
    if short and (len(consent) >= 2 or (consent and cookies)):
        yield _verdict(VerdictName.CONSENT, f'it says "{_shown(consent[0])}"', 0.8)
    elif short and (asks := _asking(evidence)) and (cookies or consent or _boxed(evidence)):
        yield _verdict(VerdictName.CONSENT, f'nothing but "{_shown(asks)}"', 0.8)


def _asking(evidence: Evidence) -> str:
    """What speaks of cookies, where next to no prose is left beside it."""
    asking = [s for s in evidence.outline.segments if _COOKIE.search(s.text)]
    rest = (s for s in evidence.outline.segments if s.reads_like_text and s not in asking)
    is_alone = sum(s.words for s in rest) < _THIN
    return asking[0].text if asking and is_alone else ""


def _boxed(evidence: Evidence) -> bool:
    """Whether a consent manager's box is on the page."""
    return any(_CONSENT_BOX.search(element.names) for element in evidence.outline.elements)


def _paywall(evidence: Evidence) -> Iterator[Verdict]:
    if evidence.prose >= _TEASER:
        return
    title = normalise(evidence.metadata.title)
    asked = [
        text
        for text in evidence.says(Kind.PAYWALL, evidence.outline.segments)
        if normalise(text) != title
    ]
    marked = evidence.metadata.free_access is False
    if asked and (marked or (len(asked) >= 2 and evidence.prose < _WALL)):
        reason = f'{evidence.words} words, then "{_shown(asked[0])}"'
        yield _verdict(VerdictName.PAYWALL, reason, 0.8)
    elif marked and evidence.prose < _WALL // 2:
        yield _verdict(
            VerdictName.PAYWALL, f"{evidence.words} words of a text that is not free", 0.7
        )


def _section(evidence: Evidence) -> Iterator[Verdict]:
    """A front or section page: many short linked titles, little text of its own."""
    whole = evidence.outline.whole
    long = [s for s in evidence.kept if s.reads_like_text and s.words >= 40]
    teasers = [s for s in evidence.kept if s.link_share > 0.7 and 3 <= s.words <= 30]
    of_page = whole.link_share
    path = urlsplit(evidence.url).path.strip("/")
    has_date = evidence.metadata.published is not None or bool(evidence.metadata.authors)
    root = not path and bool(evidence.url)
    if len(teasers) >= 6 and len(long) <= 1 and not has_date:
        reason = f"{len(teasers)} linked titles, {len(long)} paragraphs"
        yield _verdict(VerdictName.SECTION_PAGE, reason, 0.7)
    elif root and of_page > 0.4 and len(long) <= 3:
        yield _verdict(VerdictName.SECTION_PAGE, "the front page of a site", 0.7)
    elif of_page > 0.6 and evidence.prose < 120 and whole.segments > 40 and not has_date:
        reason = f"{of_page:.0%} of the page's text is links"
        yield _verdict(VerdictName.SECTION_PAGE, reason, 0.6)


def _verdict(name: VerdictName, reason: str, score: float) -> Verdict:
    return Verdict(name=name, reason=reason, score=score)


def _shown(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
