"""The voice of sites -> the weights of scraper/extraction/selection/model/site_voice.py.

The sentences are ours (voice/<language>.toml): lines in which a site addresses its readers, and
sentences of articles, half of them about newsletters, cookies and comments. The phrases of the
rules are examples too, and lines of the corpora with less weight.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.model.lender import Source
from scraper.extraction.phrases import PhraseKind, read_phrases
from scraper.extraction.selection.model.site_voice import BUCKETS, hashed_runs

FOLDER = Path(__file__).parent / "voice"
_SPOKEN = (
    "invite rules newsletter share follow support cookies advert dated rights recommended tags"
).split()
_PARAGRAPHS = ("rules", "newsletter", "cookies", "support", "rights")
_SITE_KINDS = (
    PhraseKind.COMMENTS, PhraseKind.COMMENT_RULES, PhraseKind.NEWSLETTER, PhraseKind.SHARE,
    PhraseKind.SUPPORT, PhraseKind.COOKIES, PhraseKind.ADVERT, PhraseKind.COPYRIGHT,
    PhraseKind.DISCLOSURE, PhraseKind.RECOMMENDATIONS,
)  # fmt: skip
_PENALTY = 0.1  # of the squared weights
_CORPUS = 0.6  # weight of a line of a corpus
_PHRASE = 0.5
_SHORTENED = 0.3
_LINES = 6  # of a page


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text, whether it speaks for the site, and its weight."""

    text: str
    is_site: bool
    weight: float = 1.0


def sentences(folder: Path = FOLDER) -> Iterator[Spoken]:
    """Ours."""
    for path in sorted(folder.glob("*.toml")):
        listed = tomllib.loads(path.read_text("utf-8"))
        spoken = [text for name in _SPOKEN for text in listed[name]]
        longer = [text for name in _PARAGRAPHS for text in listed[name]]
        for text in (*spoken, *_joined(longer, 2), *_joined(longer, 3)):
            yield Spoken(text, is_site=True)
        article = listed["article"]
        for text in (*article, *_joined(article, 2), *_joined(article, 3)):
            yield Spoken(text, is_site=False)
        for text in map(_shortened, article):
            yield Spoken(text, is_site=False, weight=_SHORTENED)


def _joined(texts: Sequence[str], count: int) -> Iterator[str]:
    """Runs of `count` texts, as paragraphs: how long a text is must not say whose it is."""
    for start in range(0, len(texts) - count + 1, count):
        yield " ".join(texts[start : start + count])


def _shortened(text: str) -> str:
    """A few words of a text, as headings and entries have: a short line is not the site's for that.
    Of a text without spaces, a few letters.
    """
    parts, between = (text.split(), " ") if " " in text else (list(text), "")
    number = crc32(text.encode())
    count = number % 6 + 2 if between else number % 12 + 4
    start = max(0, len(parts) - count) // 2 if number % 3 == 0 else 0
    return between.join(parts[start : start + count]).strip(",;:")


def phrases() -> Iterator[Spoken]:
    """Those of the rules, as they are written there, without their signs."""
    for kind in _SITE_KINDS:
        for listed in read_phrases(kind).values():
            for phrase in listed:
                yield Spoken(
                    phrase.replace("...", "").replace("*", " ").strip(),
                    is_site=True,
                    weight=_PHRASE,
                )


def lines(sources: Sequence[Source]) -> Iterator[Spoken]:
    """Lines of the corpora: debris without links, and short paragraphs of bodies."""
    for source in sources:
        debris = [line for run in (*source.before, *source.after) for line in run]
        plain = [line for line in debris if "<a " not in line.html and 4 <= line.words <= 40]
        body = [line for line in source.body if 6 <= line.words <= 60]
        yield from (Spoken(line.text, is_site=True, weight=_CORPUS) for line in plain[-_LINES:])
        step = max(1, len(body) // _LINES)
        yield from (
            Spoken(line.text, is_site=False, weight=_CORPUS) for line in body[::step][:_LINES]
        )


def train(examples: Iterable[Spoken]) -> bytes:
    """The content of the data file."""
    known = list(examples)
    matrix = _matrix([one.text for one in known])
    right = np.array([1.0 if one.is_site else -1.0 for one in known])
    weights = np.array([one.weight for one in known])
    for side in (1.0, -1.0):  # both sides weigh the same
        weights[right == side] /= weights[right == side].sum()
    weights *= len(known) / 2

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = right * (matrix @ values[:-1] + values[-1])
        lost = np.logaddexp(0.0, -margin)
        slope = -right * weights / (1.0 + np.exp(margin))
        total = float(weights @ lost + _PENALTY / 2 * values[:-1] @ values[:-1])
        gradient = np.concatenate([matrix.T @ slope + _PENALTY * values[:-1], [slope.sum()]])
        return total, gradient

    fitted = minimize(loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B").x
    scale = float(np.abs(fitted[:-1]).max()) / 127 or 1.0
    file = BytesIO()
    np.savez_compressed(
        file,
        weights=np.round(fitted[:-1] / scale).astype(np.int8),
        scale=np.array(scale),
        bias=np.array(fitted[-1]),
    )
    return file.getvalue()


def _matrix(texts: Sequence[str]) -> csr_matrix:
    """A row a text: its runs of characters by bucket, over the root of their number."""
    hashes, counts = hashed_runs(texts)
    values = np.repeat(1.0 / np.sqrt(np.maximum(counts, 1)), counts)
    borders = np.concatenate([[0], np.cumsum(counts)])
    return csr_matrix((values, hashes, borders), shape=(len(texts), BUCKETS))
