"""JSON and JSON Lines with a field of URLs.

Wallabag, Omnivore, Pocket, Raindrop, Pinboard, linkding; bookmarks of Firefox and Chrome. These
differ in where their entries are and in what the fields are called, so that every object that
has a URL is an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from scraper.importers.field_names import ADDED, TAGS, URLS
from scraper.importers.list_entry import ListEntry, parse_added, split_tags

_PINBOARD = "toread"  # a field of its entries, whose tags are separated by spaces
_SCHEMES = ("http://", "https://")


def read_json(lines: Iterable[str]) -> Iterator[ListEntry]:
    """The entries of one document. Raises msgspec.DecodeError where it is no JSON."""
    document = msgspec.json.decode("".join(lines).removeprefix("\ufeff"))
    for number, found in enumerate(_objects(document), start=1):
        yield _entry(found, number)


def read_json_lines(lines: Iterable[str]) -> Iterator[ListEntry]:
    """The entries of JSON Lines, one by one. Raises msgspec.DecodeError."""
    for number, line in enumerate(lines, start=1):
        if text := line.removeprefix("\ufeff").strip():
            yield from (_entry(found, number) for found in _objects(msgspec.json.decode(text)))


def _objects(document: object) -> Iterator[dict[str, object]]:
    """The objects that have a URL, and texts of lists that are URLs, in their order.

    Within an entry only `children` can have entries of its own: other addresses are of images.
    """
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed([_as_object(each) for each in value]))
        elif isinstance(value, dict):
            lower = {key.lower(): part for key, part in value.items()}
            if _url(lower):
                yield lower
                waiting.append(lower.get("children"))
            else:
                waiting.extend(reversed(list(value.values())))


def _as_object(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


def _url(fields: dict[str, object]) -> str:
    values = (fields.get(name) for name in URLS)
    texts = (value.strip() for value in values if isinstance(value, str))
    return next((text for text in texts if text.lower().startswith(_SCHEMES)), "")


def _entry(fields: dict[str, object], number: int) -> ListEntry:
    tags = _first(fields, TAGS)
    if _PINBOARD in fields and isinstance(tags, str):
        tags = list(tags.split())
    return ListEntry(
        url=_url(fields),
        line=number,
        tags=split_tags(tags),
        added=parse_added(_first(fields, ADDED)),
    )


def _first(fields: dict[str, object], names: tuple[str, ...]) -> object:
    return next((fields[name] for name in names if fields.get(name)), None)
