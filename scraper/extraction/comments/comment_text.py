"""HTML or plain text of one comment -> Comment; names and dates as they are meant."""

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

_LONGEST_NAME = 80  # characters
_SAYS = re.compile(
    r"\s+(?:says|said|wrote|writes|schreibt|schrieb|sagt|meint|dice|dijo|diz|disse|escreveu|dit|"
    r"a écrit|scrive|ha scritto|schreef|skrev|pisze|пишет|написал|говорит)\s*$",
    re.IGNORECASE,
)
_BY = re.compile(r"^(?:by|von|par|por|di|door|от)[:\s]+", re.IGNORECASE)
_DAY_AFTER = re.compile(r"\s+\(?\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.*$")
# A line that is a date and next to nothing else.
_DATED = re.compile(r"^(?=.*\d)[\W\d_]*(?:[^\W\d]+[\W\d_]*){0,6}$")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_AHEAD = timedelta(days=1)  # a comment may be written east of the clock that fetched it


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How the words of a comment are read; see read_comments for the fields."""

    base: str = ""
    now: datetime | None = None
    links: bool = True

    def comment(
        self, blocks: Sequence[b.Block], *, author: str, published: str, depth: int
    ) -> Comment:
        author = name_of(author)
        blocks = list(blocks)
        while len(blocks) > 1 and self._is_head(b.block_text(blocks[0]), author):
            del blocks[0]
        return Comment(
            author=author,
            published=self.instant(published),
            text=b.plain_text(blocks),
            markdown=render_markdown(blocks),
            depth=depth,
        )

    def _is_head(self, line: str, author: str) -> bool:
        """Whether a line only says again who wrote, or when."""
        rest = line.removeprefix(author) if author else line
        if rest != line and len(name_of(rest).split()) <= 1:
            return True
        return bool(_DATED.match(rest)) and self.instant(rest) is not None

    def instant(self, text: str) -> date | datetime | None:
        """The date that `text` names; None for none, and for one that is yet to come."""
        found = parse_date(clean_text(text)) if text else None
        if found and self.now and day_of(found) > day_of(self.now + _AHEAD):
            return None
        return found

    def of_html(self, html: str) -> tuple[b.Block, ...]:
        """The blocks of a fragment, without pictures."""
        root = LexborHTMLParser(html).body
        if root is None:
            return ()
        outline = make_outline(root)
        writer = InlineWriter(base=self.base, links=self.links, images=False)
        blocks = Assembly(outline, SegmentDecisions(outline), writer).blocks()
        return blocks if b.plain_text(blocks).strip() else ()

    def of_text(self, text: str) -> tuple[b.Block, ...]:
        """The blocks of a text whose lines are paragraphs; one with tags in it is HTML."""
        if _TAG.search(text):
            return self.of_html(text)
        lines = (clean_text(line) for line in text.splitlines())
        return tuple(b.Paragraph((b.Text(line),)) for line in lines if line)


def name_of(text: str) -> str:
    """A writer's name without what stands around it ("Ann says:"); empty where it is none."""
    name = _DAY_AFTER.sub("", _BY.sub("", clean_text(text)))
    name = _SAYS.sub("", name.rstrip(" :.…,|-–—·•"))
    return name if len(name) <= _LONGEST_NAME else ""
