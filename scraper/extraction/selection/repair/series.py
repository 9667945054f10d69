"""The entries of an article that is a list: boxes that are written alike, each a name and what is
said of it. They look like teasers of other pages, and are what the title promises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scraper.extraction.page.outline import Outline, Segment, SegmentKind
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.entries import Entry, is_entry_prose
from scraper.extraction.selection.site_speech import speaks_for_the_site

_GAP = 15  # words between the text and the first entry
_ON_TOPIC = 0.3  # share of the entries that share a word with the title
_OFTEN = 3
_ENTRIES = frozenset({"li", "dt", "dd", "td", "th"})
_CJK = r"\u30a0-\u30ff\u3400-\u9fff"  # without hiragana, in which Japanese inflects
# Longer words, and of Chinese and Japanese each two characters in a row.
_WORD = re.compile(rf"[^\W\d_{_CJK}]{{4,}}|(?=([{_CJK}]{{2}}))")


def series(choice: RepairContext) -> Iterator[int]:
    """Three or more entries in the element of the text, right after chosen text, whose words are
    those of the title: lines without links, once each.
    """
    for row in choice.candidates.entries:
        lines = [line for entry in row for line in entry]
        if all(line.index in choice.chosen for line in lines if is_entry_prose(line)):
            continue
        text = choice.text_element
        if text is None or not text.first <= lines[0].index <= lines[-1].index < text.last:
            continue
        if not _continues_text(choice, row) or not _is_on_topic(choice.candidates.title, row):
            continue
        times = Counter(line.text for line in lines)
        for entry in row:
            for line in entry:
                if _is_of_entry(choice.outline, line, entry[0]) and times[line.text] < _OFTEN:
                    yield line.index


def _continues_text(choice: RepairContext, row: Sequence[Entry]) -> bool:
    """Whether a row is right after chosen text, at once where its names are links: teasers of
    other pages have a heading of their own over them that is not chosen.
    """
    links = sum(bool(entry[0].linked) for entry in row)
    gap = choice.words_after_text(row[0][0].index)
    return gap <= (0 if links * 2 > len(row) else _GAP)


def _is_on_topic(title: str, row: Sequence[Entry]) -> bool:
    words = _words(title)
    shared = sum(any(not words.isdisjoint(_words(line.text)) for line in entry) for entry in row)
    return shared >= _ON_TOPIC * len(row)


def _words(text: str) -> frozenset[str]:
    return frozenset(m[0] or m[1] for m in _WORD.finditer(text.casefold()))


def _is_of_entry(outline: Outline, line: Segment, name: Segment) -> bool:
    """Whether a line is the name, prose, or in a list of what speaks for and against it."""
    if line is name:
        return not line.controls
    if line.linked or line.controls or line.kind is not SegmentKind.TEXT:
        return False
    is_listed = outline.elements[line.parent].tag in _ENTRIES
    return (is_listed or is_entry_prose(line)) and not speaks_for_the_site(line, surely=True)
