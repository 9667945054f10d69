"""The visible text of a page, for checking whether and how it contains a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

_INSIDE = re.compile(r"[\w@/-]|\.\w")  # what continues a word or an address
_BESIDE = re.compile(r"[\w@/.]")  # what is beside a part of a word or an address
_UNSEEN = "script, style, template"
_END = "\0"  # of a text; lexbor puts another character in its place
_WORD = re.compile(r"[^\W\d_]+")


class PageText:
    """Reads the page's text when it is first needed, which it is on few pages, and once."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._body = tree.body

    @cached_property
    def lines(self) -> list[str]:
        """The texts that a reader may see, as they are written, without the spaces around them."""
        return [line for text in self._visible if (line := text.strip())]

    @cached_property
    def _text(self) -> str:
        return " ".join(self._visible)

    @cached_property
    def _visible(self) -> list[str]:
        """The texts of the body without those of scripts and styles, which lexbor reads too."""
        if self._body is None:
            return []
        unseen = {node.text() for node in self._body.css(_UNSEEN)}
        texts = self._body.text(separator=_END).split(_END)
        return [text for text in texts if text not in unseen]

    def shows(self, text: str) -> bool:
        """Whether the page shows `text` as whole words, not inside an address."""
        return any(
            not (
                (start and _BESIDE.match(self._text, start - 1))
                or _BESIDE.match(self._text, start + len(text))
            )
            for start in self._places(text)
        )

    def writes_small(self, name: str) -> bool:
        """Whether a word of `name` occurs somewhere in lower case.

        The words of a rubric or a company ("Travel Guides") do; those of a person's name rarely.
        """
        return any(self._has_small(word.lower()) for word in _WORD.findall(name))

    def _has_small(self, word: str) -> bool:
        """Whether `word`, in lower case, occurs as a whole word."""
        if not word.islower():
            return False  # a script that knows no small letters
        return any(
            not (
                (start and _INSIDE.match(self._text[start - 1]))
                or _INSIDE.match(self._text, start + len(word))
            )
            for start in self._places(word)
        )

    def _places(self, text: str) -> Iterator[int]:
        """Where `text` begins in the page's text."""
        place = self._text.find(text)
        while place >= 0:
            yield place
            place = self._text.find(text, place + 1)
