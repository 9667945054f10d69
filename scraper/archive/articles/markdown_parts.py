"""A `.md` in its three parts: front matter, body, and the notes of its user.

The notes begin with a line `<!-- notes -->` and go on to the end of the file. They are the
user's: nothing here or elsewhere in the program writes anything else there. `NAME.notes.md`
beside an article is the user's too, and no module ever names it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from scraper.archive.articles.assets import as_version

NOTES_LINE = "<!-- notes -->"

_FENCED = re.compile(r"---[ \t]*\n(.*?^|)---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NOTES = re.compile(rf"^{NOTES_LINE}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownParts:
    """`front` are the lines of YAML between the dashes, None where there are none; `body` is the
    headline and the text; `notes` begin with NOTES_LINE, or are empty.
    """

    front: str | None
    body: str
    notes: str

    def with_front(self, front: str) -> MarkdownParts:
        """The same with other lines of YAML."""
        return replace(self, front=front)

    def joined(self) -> bytes:
        """The `.md` of these parts."""
        parts = [f"---\n{self.front}---" if self.front is not None else "", self.body, self.notes]
        return _encoded("\n\n".join(part.strip("\n") for part in parts if part.strip("\n")) + "\n")


def split_markdown(content: bytes) -> MarkdownParts:
    """The parts of a `.md`. Bytes that are not UTF-8 are kept; line ends become those of Unix."""
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    text = text.replace("\r\n", "\n")
    fenced = _FENCED.match(text)
    rest = text[fenced.end() :] if fenced else text
    notes = _NOTES.search(rest)
    start = notes.start() if notes else len(rest)
    return MarkdownParts(
        front=fenced.group(1) if fenced else None,
        body=rest[:start].strip("\n"),
        notes=rest[start:].rstrip("\n"),
    )


def without_notes_line(markdown: str) -> str:
    """The body of an article, in which no line, as of code on the page, begins the notes."""
    return _NOTES.sub(lambda line: f" {line.group()}", markdown)


def body_hash(body: str) -> str:
    """SHA-256 (hex) of a body, the same for the article and its copy in versions/."""
    return hashlib.sha256(as_version(_encoded(body.strip("\n")))).hexdigest()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
