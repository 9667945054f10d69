"""The lines around the headline -> candidates for who wrote the page, and when.

No markup declares what these lines are: they are classified by their wording and by adjacent
lines, so the confidence is low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.metadata.author_marks import (
    called_author,
    is_in_menu,
    is_linked_author,
    is_rubric,
)
from scraper.extraction.metadata.byline_roles import JOINS, own_part_unspaced
from scraper.extraction.metadata.byline_words import (
    LEADING_ROLE,
    OTHERS,
    SIGNED_UNSPACED,
    is_business,
)
from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.date_lines import dates_near, relative_dates_near
from scraper.extraction.metadata.dates import LABEL, parse_date
from scraper.extraction.metadata.headline_lines import PageLine, lines_around
from scraper.extraction.metadata.name_shape import is_person
from scraper.extraction.metadata.name_tails import has_role, without_when
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.people import names, without_by

LED = "near the headline"  # source of a byline that a word ("by") leads
_LONGEST = 90  # characters of a line that names authors
_LONGEST_BY = 25  # characters of a line that consists of "by"
_LONGEST_ROLE = 40  # characters of a line that gives a role
_MOST_TO_ROLE = 30  # words between the headline and a name above such a line
_WRITES = re.compile(
    r"(?:^|\s)(?:writer|editor|reporter|correspondent|journalist|columnist|contributor|author|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journaliste|rédact(?:eur|rice)|periodista|redactora?|"
    r"jornalista|repórter|giornalista|redattrice|redattore|журналист|корреспондент)\W*$",
    re.IGNORECASE,
)
_HAS_DIGIT = re.compile(r"\d")
_BY_INSIDE = re.compile(
    r"\d\w*,?\s+(?:by|von|par|por|da|di|door|av|af|автор)\s+(?-i:(?=[^\W\da-zß-ÿ]))",
    re.IGNORECASE,
)
_MOST_BESIDE = 25  # words of a box with only author and date
_SIGN = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")  # between who and when in one line


class NearbyLines:
    """The lines around the headline of a page, whose text is `title`."""

    def __init__(self, tree: LexborHTMLParser, page: PageText, title: str) -> None:
        self._page = page
        self._lines = lines_around(tree, title)
        self._dates = list(dates_near(self._lines))

    def dates(self, now: datetime | None) -> Iterator[Candidate]:
        """When the page was published or changed; "3 hours ago" is counted back from `now`."""
        yield from (candidate for candidate, _ in self._dates)
        if now is not None and not self._dates:
            yield from relative_dates_near(self._lines, now)

    def bylines(self) -> Iterator[Candidate]:
        """The lines that "by" leads."""
        return _people(self._lines, led_only=True)

    def people(self) -> Iterator[Candidate]:
        """Who wrote the page: all that the lines tell, those of `bylines` too."""
        dated = [line for _, line in self._dates]
        yield from _people(self._lines)
        yield from _in_dated_line(self._page, dated)
        yield from _beside_dates(self._page, self._lines, dated)


def nearby_candidates(
    tree: LexborHTMLParser, page: PageText, title: str, now: datetime | None = None
) -> Iterator[Candidate]:
    """What the lines around the headline, whose text is `title`, offer for who and when."""
    lines = NearbyLines(tree, page, title)
    yield from lines.dates(now)
    yield from lines.people()


def _people(lines: Sequence[PageLine], *, led_only: bool = False) -> Iterator[Candidate]:
    """Names that a word ("by"), a class, a link's path or a role below them calls authors.

    `led_only` asks for those that the word leads.
    """
    before, follows_by = None, False
    for place, (line, after) in enumerate(zip(lines, [*lines[1:], None], strict=False)):
        text = rest = line.text
        if len(text) <= _LONGEST:
            rest = _after_by(text)
            if (rest != text and _begins_as_name(rest)) or SIGNED_UNSPACED.match(text):
                if not _is_of_others(before) and not is_in_menu(line.node):
                    yield Candidate("authors", rest, LED, 0.5)
            elif text[0].islower():
                pass
            elif follows_by and _is_list(text, line.node):
                yield Candidate("authors", "; ".join(_listed(lines[place:])), LED, 0.5)
            elif own := own_part_unspaced(text):
                yield Candidate("authors", own, LED, 0.5)
            elif not led_only and _may_be_called(line) and not _is_of_others(before):
                yield from _called(line, after)
        before, follows_by = line, len(text) < _LONGEST_BY and not rest.strip(" :")


def _after_by(text: str) -> str:
    """What the word "by" leads, also behind the day: "Posted on March 5, 2024 by Jane Doe"."""
    rest = without_by(text)
    if rest != text:
        return LEADING_ROLE.sub("", rest)
    inside = _BY_INSIDE.search(text) if _HAS_DIGIT.search(text) and LABEL.match(text) else None
    return text[inside.end() :] if inside else rest


def _listed(lines: Sequence[PageLine]) -> Iterator[str]:
    """The first of `lines`, and those that "and" or a comma joins to it."""
    yield lines[0].text
    for sign, line in zip(lines[1::2], lines[2::2], strict=False):
        if not JOINS.match(sign.text) or not is_person(line.text, at_least=2):
            return
        yield line.text


def _may_be_called(line: PageLine) -> bool:
    """Whether a line is a name, or several, or one with a paper, that a class calls an author's."""
    if is_person(line.text):
        return True
    if len(line.text) > _LONGEST_ROLE:
        return False
    found = names([line.text]) if called_author(line.node) and not is_rubric(line.node) else ()
    return bool(found) and all(is_person(name, at_least=2) for name in found)


