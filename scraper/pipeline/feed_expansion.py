"""How far a line of the list may expand: so many articles, and as many sitemaps on the way.

A sitemap index names sitemaps, and each of them articles. The limit holds for all of them
together, so that an index gives as many as a feed, its newest, and one that goes on for ever
ends. It is kept by the process that has the site in hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from scraper.errors import UrlError
from scraper.models import Target
from scraper.urls import target


class Expansion:
    """What the feeds and sitemaps of this run have named, counted by the line they go back to."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: dict[str, str] = {}  # key of what was named -> key of the line
        self._articles: Counter[str] = Counter()
        self._sitemaps: Counter[str] = Counter()
        self._of_index: set[str] = set()

    def is_needless(self, target: Target) -> bool:
        """Whether `target` is a sitemap of an index that has given enough already."""
        return target.key in self._of_index and self._articles[self._line(target)] >= self._limit

    def named(self, target: Target, urls: Iterable[str], *, is_index: bool) -> tuple[Target, ...]:
        """The targets that `target` names, those for which there is room."""
        line = self._line(target)
        count = self._sitemaps if is_index else self._articles
        found = tuple(islice(self._fresh(urls, target), max(self._limit - count[line], 0)))
        count[line] += len(found)
        if is_index:
            self._of_index.update(each.key for each in found)
        return found

    def _fresh(self, urls: Iterable[str], feed: Target) -> Iterator[Target]:
        """What is named for the first time."""
        line = self._line(feed)
        for found in targets_of(urls, feed):
            if found.key not in self._lines and found.key != line:
                self._lines[found.key] = line
                yield found

    def _line(self, target: Target) -> str:
        return self._lines.get(target.key, target.key)


def targets_of(urls: Iterable[str], feed: Target) -> Iterator[Target]:
    """The URLs that a feed names, as targets."""
    for url in urls:
        with suppress(UrlError):  # a feed's own slip; the list's lines are the ones reported
            yield target(url, source=feed.url)
