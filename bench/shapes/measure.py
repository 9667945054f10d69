"""Pages -> Report: is each page's Markdown its article, whole and alone?

Texts are compared by their letters, digits and marks, so that escapes, spaces and quotation
marks do not matter. The pieces of the body are looked for in their order; the rest of the text is
searched for the debris, longest pieces first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from bench.extraction.extractors import EXTRACTORS
from bench.shapes.pages import Page
from bench.shapes.stories import Piece
from scraper import VerdictName, extract

_BORDER = "\0"  # in the place of a piece that was found
_MARKS = re.compile(r"^\s*(?:>\s*)*(?:#+|[-*+]|\d{1,2}[.)])\s+|\]\([^)\s]*\)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """The text that an extractor found, as Markdown; `refused` where it does not
    classify the page as an article.
    """

    text: str
    refused: bool = False


Extractor = Callable[[str, str], Extraction]


def by_scraper(html: str, url: str) -> Extraction:
    article = extract(html, url=url)
    refused = article.verdict.name is not VerdictName.ARTICLE
    return Extraction(text=article.markdown, refused=refused)


def by_trafilatura(html: str, url: str) -> Extraction:
    (other,) = (e for e in EXTRACTORS if e.name == "trafilatura")
    return Extraction(text=other.extract(html, url).text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of one page. `strays` are letters of the text that belong to no complete piece."""

    page: Page
    lost: tuple[Piece, ...]
    leaked: tuple[Piece, ...]
    strays: str
    refused: bool

    @property
    def is_perfect(self) -> bool:
        return not self.lost and not self.leaked and not self.strays


@dataclass(frozen=True, slots=True)
class Report:
    """The results of many pages and their figures, all from 0 to 1; 1.0 or 0.0 without pages."""

    results: tuple[Result, ...]

    def only(self, *, shape: str = "", language: str = "", trap: str | None = None) -> Report:
        """The report on a part of the pages. `trap` is a trap's name, or "" for none."""
        return Report(
            tuple(
                result
                for result in self.results
                if shape in {"", result.page.shape}
                and language in {"", result.page.language}
                and trap in {None, result.page.trap}
            )
        )

    @property
    def plain(self) -> Report:
        return self.only(trap="")

    @property
    def traps(self) -> Report:
        return Report(tuple(result for result in self.results if result.page.trap))

    @property
    def perfect(self) -> float:
        return _share(sum(r.is_perfect for r in self.results), len(self.results), 1.0)

    @property
    def leaked(self) -> float:
        pieces = sum(len(r.page.debris) for r in self.results)
        return _share(sum(len(r.leaked) for r in self.results), pieces, 0.0)

    @property
    def kept(self) -> float:
        pieces = sum(len(r.page.body) for r in self.results)
        return 1.0 - _share(sum(len(r.lost) for r in self.results), pieces, 0.0)

    @property
    def whole(self) -> float:
        """The share of pages that lost nothing, whatever leaked."""
        return _share(sum(not r.lost for r in self.results), len(self.results), 1.0)

    @property
    def refused(self) -> float:
        return _share(sum(r.refused for r in self.results), len(self.results), 0.0)

    def leaked_by_kind(self) -> dict[str, float]:
        """The share of each kind of debris that leaked."""
        return _by_kind((r.leaked, r.page.debris) for r in self.results)

    def lost_by_kind(self) -> dict[str, float]:
        return _by_kind((r.lost, r.page.body) for r in self.results)


def measure(pages: Iterable[Page], extractor: Extractor = by_scraper, processes: int = 1) -> Report:
    """Each page through the extractor. With several processes the order of results is the same."""
    if processes == 1:
        return Report(tuple(judge(page, extractor(page.html, page.url)) for page in pages))
    with ProcessPoolExecutor(processes) as pool:
        return Report(tuple(pool.map(partial(_measured, extractor), pages, chunksize=16)))


def _measured(extractor: Extractor, page: Page) -> Result:
    return judge(page, extractor(page.html, page.url))


def judge(page: Page, extraction: Extraction) -> Result:
    """What is lost of a page, and what is leaked into its text."""
    rest, lost = _without_body(letters(_MARKS.sub(" ", extraction.text)), page.body)
    rest, leaked = _without_debris(rest, page.debris)
    return Result(
        page=page,
        lost=lost,
        leaked=leaked,
        strays=rest.replace(_BORDER, ""),
        refused=extraction.refused,
    )


def letters(text: str) -> str:
    """The letters, digits and combining marks of a text, in one case and form."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LMN")


def _without_body(text: str, pieces: Sequence[Piece]) -> tuple[str, tuple[Piece, ...]]:
    """The text without the pieces, and those that are not there, or not in their order.

    The longest are found first, and the others between them: a heading of one word is no
    evidence where the same word is in a paragraph.
    """
    spans: dict[int, tuple[int, int]] = {}
    for n in sorted(range(len(pieces)), key=lambda n: -len(pieces[n].text)):
        low = max((end for m, (_, end) in spans.items() if m < n), default=0)
        high = min((start for m, (start, _) in spans.items() if m > n), default=len(text))
        wanted = letters(pieces[n].text)
        found = text.find(wanted, low, high)
        if found >= 0:
            spans[n] = (found, found + len(wanted))
    borders = [0, *(at for n in sorted(spans) for at in spans[n]), len(text)]
    rest = (text[start:end] for start, end in zip(borders[::2], borders[1::2], strict=True))
    lost = tuple(piece for n, piece in enumerate(pieces) if n not in spans)
    return _BORDER.join(rest), lost


def _without_debris(text: str, pieces: Sequence[Piece]) -> tuple[str, tuple[Piece, ...]]:
    leaked = []
    for piece in sorted(pieces, key=lambda piece: -len(piece.text)):
        unwanted = letters(piece.text)
        if unwanted in text:
            leaked.append(piece)
            text = text.replace(unwanted, _BORDER, 1)
    return text, tuple(leaked)


def _by_kind(pairs: Iterable[tuple[Sequence[Piece], Sequence[Piece]]]) -> dict[str, float]:
    some: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for part, whole in pairs:
        some.update(piece.kind for piece in part)
        every.update(piece.kind for piece in whole)
    return {kind: some[kind] / count for kind, count in every.items()}


def _share(part: int, whole: int, of_nothing: float) -> float:
    return part / whole if whole else of_nothing