def _called(line: PageLine, after: PageLine | None) -> Iterator[Candidate]:
    """A name that is the author's for what is around it, or `after` it."""
    is_full = " " in line.text
    if called_author(line.node):
        yield Candidate("authors", line.text, "near the headline, its class", 0.45)
    elif is_full and is_linked_author(line.node):
        yield Candidate("authors", line.text, "near the headline, its link", 0.45)
    elif is_full and _has_role_below(line, after) and _is_full_name(line.text):
        yield Candidate("authors", line.text, "near the headline, its role", 0.4)


def _is_full_name(text: str) -> bool:
    return is_person(text, at_least=2) and not is_business(text)


def _has_role_below(line: PageLine, after: PageLine | None) -> bool:
    """Whether the line after a name close to the headline gives the role of a writer."""
    is_close = 0 <= line.distance <= _MOST_TO_ROLE
    is_short = after is not None and len(after.text) <= _LONGEST_ROLE
    return is_close and is_short and bool(after is not None and _WRITES.search(after.text))


def _is_of_others(before: PageLine | None) -> bool:
    """Whether the line before a name gives another contribution, and nobody yet: "Reviewed by"."""
    if before is None or len(before.text) >= _LONGEST_BY:
        return False
    label = OTHERS.search(before.text)
    return label is not None and not before.text[label.end() :].strip(" :：")


def _begins_as_name(text: str) -> bool:
    """With a capital, in a script without them, or a number in a name ("3i Global")."""
    return not text[:1].islower() and not (
        text[:1].isdigit() and any(word.islower() for word in text.split()[1:])
    )


def _is_whole(text: str, node: LexborNode) -> bool:
    """Whether `text` is a full name, or markup calls it an author: "by Zip" is neither."""
    found = names([text])
    return any(" " in name or not name.isascii() for name in found) or (
        bool(found) and (called_author(node) or is_linked_author(node))
    )


def _is_list(text: str, node: LexborNode) -> bool:
    found = names([text])
    return bool(found) and all(map(is_person, found)) and _is_whole(text, node)


def _in_dated_line(page: PageText, dated: Sequence[PageLine]) -> Iterator[Candidate]:
    """The names in a line that is otherwise a date: "Jane Doe | Senior Writer | July 2, 2025"."""
    for line in dated:
        pieces = [part for part in _SIGN.split(line.text) if part]
        parts = [part for part in pieces if parse_date(part, day_first=True) is None]
        people = [part for part in parts if _are_people(part, page)]
        before = without_when(line.text).strip(" ,")  # "Jane Doe, 5 March 2024"
        if before != line.text and _are_people(before, page):
            yield Candidate("authors", before, "in the line of the date", 0.4)
            return
        if people and len(pieces) > len(parts):
            yield Candidate("authors", people[0], "in the line of the date", 0.4)
            return


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
        if line is day or len(line.text) > _LONGEST or not _is_in(line.node, place):
            continue
        if _are_people(line.text, page) and not is_rubric(line.node):
            yield Candidate("authors", line.text, "beside the date", 0.35)
            return


def _is_in(node: LexborNode, place: int) -> bool:
    parent = node.parent
    for _ in range(_MOST_BESIDE):
        if parent is None:
            return False
        if parent.mem_id == place:
            return True
        parent = parent.parent
    return False


def _are_people(text: str, page: PageText) -> bool:
    """Whether `text` is one whole name, or several with a role each, of people."""
    if not is_person(text, at_least=2) and not has_role(text) and "on behalf" not in text:
        return False
    found = names([text])
    return bool(found) and not any(
        is_business(name) or not is_person(name, at_least=2) or page.writes_small(name)
        for name in found
    )


def _place(node: LexborNode) -> int | None:
    """The largest box around `node` that holds no more than who and when (its mem_id)."""
    place, parent = None, node.parent
    while parent is not None and len(parent.text(separator=" ").split()) <= _MOST_BESIDE:
        place, parent = parent.mem_id, parent.parent
    return place
