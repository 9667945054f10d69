"""What a page is known by, its address and its titles: which of several articles is its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from scraper.extraction.metadata.cleaning import clean_text
from scraper.extraction.metadata.title_parts import title_key
from scraper.extraction.page.url_parts import url_parts
from scraper.extraction.page.word_count import count_words

_FEWEST_INSIDE = 3  # words of a headline that is a part of a title


class PageIdentity:
    """The address and the titles of a page, to compare JSON-LD nodes with."""

    def __init__(self, url: str, titles: Iterable[str]) -> None:
        self._url = _address(url)
        self._titles = titles

    @cached_property
    def _keys(self) -> list[str]:
        keys = (title_key(clean_text(title)) for title in self._titles)
        return [key for key in keys if key]

    def match(self, node: dict[str, Any]) -> int:
        """How surely `node` is about this page: by its address, then by its headline."""
        return 2 * self._has_address(node) + self._has_headline(node)

    def excludes(self, node: dict[str, Any]) -> bool:
        """Whether `node` names another address and another headline."""
        named = any(_addresses(node)) and self._url and self._keys and node.get("headline")
        return bool(named) and not self.match(node)

    def _has_address(self, node: dict[str, Any]) -> bool:
        return bool(self._url) and self._url in map(_address, _addresses(node))

    def _has_headline(self, node: dict[str, Any]) -> bool:
        headline = node.get("headline") or node.get("name")
        key = title_key(clean_text(headline)) if isinstance(headline, str) else ""
        if not key:
            return False
        is_long = count_words(key) >= _FEWEST_INSIDE
        return any(
            key == other or (is_long and (key in other or other in key)) for other in self._keys
        )


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    """The addresses that `node` has for the page it is about."""
    for name in ("url", "@id", "mainEntityOfPage"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and "/" in value:
            yield value


def _address(url: str) -> str:
    """Host and path alone: scheme, "www.", query and fragment say nothing about which page."""
    parts = url_parts(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}" if path == "" and parts.query else f"{host}{path}"
