"""Which format a list has, told by its beginning. Pure."""

from __future__ import annotations

import re
from enum import Enum, auto

from scraper.errors import UrlListError
from scraper.importers.plain_list import has_link, is_plain_line
from scraper.importers.url_tables import has_url_column

ADVICE = (
    "a list has one URL a line, or is bookmarks (HTML), OPML, CSV or TSV with a column `url`, "
    "JSON or JSON Lines with a field `url`, or a text with links"
)
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\]])')
_BOOKMARKS = re.compile(
    r"<!doctype netscape-bookmark|<title>\s*(pocket export|instapaper|bookmarks?\b)"
    r"|<a\s[^>]*\b(add_date|time_added)=",
    re.IGNORECASE,
)


class ListFormat(Enum):
    """The formats that are read."""

    PLAIN = auto()
    TEXT = auto()  # any text with links
    MARKUP = auto()
    TABLE = auto()
    JSON = auto()
    JSON_LINES = auto()


def recognise(sample: str, name: str, *, is_whole: bool) -> ListFormat:
    """The format of a list that begins with `sample`; its `name` tells where the content may be
    read in two ways. `is_whole` where there is no more than the sample.

    Raises UrlListError, with advice, for what holds no URLs that could be found.
    """
    text, lower = sample.lstrip("\ufeff \t\r\n"), name.lower()
    if "\x00" in text:
        raise UrlListError(f"{name}: not a text; {ADVICE}")
    if text.startswith("<"):
        return _markup(text, name)
    if lower.endswith((".jsonl", ".ndjson")) or (_JSON.match(text) and _is_json_lines(text)):
        return ListFormat.JSON_LINES
    if _JSON.match(text):
        return ListFormat.JSON
    if has_url_column(text, is_table=lower.endswith((".csv", ".tsv"))):
        return ListFormat.TABLE
    return _plain_or_text(text, name, is_whole=is_whole)


def _markup(text: str, name: str) -> ListFormat:
    if re.search(r"<opml\b", text, re.IGNORECASE) or _BOOKMARKS.search(text):
        return ListFormat.MARKUP
    if re.search(r"<(rss|feed|urlset|sitemapindex)\b", text, re.IGNORECASE):
        raise UrlListError(f"{name}: a feed or a sitemap in a file; give its address instead")
    if re.search(r"<(!doctype html|html|head|body|p|div)\b", text, re.IGNORECASE):
        raise UrlListError(
            f"{name}: a web page, not a list of URLs; `scraper extract` prints its article"
        )
    return ListFormat.TEXT


def _is_json_lines(text: str) -> bool:
    """Whether the first line is an object of its own and another follows it."""
    first, _, rest = text.partition("\n")
    return first.rstrip().endswith("}") and rest.lstrip().startswith("{")


def _plain_or_text(text: str, name: str, *, is_whole: bool) -> ListFormat:
    lines = text.splitlines()
    lines = lines if is_whole or len(lines) < 2 else lines[:-1]  # the last one may be cut
    wanted = [line for line in map(str.strip, lines) if line and not line.startswith("#")]
    plain = sum(map(is_plain_line, wanted))
    if 2 * plain >= len(wanted) or (plain and not any(map(has_link, wanted))):
        return ListFormat.PLAIN
    if any(map(has_link, lines)):
        return ListFormat.TEXT
    raise UrlListError(f"{name}: no URL in it; {ADVICE}")
