"""What the text says twice: paragraphs word for word, and pull quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from scraper.extraction.page.line_ends import ends_with_colon, is_question
from scraper.extraction.page.outline import Element, Segment, SegmentKind
from scraper.extraction.phrases import normalise
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue.kept_text import KeptText
from scraper.scripts import UNSPACED

_MAY_REPEAT = frozenset({"li", "td", "th", "dd", "blockquote"})
_FEW, _REFRAIN = 3, 0.2  # texts, and their share of the words: a refrain, no mistake
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_OMISSION = re.compile(r"\.\.\.|\u2026|\[[^\]]{0,40}\]")
_QUOTES = frozenset({"blockquote", "aside"})
_PULLED = re.compile(r"pull|quot|zitat|citat|cita\b|exergue|call-?out|highlight|destaque|destacad")
_AROUND = 3  # elements around a line that may be named
_BOLD = frozenset({"strong", "emphasis", "strong emphasis"})
_SHORTEST, _LONGEST = 3, 60  # words of a pull quote
_SHORTEST_HEADING = 8  # words of a pull quote that looks like a heading
_PROMPTS = ("$ ", "# ", "% ", "> ")  # of a shell
_CREDIT = 8  # words of the name under a pull quote, at most


def repeats(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A paragraph that was there before, word for word.

    Entries and cells may say the same (the steps of two ways, the rows of two tables), and
    who answers quotes: these are dropped only behind a paragraph that is. A text that is
    repeated under other headings, and a refrain, belong where they are.
    """
    found = list(_repeated(body))
    texts = {normalise(segment.text) for segment in found}
    words = sum(segment.words for segment in found)
    if len(texts) < _FEW and words > _REFRAIN * sum(s.words for s in body.segments):
        return
    yield from ((segment.index, Rule.REPEAT) for segment in found)


def _repeated(body: KeptText) -> Iterator[Segment]:
    seen: set[tuple[str, ...]] = set()  # texts, each after the headings that it was under
    goes_on = False
    above: dict[int, str] = {}  # the headings over what follows, by their level
    for at, segment in enumerate(body.segments):
        if level := body.heading_level(segment):
            above = {of: text for of, text in above.items() if of < level} | {level: segment.text}
        if segment.kind is not SegmentKind.TEXT or segment.words < 8:
            continue
        # who else is asked answers something else
        answer = body.segments[at + 1 : at + 2] if is_question(segment) else ()
        place = (*above.values(), *(normalise(s.text) for s in (segment, *answer)))
        goes_on = place in seen and (goes_on or not body.is_within(segment, _MAY_REPEAT))
        if goes_on:
            yield segment
        seen.add(place)


def pull_quotes(body: KeptText) -> Iterator[tuple[int, Rule]]:
    """A sentence of a paragraph that is shown once more, set apart, to catch the reader's eye; with
    the name under it. It may leave out words of the sentence, or begin within it.
    """
    prose = [s for s in body.segments if s.is_prose and s.kind is SegmentKind.TEXT]
    lines = [s for s in _between(body, prose) if _may_be_pulled(body, s)]
    bold = [s for s in lines if _is_bold(s)]
    paragraphs: list[tuple[Segment, str]] = []  # with their text, case folded
    for segment in lines:
        is_boxed = _is_in_quotation(body, segment)
        if is_boxed or (_is_bold(segment) and segment.words >= _SHORTEST_HEADING):
            paragraphs = paragraphs or [(s, s.text.casefold()) for s in prose]
            is_other = ends_with_colon(segment) or segment.text.startswith(_PROMPTS)
            if is_other or not _is_said(segment, paragraphs):
                continue
            if is_boxed or not _is_crosshead(body, segment, bold, paragraphs):
                yield segment.index, Rule.PULL_QUOTE
                yield from ((i, Rule.PULL_QUOTE) for i in _credit(body, segment))


def _between(body: KeptText, prose: Sequence[Segment]) -> Sequence[Segment]:
    """What is kept after the first paragraph: before it a quotation may open the text."""
    return [s for s in body.segments if prose and s.index > prose[0].index]


def _may_be_pulled(body: KeptText, segment: Segment) -> bool:
    least = _SHORTEST_HEADING if body.is_heading(segment) else _SHORTEST
    is_line = segment.kind is SegmentKind.TEXT and least <= segment.words <= _LONGEST
    return is_line and not body.is_entry(segment)


def _is_said(segment: Segment, paragraphs: Iterable[tuple[Segment, str]]) -> bool:
    """Whether a paragraph says all of the segment, and more."""
    folded = (part.casefold() for part in _OMISSION.split(segment.text))
    parts = [words for part in folded if (words := _words(part)).strip()]
    # looked for first; parts without spaces may have signs between them in the paragraph
    single = {word for part in parts if part.startswith(" ") for word in part.split()}
    return bool(parts) and any(
        paragraph.words > segment.words
        and all(map(text.__contains__, single))
        and all(map(_words(text).__contains__, parts))
        for paragraph, text in paragraphs
    )


def _words(text: str) -> str:
    """The words of a case folded text, each between two spaces; without spaces in scripts that have
    none between words.
    """
    words = _WORD.findall(text)
    return "".join(words) if _UNSPACED.search(text) else f" {' '.join(words)} "


def _is_in_quotation(body: KeptText, segment: Segment) -> bool:
    """Whether a line is in a quotation, or in a box named for what it is."""
    around = islice(body.outline.ancestors(segment.parent), _AROUND)
    return any(e.tag in _QUOTES or _names_pull_quotes(e.names) for e in around)


def _is_bold(segment: Segment) -> bool:
    texts = [marks for piece, marks in segment.pieces if isinstance(piece, str) and piece.strip()]
    return all(any(mark.name in _BOLD for mark in marks) for marks in texts)


def _is_crosshead(
    body: KeptText,
    segment: Segment,
    bold: Iterable[Segment],
    paragraphs: Iterable[tuple[Segment, str]],
) -> bool:
    """Whether another bold line of the template says what no paragraph does: they are headings,
    and one of them only quotes what is under it.
    """
    elements = body.outline.elements
    template = elements[segment.parent].template
    alike = (s for s in bold if elements[s.parent].template == template and s is not segment)
    return any(not _is_said(s, paragraphs) for s in alike)


@lru_cache(maxsize=1024)
def _names_pull_quotes(names: str) -> bool:
    return _PULLED.search(names) is not None


def _credit(body: KeptText, quote: Segment) -> Iterator[int]:
    """The short lines after a pull quote in its box: who said so."""
    box = next((e for e in body.outline.ancestors(quote.parent) if _is_box(e)), None)
    if box is None or body.outline.words(box) > quote.words + 2 * _CREDIT:
        return
    for segment in body.segments:
        if quote.index < segment.index < box.last and segment.words <= _CREDIT:
            yield segment.index


def _is_box(element: Element) -> bool:
    return element.tag in {*_QUOTES, "figure", "div"}
