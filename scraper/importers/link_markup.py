"""Bookmarks in HTML (Netscape's format; Pocket, Instapaper) and OPML.

Both are read by one tolerant parser: of all their elements only `a` and `outline` have addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from scraper.importers.list_entry import ListEntry, parse_added, split_tags

_ADDRESS = {"a": ("href",), "outline": ("xmlurl", "url", "htmlurl")}
_TAGS = ("tags", "category")
_ADDED = ("add_date", "time_added", "created", "date")


def read_markup(lines: Iterable[str]) -> Iterator[ListEntry]:
    """The links of bookmarks, and the feeds and links of OPML, in their order."""
    parser = _LinkParser()
    for line in lines:
        parser.feed(line)
        yield from parser.found
        parser.found.clear()
    parser.close()
    yield from parser.found


class _LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[ListEntry] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value}
        url = next((values[name] for name in _ADDRESS.get(tag, ()) if name in values), None)
        if url is None:
            return
        self.found.append(
            ListEntry(
                url=url.strip(),
                line=self.getpos()[0],
                tags=split_tags(next((values[name] for name in _TAGS if name in values), None)),
                added=parse_added(next((values[name] for name in _ADDED if name in values), None)),
            )
        )
