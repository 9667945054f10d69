"""The last resort for the publication date: guesses, marked as such.

Used only where neither markup nor the lines around the headline give a date. A date counts where
nothing on the page contradicts it. A wrong date is worse than none, so dates in running text, in
a copyright line or in the address of an image are not used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.dates import LABEL, MODIFIED, day_of, parse_date
from scraper.extraction.metadata.headline_lines import line_of
from scraper.extraction.metadata.markup import is_in_teaser
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.page.class_names import names_of

_MOST_NODES = 20_000  # nodes among which dated lines are looked for
_MOST_SCRIPT = 2_000_000  # characters of scripts that are searched
_LONGEST_LABELLED, _LONGEST_ALONE = 90, 40  # characters of such a line
_LONGEST_WRITTEN = 400  # of one with the spaces of its markup
_MOST_BESIDE = 4  # other words in a line that counts as a date alone: its month, "at", "by"
_CLIMB = 64  # ancestors of a date that are examined: bounds what a hostile page costs
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W\d_]+")
_ELSEWHERE = re.compile(r"related|recommend|comment", re.IGNORECASE)
_EDGE = " |·•-–—,"
_SURE = 0.3
_PARTS = ("ublish", "ublic", "pub", "Pub", "osted", "PUB")  # of the names below, found faster
# As frameworks write the page's data into its scripts, quoted once or, in a string, twice.
_IN_SCRIPT = re.compile(
    r"""["'](?:date_?published|publish(?:ed)?_?(?:date|at|time|on)|first_?published(?:_?at)?"""
    r"""|publication_?date|pub_?date|date_?posted)\\*["']\s*:\s*\\*["'](\d{4}-\d\d-\d\d[^"'\\]{0,20})""",
    re.IGNORECASE,
)


def guessed_dates(
    tree: LexborHTMLParser, page: PageText, nearby: Iterable[Candidate]
) -> Iterator[Candidate]:
    """When the page was published, as far as can be told; one candidate at most that is a guess.

    A page that shows only when it was changed is as old as that; `nearby` are the candidates
    around its headline.
    """
    lines = list(_dated_lines(tree, page))
    shown = [*nearby, *_labelled(lines)]
    yield from shown
    if any(one.field == "published" for one in shown):
        return
    for one in shown:
        if one.field == "modified":
            yield Candidate("published", one.value, f"{one.source}, updated (a guess)", _SURE)
            return
    if found := _first_time(tree):
        yield Candidate("published", found, "time, anywhere (a guess)", _SURE)
    elif found := _only_day(lines):
        yield Candidate("published", found, "the only day of the page (a guess)", _SURE)
    elif found := _in_scripts(tree):
        yield Candidate("published", found, "a script (a guess)", _SURE)


def _dated_lines(tree: LexborHTMLParser, page: PageText) -> Iterator[str]:
    """The short lines anywhere on the page that contain a date."""
    if tree.body is None or not any(map(_names_day, page.lines)):
        return
    for node in islice(tree.body.traverse(include_text=True), _MOST_NODES):
        # a year first: nearly no line has one
        if node.tag != "-text" or not _HAS_YEAR.search(node.text_content or ""):
            continue
        text = line_of(node)
        is_short = 0 < len(text) <= _LONGEST_LABELLED
        if is_short and parse_date(text) is not None and not _is_elsewhere(node):
            yield text


def _names_day(line: str) -> bool:
    if len(line) > _LONGEST_WRITTEN or not ("20" in line or "19" in line):
        return False
    return parse_date(" ".join(line.split())[:_LONGEST_LABELLED]) is not None


def _labelled(lines: Iterable[str]) -> Iterator[Candidate]:
    """Lines that consist of a label and a date ("Updated …")."""
    for text in lines:
        if label := LABEL.match(text):
            field = "modified" if MODIFIED.search(label.group()) else "published"
            yield Candidate(field, text, "a line of the page", 0.4)


def _first_time(tree: LexborHTMLParser) -> str:
    """The first `<time>` that names a day and is not of other stories or of comments."""
    for node in tree.css("time"):
        value = node.attributes.get("datetime") or line_of(node.child)
        if parse_date(value) is None or _is_elsewhere(node) or is_in_teaser(node):
            continue
        return value
    return ""


def _is_elsewhere(node: LexborNode) -> bool:
    """Whether a box around `node` is about other stories, or is called a comment."""
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag == "body":
            return False
        if parent.tag == "aside" or _ELSEWHERE.search(names_of(parent.attributes)):
            return True
        parent = parent.parent
    return False


def _only_day(lines: Iterable[str]) -> str:
    """The date that is a line by itself, where the page has no other such date."""
    alone = [text for text in (line.strip(_EDGE) for line in lines) if _is_alone(text)]
    days = {day_of(day) for day in map(parse_date, alone) if day is not None}
    return alone[0] if len(days) == 1 else ""


def _is_alone(text: str) -> bool:
    short = len(text) <= _LONGEST_ALONE and len(_WORD.findall(text)) <= _MOST_BESIDE
    return short and "©" not in text


def _in_scripts(tree: LexborHTMLParser) -> str:
    """The first publication date that a script has among its data."""
    left = _MOST_SCRIPT
    for node in tree.css("script:not([src])"):
        if left <= 0:
            break
        text = node.text()[:left]
        left -= len(text)
        if any(part in text for part in _PARTS) and (found := _IN_SCRIPT.search(text)):
            return found.group(1)
    return ""
