"""The text of a page as its reader sees it: what may be asked of it about a name."""

from __future__ import annotations

import re
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


class PageText:
    """Reads the page's text when it is first asked, which few pages need."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._body = tree.body

    @cached_property
    def _text(self) -> str:
        return self._body.text(separator=" ") if self._body is not None else ""

    def shows(self, text: str) -> bool:
        """Whether a reader comes across `text` as words, not inside an address."""
        return re.search(rf"(?<![\w@/.]){re.escape(text)}(?![\w@/.])", self._text) is not None

    def writes_small(self, name: str) -> bool:
        """Whether a word of `name` stands somewhere in small letters.

        The words of a rubric or a company ("Travel Guides") do; those of a person's name never.
        """
        return any(self._has_small(word.lower()) for word in _WORD.findall(name))

    def _has_small(self, word: str) -> bool:
        """Whether `word`, in small letters, stands by itself somewhere."""
        if not word.islower():
            return False  # a script that knows no small letters
        text, place = self._text, -1
        while (place := text.find(word, place + 1)) >= 0:
            if not (
                _LETTER.match(text[place - 1 : place]) or _LETTER.match(text, place + len(word))
            ):
                return True
        return False
