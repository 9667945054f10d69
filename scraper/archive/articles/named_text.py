"""Which article and which text a `.md` holds, as its front matter names them.

Read from the bytes alone: it is done for many files, by programs that need no YAML otherwise.
"""

from __future__ import annotations

import re

_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*(\r?\n.*?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_CONTENT_HASH = re.compile(rb"^content_hash:[ \t]*[\"']?([0-9a-f]{64})\b", re.MULTILINE)
_ID = re.compile(rb"^id:[ \t]*[\"']?([a-z2-7]{8})\b", re.MULTILINE)


def holds_text(markdown: bytes, text_hash: str) -> bool:
    """Whether the front matter of a `.md` names the text of this hash as the one it holds."""
    return _named(markdown, _CONTENT_HASH) == text_hash.encode()


def id_named_in(markdown: bytes) -> str:
    """The id of the article that the front matter of a `.md` names; empty where it names none."""
    return _named(markdown, _ID).decode("ascii")


def _named(markdown: bytes, line: re.Pattern[bytes]) -> bytes:
    """The value in a line of the front matter: an editor may have changed quotes and line ends."""
    head = _HEAD.match(markdown)
    found = line.search(head.group(1)) if head else None
    return found.group(1) if found else b""
