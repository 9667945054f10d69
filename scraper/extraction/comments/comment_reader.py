"""The HTML or plain text of one comment -> Comment, with a clean author name and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from selectolax.lexbor import LexborHTMLParser

from scraper import blocks as b
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.metadata.cleaning import clean_text
from scraper.extraction.metadata.dates import day_of, parse_date
from scraper.extraction.page.walk import make_outline
from scraper.extraction.writing.assemble import Assembly
from scraper.extraction.writing.inline_writer import InlineWriter
from scraper.markdown import render_markdown
from scraper.models import Comment

_MAX_NAME = 80  # characters
_SAYS = re.compile(
    r"\s+(?:says|said|wrote|writes|schreibt|schrieb|sagt|meint|dice|dijo|diz|disse|escreveu|dit|"
    r"a écrit|scrive|ha scritto|schreef|skrev|pisze|пишет|написал|говорит)\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|von|par|por|di|door|от)[:\s]+", re.IGNORECASE)
_DATE_AFTER = re.compile(r"\s+\(?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.*$")
# A date with at most six words.
_DATE_LINE = re.compile(r"^(?=.*\d)[\W\d_]*(?:[^\W\d]+[\W\d_]*){0,6}$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MAX_AHEAD = timedelta(days=1)  # the time zone of a comment may be ahead of the fetching clock


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentReader:
    """Makes comments of what a page has for them; see read_comments for the fields."""

    base: str = ""
    now: datetime | None = None
    links: bool = True

    def make_comment(
        self, blocks: Sequence[b.Block], *, author: str, published: str, depth: int
    ) -> Comment:
        """The comment with the text `blocks`, without leading lines that repeat author or date."""
        author = author_name(author)
        blocks = list(blocks)
        while len(blocks) > 1 and self._is_signature(b.block_text(blocks[0]), author):
            del blocks[0]
        return Comment(
            author=author,
            published=self.date_in(published),
            text=b.plain_text(blocks),
            markdown=render_markdown(blocks),
            depth=depth,
        )

    def _is_signature(self, line: str, author: str) -> bool:
        """Whether a line holds only the author or the date."""
        rest = line.removeprefix(author) if author else line
        if rest != line and len(author_name(rest).split()) <= 1:
            return True
        return bool(_DATE_LINE.match(rest)) and self.date_in(rest) is not None

    def date_in(self, text: str) -> date | datetime | None:
        """The date in `text`; None where there is none, or where it is in the future."""
        found = parse_date(clean_text(text)) if text else None
        if found and self.now and day_of(found) > day_of(self.now + _MAX_AHEAD):
            return None
        return found

    def blocks_of_html(self, html: str) -> tuple[b.Block, ...]:
        """The blocks of a fragment, without images."""
        root = LexborHTMLParser(html).body
        if root is None:
            return ()
        outline = make_outline(root)
        writer = InlineWriter(base=self.base, links=self.links, images=False)
        blocks = Assembly(outline, SegmentDecisions(outline), writer).blocks()
        return blocks if b.plain_text(blocks).strip() else ()

    def blocks_of_text(self, text: str) -> tuple[b.Block, ...]:
        """The blocks of a text, a paragraph for each line; a text with tags is read as HTML."""
        if _TAG.search(text):
            return self.blocks_of_html(text)
        lines = (clean_text(line) for line in text.splitlines())
        return tuple(b.Paragraph((b.Text(line),)) for line in lines if line)


def author_name(text: str) -> str:
    """The author's name without the words around it ("Ann says:"); empty where it is too long."""
    name = _DATE_AFTER.sub("", _BY.sub("", clean_text(text)))
    name = _SAYS.sub("", name.rstrip(" :.…,|-–—·•"))
    return name if len(name) <= _MAX_NAME else ""
