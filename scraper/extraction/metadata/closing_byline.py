"""The authors of an article that are named only below it: "About the author", "Written by …".

Used only where neither markup nor the lines around the headline name an author.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.name_shape import is_person
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.metadata.people import names

_LABEL = (
    r"(?:this (?:post|article|guide|story|piece)(?: was| is)? )?(?:written|authored) by|"
    r"(?:article|story|post|guest post|blog post|words) by|(?:about|meet) the authors?|authors?|"
    r"(?:über|zu) (?:den|die|der|dem) autor(?:in|en)?|zum autor|zur autorin|autor(?::in|in|en)?|"
    r"geschrieben von|verfasst von|à propos de l['’]aut(?:eur|rice)|l['’]aut(?:eur|rice)|écrit par|"
    r"rédigé par|sobre (?:el|la|o|a) autora?|escrito por|informazioni sull['’]aut(?:ore|rice)|"
    r"scritto da|over de auteur|geschreven door|om författaren|skriven av|om forfatteren|"
    r"skrevet a[vf]|об авторе|автор|про автора|o autorze|o autorce|o autorovi|yazar hakkında|"
    r"この記事を書いた人|この記事の著者|執筆者|著者プロフィール|作者简介|关于作者|作者簡介|關於作者|글쓴이"
)
_CLOSING = re.compile(rf"[^\w\n]*(?:{_LABEL})(?!\w)[ \t]*[:：]?\s*(?P<rest>.*)$", re.IGNORECASE)
_INITIALS = frozenset(
    "TtWwAaSsPpGgBbMmÜüZzVvÀàLlÉéRrEeIiOoFfОоАаПпYyこ執著作关關글"
)  # of the labels
_LONGEST = 110  # characters of a line that has a label and a name
_MOST = 2  # names on one page; more are the authors of a list
_SURE = 0.32


def closing_candidates(page: PageText) -> Iterator[Candidate]:
    """The authors that labelled lines anywhere on the page name, where they name one or two."""
    found: dict[str, None] = {}
    for text in _labelled(list(_lines(page))):
        for name in names([text]):
            if is_person(name, at_least=1 if not name.isascii() else 2):
                found.setdefault(name)
    if 0 < len(found) <= _MOST and not any(map(page.writes_small, found)):
        yield Candidate("authors", "; ".join(found), "under the text (a guess)", _SURE)


def _lines(page: PageText) -> Iterator[str]:
    """The lines of the page's texts; a text may hold several, as it is written."""
    for text in page.lines:
        if "\n" in text:
            yield from (part for line in text.split("\n") if (part := line.strip()))
        else:
            yield text


def _labelled(lines: list[str]) -> Iterator[str]:
    """What follows a label, in its line or in the next one."""
    for line, further in zip(lines, [*lines[1:], ""], strict=False):
        if line[0] in _INITIALS and len(line) <= _LONGEST and (match := _CLOSING.match(line)):
            rest = match["rest"] or further
            if len(rest) <= _LONGEST:
                yield rest
