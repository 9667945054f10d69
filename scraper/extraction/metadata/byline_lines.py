"""The lines around the headline -> candidates: bylines and datelines that no markup names.

Asked only for what a page says nowhere else. What stands near the headline is judged by how
it is written and by what stands beside it, so the confidence is low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.dates import MODIFIED, labelled_dates, parse_date
from scraper.extraction.metadata.headline_lines import PageLine, lines_around
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.people import is_person, names, without_by
from scraper.extraction.metadata.relative_dates import relative_date
from scraper.extraction.page.class_names import names_of

_LONGEST = 90  # characters of a line that says who or when
_MOST_BESIDE_DATE = 8  # words that stand in one line with the date
_MOST_TO_RELATIVE = 40  # words between the headline and a date that counts back
_CLIMB = 4  # elements around a text that may say what it is
_MOST_BESIDE = 25  # words of a box that says who and when
_WHO = re.compile(
    r"author|byline|by-line|writer|written|contributor|creator|reporter", re.IGNORECASE
)
_NOT_WHO = re.compile(
    r"comment|related|share|social|bio-?text|description|quote|testimonial|review", re.IGNORECASE
)
_WHO_PATH = re.compile(
    r"/(?:authors?|people|team|our-team|contributors?|staff|writers?|autor(?:es)?|auteurs?|autore)/"
    r"[^/]",
    re.IGNORECASE,
)
_RUBRIC_PATH = re.compile(
    r"/(?:tags?|categor\w+|topics?|sections?|rubri\w+|kategori\w+|labels?|genres?|channels?|search)/",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[\s:：·|•–—-]+$")


def nearby_candidates(
    tree: LexborHTMLParser, page: PageText, title: str, now: datetime | None = None
) -> Iterator[Candidate]:
    """What the lines around the headline, whose text is `title`, offer for who and when.

    "3 hours ago" is counted back from `now`.
    """
    lines = lines_around(tree, title)
    dates = list(_dates(lines))
    yield from (candidate for candidate, _ in dates)
    if now is not None and not dates:
        yield from _relative_dates(lines, now)
    yield from _people(lines)
    yield from _beside_dates(page, lines, [line for _, line in dates])


# --- when -----------------------------------------------------------------------------------


def _dates(lines: Sequence[PageLine]) -> Iterator[tuple[Candidate, PageLine]]:
    for before, line in zip([None, *lines], lines, strict=False):
        text = line.text
        labelled = labelled_dates(text)
        for field, part in labelled:
            yield Candidate(field, part, "near the headline", 0.51), line
        if (
            labelled
            or "©" in text
            or len(text) > _LONGEST
            or parse_date(text, day_first=True) is None
        ):
            continue
        if len(_WORD.findall(text)) > _MOST_BESIDE_DATE:
            continue
        label = before.text if before is not None and len(before.text) < 30 else ""
        is_modified = MODIFIED.search(text) or (MODIFIED.search(label) and _LABEL.search(label))
        field = "modified" if is_modified else "published"
        sure = 0.51 if line.distance >= 0 or line.is_beside else 0.35
        yield Candidate(field, _machine_date(line.node) or text, "near the headline", sure), line


def _relative_dates(lines: Sequence[PageLine], now: datetime) -> Iterator[Candidate]:
    """The first line close under the headline that counts back from `now`."""
    for line in lines:
        if not 0 <= line.distance <= _MOST_TO_RELATIVE or MODIFIED.search(line.text):
            continue
        if (found := relative_date(line.text, now)) is not None:
            yield Candidate("published", found.isoformat(), "near the headline, relative", 0.4)
            return


def _machine_date(node: LexborNode) -> str:
    """What `<time datetime>` says of the date it shows."""
    parent = node.parent
    if parent is None or parent.tag != "time":
        return ""
    value = parent.attributes.get("datetime") or ""
    return value if parse_date(value) is not None else ""


# --- who ------------------------------------------------------------------------------------


def _people(lines: Sequence[PageLine]) -> Iterator[Candidate]:
    """Names that a word ("by"), a class or a link's path calls authors."""
    for before, line in zip([None, *lines], lines, strict=False):
        if len(line.text) > _LONGEST:
            continue
        rest = without_by(line.text)
        if rest != line.text and _begins_as_name(rest):
            yield Candidate("authors", rest, "near the headline", 0.5)
        elif before is not None and _is_by(before.text) and _is_list(line.text, line.node):
            yield Candidate("authors", line.text, "near the headline", 0.5)
        elif is_person(line.text) and _called_author(line.node):
            yield Candidate("authors", line.text, "near the headline, its class", 0.45)
        elif is_person(line.text, at_least=2) and _is_linked_author(line.node):
            yield Candidate("authors", line.text, "near the headline, its link", 0.45)


def _begins_as_name(text: str) -> bool:
    """With a capital, in a script without them, or a number in a name ("3i Global")."""
    return not text[:1].islower() and not (
        text[:1].isdigit() and any(word.islower() for word in text.split()[1:])
    )


def _is_whole(text: str, node: LexborNode) -> bool:
    """Whether `text` names somebody in full, or is said to be about who wrote: "by Zip" is not."""
    found = names([text])
    return any(" " in name or not name.isascii() for name in found) or (
        bool(found) and (_called_author(node) or _is_linked_author(node))
    )


def _is_list(text: str, node: LexborNode) -> bool:
    found = names([text])
    return bool(found) and all(map(is_person, found)) and _is_whole(text, node)


def _is_by(text: str) -> bool:
    return len(text) < 25 and not without_by(f"{text} ").strip(" :")


def _called_author(node: LexborNode) -> bool:
    """Whether a class or id around `node` says that it is about who wrote."""
    for parent in _around(node):
        called = names_of(parent.attributes)
        if _NOT_WHO.search(called):
            return False
        if _WHO.search(called):
            return True
    return False


def _is_linked_author(node: LexborNode) -> bool:
    """Whether `node` stands in a link to a page about somebody."""
    links = (parent for parent in _around(node) if parent.tag == "a")
    return any(_WHO_PATH.search(link.attributes.get("href") or "") for link in links)


def _is_rubric(node: LexborNode) -> bool:
    """Whether `node` stands in a link to a page of the site that is not called a person's."""
    for parent in _around(node):
        href = parent.attributes.get("href") or "" if parent.tag == "a" else ""
        if href and not _WHO_PATH.search(href):
            return not href.startswith(("mailto:", "http:", "https:")) or bool(
                _RUBRIC_PATH.search(href)
            )
    return False


def _around(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article", "header"}:
            return
        yield parent
        parent = parent.parent


def _beside_dates(
    page: PageText, lines: Sequence[PageLine], dates: Sequence[PageLine]
) -> Iterator[Candidate]:
    """Names beside a date. The words of a name, unlike those of a rubric, are never small."""
    if not dates:
        return
    day = min(dates, key=lambda line: abs(line.distance))
    place = _place(day.node)
    if place is None:
        return
    for line in lines:
        if line is day or not is_person(line.text, at_least=2) or _place(line.node) != place:
            continue
        if not page.writes_small(line.text) and not _is_rubric(line.node):
            yield Candidate("authors", line.text, "beside the date", 0.35)
            return


def _place(node: LexborNode) -> int | None:
    """The largest box around `node` that holds no more than who and when (its mem_id)."""
    place, parent = None, node.parent
    while parent is not None and len(parent.text(separator=" ").split()) <= _MOST_BESIDE:
        place, parent = parent.mem_id, parent.parent
    return place
