"""The text of a page as its reader sees it: what may be asked of it about a name."""

from __future__ import annotations

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

_WORD = re.compile(r"[^\W\d_]+")


class PageText:
    """Reads the page's text when it is first asked, which few pages need."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._body = tree.body

    @cached_property
    def _text(self) -> str:
        return self._body.text(separator=" ") if self._body is not None else ""

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(word for word in _WORD.findall(self._text) if word.islower())

    def shows(self, text: str) -> bool:
        """Whether a reader comes across `text` as words, not inside an address."""
        return re.search(rf"(?<![\w@/.]){re.escape(text)}(?![\w@/.])", self._text) is not None

    def writes_small(self, name: str) -> bool:
        """Whether a word of `name` stands somewhere in small letters.

        The words of a rubric or a company ("Travel Guides") do; those of a person's name never.
        """
        return any(word.lower() in self._small_words for word in _WORD.findall(name))
