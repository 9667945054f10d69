"""The lines around the headline -> candidates: bylines and datelines that no markup names.

Asked only for what a page says nowhere else. What stands near the headline is judged by how
it is written and by what stands beside it, so the confidence is low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.dates import MODIFIED, parse_date
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.people import is_person, without_by
from scraper.extraction.page.class_names import names_of

_AFTER = 160  # words after the headline that are looked at
_BEFORE = 14  # and before it
_MOST_NODES = 400  # elements walked either way, whatever they hold
_MOST_BEFORE_HEADLINE = 3000  # nodes among which a headline that is no heading is looked for
_LONGEST = 90  # characters of a line that says who or when
_MOST_BESIDE_DATE = 8  # words that stand in one line with the date
_CLIMB = 4  # elements around a text that may say what it is
_MOST_BESIDE = 25  # words of a box that says who and when
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "select", "button"})
_WHO = re.compile(
    r"author|byline|by-line|writer|written|contributor|creator|reporter", re.IGNORECASE
)
_NOT_WHO = re.compile(r"comment|related|share|social|bio-?text|description", re.IGNORECASE)
_WHO_PATH = re.compile(
    r"/(?:authors?|people|team|our-team|contributors?|staff|writers?|autor(?:es)?|auteurs?|autore)/"
    r"[^/]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[\s:：·|•–—-]+$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A run of text. `distance` is the words from the headline, negative before it."""

    text: str
    node: LexborNode
    distance: int


def nearby_candidates(tree: LexborHTMLParser, page: PageText, title: str) -> Iterator[Candidate]:
    """What the lines around the headline, whose text is `title`, offer for who and when."""
    headline = _headline(tree, title)
    if headline is None:
        return
    lines = [*_before(headline), *_after(headline)]
    dates = list(_dates(lines))
    yield from (candidate for candidate, _ in dates)
    yield from _people(lines)
    yield from _beside_dates(page, lines, [line for _, line in dates])


def _headline(tree: LexborHTMLParser, title: str) -> LexborNode | None:
    """The heading that says `title`, else the first one; without any, the line that says it."""
    headings = tree.css("h1, h2")
    wanted = title.casefold()
    same = (node for node in headings if _text(node).casefold() == wanted)
    found = next(same, None) or next((node for node in headings if node.tag == "h1"), None)
    if found is not None or not wanted or tree.body is None:
        return found
    lines = islice(tree.body.traverse(include_text=True), _MOST_BEFORE_HEADLINE)
    return next((node for node in lines if line_of(node).casefold() == wanted), None)


# --- when -----------------------------------------------------------------------------------


def _dates(lines: Sequence[_Line]) -> Iterator[tuple[Candidate, _Line]]:
    for before, line in zip([None, *lines], lines, strict=False):
        text = line.text
        if len(text) > _LONGEST or parse_date(text) is None:
            continue
        if len(_WORD.findall(text)) > _MOST_BESIDE_DATE:
            continue
        label = before.text if before is not None and len(before.text) < 30 else ""
        is_modified = MODIFIED.search(text) or (MODIFIED.search(label) and _LABEL.search(label))
        field = "modified" if is_modified else "published"
        sure = 0.51 if line.distance >= 0 else 0.35
        yield Candidate(field, _machine_date(line.node) or text, "near the headline", sure), line


def _machine_date(node: LexborNode) -> str:
    """What `<time datetime>` says of the date it shows."""
    parent = node.parent
    if parent is None or parent.tag != "time":
        return ""
    value = parent.attributes.get("datetime") or ""
    return value if parse_date(value) is not None else ""


# --- who ------------------------------------------------------------------------------------


def _people(lines: Sequence[_Line]) -> Iterator[Candidate]:
    """Names that a word ("by"), a class or a link's path calls authors."""
    for before, line in zip([None, *lines], lines, strict=False):
        if len(line.text) > _LONGEST:
            continue
        rest = without_by(line.text)
        if rest != line.text and rest[:1].isupper():
            yield Candidate("authors", rest, "near the headline", 0.5)
        elif before is not None and _is_by(before.text) and is_person(line.text):
            yield Candidate("authors", line.text, "near the headline", 0.5)
        elif is_person(line.text) and _called_author(line.node):
            yield Candidate("authors", line.text, "near the headline, its class", 0.45)
        elif is_person(line.text, at_least=2) and _is_linked_author(line.node):
            yield Candidate("authors", line.text, "near the headline, its link", 0.45)


def _is_by(text: str) -> bool:
    return len(text) < 25 and not without_by(f"{text} ").strip(" :")


def _called_author(node: LexborNode) -> bool:
    """Whether a class or id around `node` says that it is about who wrote."""
    for parent in _around(node):
        names = names_of(parent.attributes)
        if _NOT_WHO.search(names):
            return False
        if _WHO.search(names):
            return True
    return False


def _is_linked_author(node: LexborNode) -> bool:
    """Whether `node` stands in a link to a page about somebody."""
    links = (parent for parent in _around(node) if parent.tag == "a")
    return any(_WHO_PATH.search(link.attributes.get("href") or "") for link in links)


def _around(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article", "header"}:
            return
        yield parent
        parent = parent.parent


def _beside_dates(
    page: PageText, lines: Sequence[_Line], dates: Sequence[_Line]
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
        if not page.writes_small(line.text):
            yield Candidate("authors", line.text, "beside the date", 0.35)
            return


def _place(node: LexborNode) -> int | None:
    """The largest box around `node` that holds no more than who and when (its mem_id)."""
    place, parent = None, node.parent
    while parent is not None and len(parent.text(separator=" ").split()) <= _MOST_BESIDE:
        place, parent = parent.mem_id, parent.parent
    return place


# --- the lines ------------------------------------------------------------------------------


def _after(headline: LexborNode) -> Iterator[_Line]:
    distance = 0
    for node in islice(_following(headline), _MOST_NODES):
        if text := line_of(node):
            yield _Line(text, node, distance)
            distance += len(text.split())
            if distance > _AFTER:
                return


def _before(headline: LexborNode) -> Sequence[_Line]:
    distance, lines = 0, []
    for node in islice(_preceding(headline), _MOST_NODES):
        if text := line_of(node):
            distance -= len(text.split())
            if distance < -_BEFORE:
                break
            lines.append(_Line(text, node, distance))
    return lines[::-1]


def line_of(node: LexborNode | None) -> str:
    """The text of a text node as its reader sees it; nothing of other nodes."""
    if node is None or node.tag != "-text":
        return ""
    parent = node.parent
    return "" if parent is None or parent.tag in _UNSEEN else _squeeze(node.text())


def _text(node: LexborNode) -> str:
    return _squeeze(node.text(separator=" "))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _following(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes after `node` and what is in it, in document order."""
    climbing: LexborNode | None = node
    while climbing is not None:
        current = climbing.next
        if current is None:
            climbing = climbing.parent
            continue
        yield current
        while current.tag not in _UNSEEN and (child := current.child) is not None:
            current = child
            yield current
        climbing = current


def _preceding(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes before `node`, nearest first, what holds them last."""
    climbing: LexborNode | None = node
    while climbing is not None:
        current = climbing.prev
        if current is None:
            climbing = climbing.parent
            continue
        while current.tag not in _UNSEEN and (child := current.last_child) is not None:
            current = child
        yield current
        climbing = current
