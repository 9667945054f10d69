"""What is still boilerplate among the kept segments leaves here, each removal with its rule.

Words alone never remove anything from the middle of an article: a rule looks at where a
segment stands (before the body, after it, between), at its shape (links, length, heading)
and at its neighbours. Articles about newsletters, cookies and comments stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scraper.extract.account import Account
from scraper.extract.outline import Outline, Segment, SegmentKind
from scraper.extract.phrases import Kind, normalise, phrases
from scraper.models import Metadata

STEP = "residue"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔:;][\"'”’»)\]]*$")
_DATE_LIKE = re.compile(
    r"^(?=.*\d)[\W\d_]*(?:[^\W\d]+[\W\d_]*){0,6}$"
)  # digits with at most six words: "12 May 2024, 10:30 GMT"
_LONG = 60  # words; a call to action is shorter


@dataclass(frozen=True)
class Body:
    """The kept segments in order, and what the rules ask of them."""

    outline: Outline
    metadata: Metadata
    segments: Sequence[Segment]

    @cached_property
    def first_prose(self) -> int:
        """The place of the first paragraph that reads like one; len() where there is none."""
        return next((i for i, s in enumerate(self.segments) if reads_like_text(s)), len(self))

    def __len__(self) -> int:
        return len(self.segments)

    def is_heading(self, segment: Segment) -> bool:
        return self.heading_level(segment) > 0

    def heading_level(self, segment: Segment) -> int:
        """1 to 6, or 0 for what is no heading."""
        for element in self.outline.ancestors(segment.parent):
            if element.tag in _HEADINGS:
                return int(element.tag[1])
            if element.tag not in {"div", "span"}:
                break
        return 0


def reads_like_text(segment: Segment) -> bool:
    """A sentence or more, not a line of links."""
    return segment.is_prose and (segment.words >= 25 or bool(_SENTENCE_END.search(segment.text)))


Rule = Callable[[Body], Iterator[tuple[int, str]]]


def repeated_headline(body: Body) -> Iterator[tuple[int, str]]:
    """The headline stands in the metadata; in the body it is a repeat, wherever it is."""
    titles = {normalise(body.metadata.title)} - {""}
    for segment in body.segments:
        if segment.words <= 60 and normalise(segment.text) in titles:
            yield segment.index, "repeated headline"


def before_headline(body: Body) -> Iterator[tuple[int, str]]:
    """What stands before the headline is not the article: sections, other stories, dates."""
    title = normalise(body.metadata.title)
    if not title:
        return
    for place, segment in enumerate(body.segments):
        if place > body.first_prose:
            return
        if normalise(segment.text) == title:
            yield from ((s.index, "before the headline") for s in body.segments[:place])


def before_text(body: Body) -> Iterator[tuple[int, str]]:
    """Between headline and text: bylines, dates, labels, links to other stories."""
    for segment in body.segments[: body.first_prose]:
        rule = _lead_rule(body, segment)
        if rule:
            yield segment.index, rule


def _lead_rule(body: Body, segment: Segment) -> str | None:
    text = segment.text
    if segment.kind is not SegmentKind.TEXT or _is_standfirst(body, segment):
        return None
    if segment.link_share > 0.8:
        return "link before the text"
    if is_byline(body.metadata, segment):
        return "byline"
    if segment.words <= 20 and (phrases(Kind.SHARE).match(text) or phrases(Kind.TAGS).match(text)):
        return "share or label"
    if segment.words <= 3 and not body.is_heading(segment) and not _SENTENCE_END.search(text):
        return "label before the text"
    return None


def _is_standfirst(body: Body, segment: Segment) -> bool:
    description = normalise(body.metadata.description)
    return segment.words >= 4 and bool(description) and normalise(segment.text) in description


def is_byline(metadata: Metadata, segment: Segment) -> bool:
    """A short line that only says who wrote and when."""
    if segment.words > 25 or _SENTENCE_END.search(segment.text.rstrip(":.")):
        return False
    plain = normalise(segment.text)
    rest = plain
    for author in metadata.authors:
        rest = rest.replace(normalise(author), " ")
    if rest != plain and len(normalise(rest).split()) <= 6:
        return True
    if segment.words <= 12 and _DATE_LIKE.match(segment.text) and re.search(r"\d{4}|:", segment.text):
        return True
    return segment.words <= 15 and phrases(Kind.BYLINE).match(segment.text)


def advert_labels(body: Body) -> Iterator[tuple[int, str]]:
    """The word "Advertisement" on a line of its own."""
    labels = phrases(Kind.ADVERT)
    for segment in body.segments:
        if segment.words <= 8 and labels.match(segment.text) and not body.is_heading(segment):
            yield segment.index, "advert label"


def pointers(body: Body) -> Iterator[tuple[int, str]]:
    """ "Read also: …": a line that begins so and is a link, or has nothing but a title in it."""
    begins = phrases(Kind.READ_MORE)
    for segment in body.segments:
        if segment.kind is SegmentKind.TEXT and segment.words <= 40 and begins.opens(segment.text):
            linked = segment.link_share > 0.4
            titled = re.match(r"[^:]{3,30}:\s*\S", segment.text) and not is_sentence(segment)
            if linked or titled:
                yield segment.index, "pointer to another story"


def is_sentence(segment: Segment) -> bool:
    return bool(re.search(r"[.!…。！।۔][\"'”’»)\]]*$", segment.text))


def recommendations(body: Body) -> Iterator[tuple[int, str]]:
    """A heading that announces other stories, and the links or titles under it."""
    heads = phrases(Kind.RECOMMENDATIONS)
    segments = body.segments
    for place, segment in enumerate(segments):
        if segment.words > 10 or not heads.match(segment.text):
            continue
        under = _under(segments, place + 1)
        ends = place + 1 + len(under) == len(segments)
        linked = sum(s.link_share > 0.5 for s in under)
        if (under and linked * 2 >= len(under)) or (ends and (under or place > body.first_prose)):
            yield segment.index, "recommendations"
            yield from ((s.index, "recommendations") for s in under)


def _under(segments: Sequence[Segment], start: int) -> list[Segment]:
    """The run of titles, links, dates and images from `start` until text begins again."""
    run = []
    for segment in segments[start:]:
        if reads_like_text(segment) and segment.link_share < 0.5:
            break
        run.append(segment)
    return run


_TAIL_KINDS = (
    (Kind.COMMENT_RULES, "comment rules"),
    (Kind.COMMENTS, "comment invitation"),
    (Kind.NEWSLETTER, "call to subscribe"),
    (Kind.SHARE, "share"),
    (Kind.SUPPORT, "call to support"),
    (Kind.COPYRIGHT, "copyright"),
    (Kind.TAGS, "labels"),
    (Kind.ADVERT, "advert label"),
    (Kind.RECOMMENDATIONS, "recommendations"),
    (Kind.COOKIES, "consent"),
)


def tail(body: Body) -> Iterator[tuple[int, str]]:
    """From the end backwards: calls, rules, labels and links, until the article is met.

    Not every line of such a tail says what it is, so a line that does frees those after it.
    """
    found: list[tuple[int, str]] = []
    pending: list[tuple[int, str]] = []
    for segment in reversed(body.segments[max(1, body.first_prose) :]):
        rule = _tail_rule(body, segment)
        if rule:
            found.extend((*pending, (segment.index, rule)))
            pending = []
        elif _is_weak(body, segment) and len(pending) < 12:
            pending.append((segment.index, "after the article"))
        else:
            break
    yield from found


def _tail_rule(body: Body, segment: Segment) -> str | None:
    if segment.kind is SegmentKind.TEXT and segment.words <= _LONG:
        for kind, rule in _TAIL_KINDS:
            if phrases(kind).match(segment.text):
                return rule
        if is_byline(body.metadata, segment):
            return "byline"
        if segment.words >= 3 and segment.link_share > 0.95 and not _in_list(body, segment):
            return "link after the article"
    return None


def _is_weak(body: Body, segment: Segment) -> bool:
    """Nothing that a reader would miss if the lines above it prove to be debris."""
    if segment.kind is not SegmentKind.TEXT:
        return segment.kind is SegmentKind.RULE
    return not reads_like_text(segment) and (segment.link_share > 0.3 or segment.words <= 8)


def _in_list(body: Body, segment: Segment) -> bool:
    return any(e.tag in {"li", "td", "dd"} for e in body.outline.ancestors(segment.parent))


def repeats(body: Body) -> Iterator[tuple[int, str]]:
    """A paragraph that was there before, word for word."""
    seen: set[str] = set()
    for segment in body.segments:
        if segment.kind is SegmentKind.TEXT and segment.words >= 8:
            text = normalise(segment.text)
            if text in seen:
                yield segment.index, "repeat"
            seen.add(text)


def bare_headings(body: Body) -> Iterator[tuple[int, str]]:
    """A heading with nothing under it before the next one of its rank, or the end."""
    last = 0  # rank of the heading that follows, 1 at the end
    content = False
    rank_after = 1
    for segment in reversed(body.segments):
        level = body.heading_level(segment)
        if not level:
            content = content or segment.kind is not SegmentKind.RULE
            continue
        if not content and rank_after <= level:
            yield segment.index, "heading without text"
            continue
        last = level
        rank_after, content = last, False


# The order matters: what is known from the metadata first, then what a phrase and a shape
# say, then the sweep from the end, then what the removals before have left bare.
RULES: tuple[Rule, ...] = (
    before_headline,
    repeated_headline,
    advert_labels,
    recommendations,
    pointers,
    before_text,
    tail,
    repeats,
    bare_headings,
)


def residue(account: Account, metadata: Metadata) -> None:
    """Run all rules in order over what `account` still keeps."""
    for rule in RULES:
        body = Body(account.outline, metadata, account.kept())
        account.drop(STEP, rule(body))
