"""The text of a page as its reader sees it: what may be asked of it about a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

_INSIDE = re.compile(r"[\w@/-]|\.\w")  # what continues a word or an address
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_WORD = re.compile(r"[^\W\d_]+")


class PageText:
    """Reads the page's text when it is first asked, which few pages need."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._body = tree.body

    @cached_property
    def _text(self) -> str:
        if self._body is None:
            return ""
        return " ".join(_texts(self._body))

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
                _INSIDE.match(text[max(0, place - 1) : place])
                or _INSIDE.match(text, place + len(word))
            ):
                return True
        return False


def _texts(node: LexborNode) -> Iterator[str]:
    """The texts in `node` that a reader may see."""
    for text in node.traverse(include_text=True):
        parent = text.parent if text.tag == "-text" else None
        if parent is not None and parent.tag not in _UNSEEN:
            yield text.text_content or ""
