"""The last resort for the day a page was published. Guesses, and marked so.

htmldate is asked in its careful mode: the extensive one gives nearly every page a date,
whether it has one or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from selectolax.lexbor import LexborHTMLParser

from scraper.extract.metadata.candidates import Candidate
from scraper.extract.metadata.nearby import labelled_dates

_LARGEST = 2_000_000  # characters of a page that is worth the guess
_ELSEWHERE = '[class*="related" i], [id*="related" i], [class*="comment" i]'
_FORMAT = "%Y-%m-%d"


def guessed_dates(
    tree: LexborHTMLParser, nearby: Iterable[Candidate], now: datetime | None
) -> Iterator[Candidate]:
    """When the page was published, as far as can be told; one candidate at most that is a guess.

    A page that shows only when it was changed is as old as that; `nearby` are the candidates
    around its headline.
    """
    shown = [*nearby, *labelled_dates(tree)]
    yield from shown
    if any(one.field == "published" for one in shown):
        return
    for one in shown:
        if one.field == "modified":
            yield Candidate("published", one.value, f"{one.source}, updated (a guess)", 0.3)
            return
    yield from _weighed(tree, now)


def _weighed(tree: LexborHTMLParser, now: datetime | None) -> Iterator[Candidate]:
    if tree.css_first(_ELSEWHERE) is not None:
        tree = _without_elsewhere(tree)
    html = tree.html or ""
    if len(html) > _LARGEST:
        return
    from htmldate import find_date  # noqa: PLC0415 - few pages need it, and it is slow to import

    latest = (now + timedelta(days=1)).strftime(_FORMAT) if now is not None else None
    day = find_date(html, original_date=True, extensive_search=False, max_date=latest)
    if day:
        yield Candidate("published", day, "htmldate (a guess)", 0.3)


def _without_elsewhere(tree: LexborHTMLParser) -> LexborHTMLParser:
    """A copy of the page without the dates of other pages and of comments."""
    copy = tree.clone()
    for node in copy.css(_ELSEWHERE):
        node.decompose()
    return copy
