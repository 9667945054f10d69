"""The lines around the headline -> candidates for when a page was published or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from selectolax.lexbor import LexborNode

from scraper.extraction.metadata.arithmetic_calendars import names_hebrew_day
from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.dates import LABEL, MODIFIED, labelled_dates, parse_date
from scraper.extraction.metadata.headline_lines import PageLine
from scraper.extraction.metadata.markup import is_in_teaser
from scraper.extraction.metadata.relative_dates import relative_date
from scraper.extraction.page.class_names import names_of

_LONGEST_LABEL = 30  # characters
_PUBLISHED = re.compile(r"\bpublished\b[^;|]*$", re.IGNORECASE)
_LONGEST_LEAF = 12  # characters of the day, the month or the year on a line of its own
_LONGEST = 90  # characters of a line with a date
_MOST_BESIDE_DATE = 8  # other words in the line of a date
_MOST_TO_SHOWN = 40  # words between the headline and a date that contradicts the declared one
_MOST_TO_RELATIVE = 40  # words between the headline and a date that counts back
_CLIMB = 8  # elements around a text that may say whose it is
_WORD = re.compile(r"[^\W\d_]+")
_HAS_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"[\s:：·|•–—-]+$")
_APART = re.compile(r"related|recommend|comment|media-?(?:info|box)", re.IGNORECASE)
_INLINE = frozenset({"a", "em", "strong", "b", "i", "span", "time", "small"})
_MOST_IN_BLOCK = 25  # words of the block of a date that is not part of a sentence
_OF_APART = frozenset({"blockquote", "figure", "figcaption"})
# Dates of something else: of a manuscript, an event, a person.
_OF_OTHERS = re.compile(
    r"\bvol(?:ume)?\.?\s*\d|\b(?:no\.?|issue)\s*\d|"
    r"\b(?:received|accepted|submitted|born|died|deadline|termin|eingereicht|expires?|valid)\b|"
    r"^\W*(?:when|date and time|wann|quand|cuándo|quando)\b",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"print(?:ed)? edition|printausgabe|druckausgabe|édition (?:papier|imprimée)|edición impresa|"
    r"edição impressa|edizione cartacea|papieren (?:editie|krant)",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"\W*release", re.IGNORECASE)  # of a press release, or of a film
# Source of a date that readers see at once; where the markup names a later one, this one is true.
SHOWN = "below the headline"


def dates_near(lines: Sequence[PageLine]) -> Iterator[tuple[Candidate, PageLine]]:
    """The dates of `lines`, each with its line."""
    found = False
    for before, line in zip([None, *lines], lines, strict=False):
        if not _may_hold_day(line.text) or not _may_hold_day(text := _own_part(line.text)):
            continue
        labelled = labelled_dates(text)
        if not labelled and not _is_date(text):
            continue
        if is_apart(line.node) or (before is not None and _is_label_of_others(before.text)):
            continue
        for field, part in labelled:
            yield Candidate(field, part, "near the headline", 0.51), line
            found = True
        if not labelled:
            yield _dated(line, before.text if before is not None else ""), line
            found = True
    if not found:
        yield from _in_leaves(lines)


def _may_hold_day(text: str) -> bool:
    return bool(_HAS_DIGIT.search(text)) or "年" in text or names_hebrew_day(text)


def _own_part(text: str) -> str:
    """Of a line with the days of a manuscript, what follows "Published"."""
    own = _PUBLISHED.search(text) if _OF_OTHERS.search(text) else None
    return text[own.start() :] if own else text


def _is_label_of_others(text: str) -> bool:
    """Whether a line is the label of a day that is not the article's: "Received:"."""
    return len(text) <= _LONGEST_LABEL and bool(_LABEL.search(text) and _OF_OTHERS.search(text))


def _in_leaves(lines: Sequence[PageLine]) -> Iterator[tuple[Candidate, PageLine]]:
    """A date as leaves of a calendar show it: "5", "Mar" and "2024" in lines of their own."""
    for three in zip(lines, lines[1:], lines[2:], strict=False):
        if all(len(line.text) <= _LONGEST_LEAF for line in three):
            text = " ".join(line.text for line in three)
            if _is_date(text) and not any(is_apart(line.node) for line in three):
                yield Candidate("published", text, "near the headline", 0.35), three[0]
                return


def _is_date(text: str) -> bool:
    return (
        len(text) <= _LONGEST
        and "©" not in text
        and parse_date(text, day_first=True) is not None
        and (len(_WORD.findall(text)) <= _MOST_BESIDE_DATE or _EDITION.search(text) is not None)
        and not _OF_OTHERS.search(text)
    )


def _dated(line: PageLine, before: str) -> Candidate:
    """The date of a line that has one; `before` is the line before it, which may be its label."""
    label = before if len(before) < 30 else ""
    is_labelled = bool(_LABEL.search(label))
    value = _machine_date(line.node) or _own_part(line.text)
    is_update = MODIFIED.search(line.text) or (is_labelled and MODIFIED.search(label))
    if is_update or _is_called_update(line.node):
        return Candidate("modified", value, "near the headline", 0.51)
    if not (line.distance >= 0 or line.is_beside):
        return Candidate("published", value, "near the headline", 0.35)
    is_own = not is_labelled or (LABEL.match(label) and not _RELEASE.match(label))
    is_shown = is_own and line.distance <= _MOST_TO_SHOWN and _is_dateline(line.node)
    return Candidate("published", value, SHOWN if is_shown else "near the headline", 0.51)


def _is_called_update(node: LexborNode) -> bool:
    """Whether the element around a date is called one of a change, and not of publication."""
    around = node.parent
    names = names_of(around.attributes) if around is not None else ""
    return MODIFIED.search(names) is not None and "publi" not in names


def _is_dateline(node: LexborNode) -> bool:
    """Whether the block of a date holds little else, and is not called one of a change."""
    block = node.parent
    while block is not None and block.tag in _INLINE and block.parent is not None:
        if MODIFIED.search(names_of(block.attributes)):
            return False
        block = block.parent
    return block is not None and len(block.text(separator=" ").split()) <= _MOST_IN_BLOCK


def relative_dates_near(lines: Sequence[PageLine], now: datetime) -> Iterator[Candidate]:
    """The first line close under the headline that counts back from `now`."""
    for line in lines:
        if not 0 <= line.distance <= _MOST_TO_RELATIVE or MODIFIED.search(line.text):
            continue
        if (found := relative_date(line.text, now)) is not None and not is_apart(line.node):
            yield Candidate("published", found.isoformat(), "near the headline, relative", 0.4)
            return


def is_apart(node: LexborNode) -> bool:
    """Whether a text belongs to a quotation, a picture, a comment or a link to another story."""
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article"}:
            break
        if parent.tag in _OF_APART or _APART.search(names_of(parent.attributes)):
            return True
        parent = parent.parent
    return is_in_teaser(node)


def _machine_date(node: LexborNode) -> str:
    """The value of `<time datetime>` around the date."""
    parent = node.parent
    if parent is None or parent.tag != "time":
        return ""
    value = parent.attributes.get("datetime") or ""
    return value if parse_date(value) is not None else ""
