"""The score of a text against the gold text, by the measure of each corpus.

words      WCXB, fundus: the `\\w+` tokens as bags; the mean over pages of each page's F1
shingles   ScrapingHub: runs of four tokens, every page of weight one; F1 of the mean
           precision and the mean recall
snippets   trafilatura: snippets that should be there and that should not; counts pooled

Metadata have no measure of their own in these corpora; see title_key, name_keys, iso_day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_WORD = re.compile(r"\w+")
_SHINGLE = 4  # tokens
_NAME_BORDER = re.compile(r"[;,&|/\n]|\b(?:and|und|et|y)\b")
_BY = re.compile(r"^\s*(?:by|von|par|por)\b[:\s]*", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{4})(\d\d)(\d\d)")
_WRITTEN = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class Score:
    """True positives, false positives and false negatives: counts, or shares of a page."""

    right: float = 0.0
    wrong: float = 0.0
    missed: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    return _share(2 * precision * recall, precision + recall)


def mean(values: Iterable[float]) -> float | None:
    """The mean; None of no values."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


# --- texts -----------------------------------------------------------------------------


def tokens(text: str) -> list[str]:
    return _WORD.findall(text)


def word_score(text: str, gold: str) -> Score:
    """Bags of lower-case words. An empty text is right where the gold text is empty."""
    found, wanted = Counter(tokens(text.lower())), Counter(tokens(gold.lower()))
    if not wanted and not found:
        return Score(1.0)
    right = (found & wanted).total()
    return Score(right, found.total() - right, wanted.total() - right)


def shingle_score(text: str, gold: str) -> Score:
    """Shingles of four words, as shares of all that the text and the gold text have together."""
    found, wanted = _shingles(text), _shingles(gold)
    right = (found & wanted).total()
    wrong, missed = found.total() - right, wanted.total() - right
    whole = right + wrong + missed
    return Score(right / whole, wrong / whole, missed / whole) if whole else Score()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = tokens(text)
    runs = (tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    return Counter(run for run in runs if run)


def shingle_f1(scores: Sequence[Score]) -> float:
    """F1 of the means; a page without text has no precision, one without gold text no recall."""
    precision = mean(s.precision for s in scores if s.right + s.wrong > 0) or 0.0
    recall = mean(s.recall for s in scores if s.right + s.missed > 0) or 0.0
    return harmonic(precision, recall)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def hits(text: str, snippets: Iterable[str], fold: Callable[[str], str] = str) -> int:
    """How many snippets occur in the text; white space is ignored."""
    text = fold(squeezed(text))
    return sum(fold(squeezed(snippet)) in text for snippet in snippets)


def snippet_score(text: str, wanted: Sequence[str], unwanted: Sequence[str]) -> Score:
    right = hits(text, wanted)
    return Score(right, hits(text, unwanted), len(wanted) - right)


# --- metadata --------------------------------------------------------------------------


def title_key(title: str) -> str:
    """The title without differences of case, punctuation, quotes and character width."""
    return " ".join(tokens(unicodedata.normalize("NFKC", title).casefold()))


def name_keys(authors: Iterable[str]) -> frozenset[str]:
    """The names in texts with one or several each."""
    parts = (part for author in authors for part in _NAME_BORDER.split(author))
    return frozenset(title_key(_BY.sub("", part)) for part in parts) - {""}


def iso_day(value: str | date | None) -> str:
    """YYYY-MM-DD; empty for a text without a complete date."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = (value or "").strip()
    if match := _ISO.match(text):
        year, month, day = (group for group in match.groups() if group)
        return f"{year}-{int(month):02}-{int(day):02}"
    for form in _WRITTEN:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""
