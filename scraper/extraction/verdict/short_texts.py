"""Short texts that nobody signed and nothing declares: told from walls that are in no list.

A wall speaks of itself (of the page, the site, the browser, an account) and to its reader. A notice
of a town, a poem or a result does not. It is headed as the page is called.
"""

from __future__ import annotations

import re
from functools import cache

from scraper.extraction.page.outline import SENTENCE_END, Break, Segment
from scraper.extraction.phrases import PhraseKind, normalise, read_words
from scraper.extraction.phrases.folding import WORD
from scraper.extraction.verdict.machinery import is_login, widget_of
from scraper.extraction.verdict.verdict_input import VerdictInput
from scraper.scripts import UNSPACED

_FEWEST = 12  # words
_SENTENCE = 6  # words
_VERSES = 3  # ends of lines
_LONG_WORD = re.compile(rf"[{WORD}]{{4,}}|[{UNSPACED}]{{2}}")
_SAME = {"no": ("nb",), "nn": ("nb",), "zh": ("zh-Hans", "zh-Hant"), "sr": ("sr", "sr-Latn")}
_OF_WALLS = (
    PhraseKind.BOT_WALL,
    PhraseKind.CHECK,
    PhraseKind.CONSENT_WALL,
    PhraseKind.LOCKED,
    PhraseKind.NOT_FOUND,
    PhraseKind.PAYWALL,
)


def is_short_text(page: VerdictInput) -> bool:
    """Whether a page of few words has a text of its own, and no word about itself."""
    told = [s for s in page.kept if s.words >= _SENTENCE and SENTENCE_END.search(s.text)]
    if page.words < _FEWEST or not told or page.buttons:
        return False
    headings = [s for s in page.outline.segments if page.outline.heading_level(s)]
    if not _is_headed_as_called(page, headings) or any(map(page.spoken, _OF_WALLS)):
        return False
    if is_login(page.html) or widget_of(page.html):
        return False
    if sum(isinstance(item, Break) for s in page.kept for item, _ in s.pieces) >= _VERSES:
        return True  # a poem speaks to whom it likes
    words = _site_words(page.metadata.language.partition("-")[0])
    texts = (page.metadata.title, *(s.text for s in (*headings, *page.kept)))
    return words is not None and not any(words.search(normalise(text)) for text in texts)


def _is_headed_as_called(page: VerdictInput, headings: list[Segment]) -> bool:
    """Whether the main heading has a word of the page's title, or is it."""
    title = normalise(page.metadata.title)
    main = (s for s in headings if page.outline.heading_level(s) == 1 and not s.linked)
    return any(_share(title, normalise(s.text)) for s in main)


def _share(one: str, other: str) -> bool:
    words = {word for word in _LONG_WORD.findall(one) if word in other}
    return bool(words) or (one != "" and (one in other or other in one))


@cache
def _site_words(language: str) -> re.Pattern[str] | None:
    """What finds the words of a language (a BCP 47 primary tag); None for one that has no list."""
    lists = read_words("site_words")
    words = [w for tag in _SAME.get(language, (language,)) for w in lists.get(tag, ())]
    if not words:
        return None
    whole = rf"(?![{WORD}])"
    listed = "|".join(re.escape(normalise(w)) + (whole if w.endswith(" ") else "") for w in words)
    return re.compile(rf"(?:(?<![{WORD}])|(?<=[{UNSPACED}])|(?=[{UNSPACED}]))(?:{listed})")
