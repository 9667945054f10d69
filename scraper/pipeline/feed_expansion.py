"""How far a line of the list may expand: `feed_limit` articles, and as many sitemaps.

A sitemap index names sitemaps, and each of them articles. The limit is shared by all of them, so
that an index gives as many articles as a feed, its newest, and an endless one ends. It is
enforced by the worker that has the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from scraper.errors import UrlError
from scraper.models import Target
from scraper.urls import target


class FeedExpansion:
    """What feeds and sitemaps have named in this run, counted by the line that led to them."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: dict[str, str] = {}  # key of a named target -> key of the line
        self._articles: Counter[str] = Counter()
        self._sitemaps: Counter[str] = Counter()
        self._index_members: set[str] = set()

    def is_unneeded(self, target: Target) -> bool:
        """Whether `target` is a sitemap of an index that has reached its limit."""
        is_member = target.key in self._index_members
        return is_member and self._articles[self._line(target)] >= self._limit

    def expand(self, feed: Target, urls: Iterable[str], *, is_index: bool) -> tuple[Target, ...]:
        """The targets that `feed` names for the first time, up to the limit of its line."""
        line = self._line(feed)
        count = self._sitemaps if is_index else self._articles
        found = tuple(islice(self._new_targets(urls, feed), max(self._limit - count[line], 0)))
        count[line] += len(found)
        if is_index:
            self._index_members.update(each.key for each in found)
        return found

    def _new_targets(self, urls: Iterable[str], feed: Target) -> Iterator[Target]:
        line = self._line(feed)
        for found in _targets(urls, feed):
            if found.key not in self._lines and found.key != line:
                self._lines[found.key] = line
                yield found

    def _line(self, target: Target) -> str:
        return self._lines.get(target.key, target.key)


def _targets(urls: Iterable[str], feed: Target) -> Iterator[Target]:
    for url in urls:
        with suppress(UrlError):  # the feed's mistake; reported are only those of the list
            yield target(url, source=feed.url)
