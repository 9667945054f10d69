"""Kept segments -> blocks: lists, quotes, tables, figures as the page's elements nest them.

Every block is made from the page's own outline, so list numbers, code languages and header rows
are what the page says. Notes are written at the place of their texts; those from the middle of
a line come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from msgspec.structs import replace

from scraper import blocks as b
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.callouts import callout_kind, says_kind
from scraper.extraction.page.equations import with_numbers
from scraper.extraction.page.outline import (
    HEADING_TAGS,
    Element,
    Outline,
    Segment,
    SegmentKind,
)
from scraper.extraction.page.tables import data_table
from scraper.extraction.writing.chains import (
    Chain,
    Chained,
    NotePart,
    at_depth,
    is_tag,
    joined,
)
from scraper.extraction.writing.code_runs import code_text, is_code
from scraper.extraction.writing.figures import figure_blocks, media_of, one_of_each, written_tag
from scraper.extraction.writing.heading_runs import level_around, level_by_role, text_block
from scraper.extraction.writing.inline_writer import InlineWriter
from scraper.extraction.writing.line_notes import without_headings, without_own_number
from scraper.extraction.writing.lists import Entry, Numbers, box_of, list_blocks, numbers_of
from scraper.extraction.writing.styled_headings import is_bold_block, level_by_style
from scraper.extraction.writing.typed_lists import with_typed_lists

_STRUCTURE = frozenset(
    "ul ol menu li blockquote table figure details summary figcaption pre dt".split()
)
_LISTS = frozenset({"ul", "ol", "menu"})
_LONGEST_CALLOUT = 400  # words; what is longer is the text itself, or a large part of it
_DEEPEST = 40  # structures in one another; what is deeper stands at that depth


@dataclass(frozen=True, slots=True)
class Assembly:
    """All that is needed to turn segments into blocks."""

    outline: Outline
    decisions: SegmentDecisions
    writer: InlineWriter
    # of the elements asked for so far
    chains: dict[int, tuple[Element, ...]] = field(default_factory=dict)
    layouts: dict[int, bool] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)  # of the headings around
    notes: dict[str, tuple[int, int]] = field(default_factory=dict)  # label -> its segments

    def blocks(self) -> tuple[b.Block, ...]:
        """The kept segments as blocks, in page order."""
        for index, label in self.writer.footnotes.segments.items():
            first, last = self.notes.get(label, (index, index + 1))
            self.notes[label] = (min(first, index), max(last, index + 1))
        chained = [(segment, self._chain_of(segment)) for segment in self.decisions.kept()]
        blocks = tuple(self.build(chained, 0))
        return (*blocks, *self.writer.notes)

    def _chain_of(self, segment: Segment) -> Chain:
        chain = self._chain(segment.parent)
        label = self.writer.footnotes.segments.get(segment.index)
        if label is None:
            return chain
        first, last = self.notes[label]
        inside = [e for e in chain if first <= e.first and e.last <= last]
        # a list whose only entry is the note is a list of notes, and no part of it
        tags = [e.tag for e in inside]
        around = tags.index("li") + 1 if "li" in tags and inside[0].first == first else 0
        is_list = around and set(tags[: around - 1]) <= _LISTS
        return (NotePart(label), *(inside[around:] if is_list else inside))

    def _chain(self, index: int) -> tuple[Element, ...]:
        """An element and those around it, outermost first, as far as they are structure."""
        known = self.chains.get(index)
        if known is None:
            element = self.outline.elements[index]
            around = self._chain(element.parent) if element.parent >= 0 else ()
            fits = len(around) < _DEEPEST and self._is_structure(element)
            known = (*around, element) if fits else around
            self.chains[index] = known
        return known

    def _is_structure(self, element: Element) -> bool:
        tag = written_tag(element)
        if tag not in _STRUCTURE:
            is_callout = bool(callout_kind(element))
            return is_callout and self.outline.words(element) <= _LONGEST_CALLOUT
        if tag == "table":
            return data_table(self.outline, element) is not None
        if tag in _LISTS or tag == "li":
            return not self._is_layout_list(element, tag)
        return True

    def _is_layout_list(self, element: Element, tag: str) -> bool:
        """A list whose entries have headings is a page's way to set out sections or cards."""
        if tag == "li":
            parent = self.outline.elements[element.parent] if element.parent >= 0 else None
            if parent is None or written_tag(parent) not in _LISTS:
                return True
            element = parent
        known = self.layouts.get(element.index)
        if known is None:
            known = any(e.tag in HEADING_TAGS for e in self.outline.inside(element))
            self.layouts[element.index] = known
        return known

    def build(self, chained: Sequence[Chained], depth: int) -> Iterator[b.Block]:
        """The blocks of segments with the elements around them, from `depth` inwards."""
        return with_typed_lists(self._as_marked_up(chained, depth))

    def _as_marked_up(self, chained: Sequence[Chained], depth: int) -> Iterator[b.Block]:
        for element, group in groupby(chained, key=lambda pair: at_depth(pair, depth)):
            run = list(group)
            if element is None:
                for segment in with_numbers(segment for segment, _ in run):
                    yield from self._leaf(segment)
            elif isinstance(element, NotePart):
                yield from self._note(element.label, run, depth)
            else:
                yield from self._structure(element, run, depth)

    def _structure(self, element: Element, run: list[Chained], depth: int) -> Iterator[b.Block]:
        if element.tag not in _LISTS and (kind := callout_kind(element)):
            yield from self._callout(element, kind, run, depth)
            return
        match written_tag(element):
            case "ul" | "ol" | "menu":
                numbers = numbers_of(self.outline, element)
                yield from list_blocks(element, numbers, self._entries(numbers, run, depth))
            case "blockquote":
                yield b.Quote(tuple(self.build(run, depth + 1)))
            case "table":
                yield from self._table(element)
            case "figure":
                yield from figure_blocks(self, element, run, depth)
            case "details":
                yield self._details(run, depth)
            case "dt":
                yield from map(_strong, self.build(run, depth + 1))
            case _:
                yield from self.build(run, depth + 1)

    def _note(self, label: str, run: list[Chained], depth: int) -> Iterator[b.Block]:
        """A note without its own number, which its mark says already."""
        segment, chain = run[0]
        pieces = without_own_number(segment.pieces, label)
        if pieces:
            run[0] = (replace(segment, pieces=pieces), chain)
        else:
            del run[0]
        blocks = tuple(without_headings(self.build(run, depth + 1)))
        if blocks:
            yield b.Footnote(label, blocks)

    def _entries(self, numbers: Numbers, run: list[Chained], depth: int) -> Iterator[Entry]:
        """The entries of a list, and what is in it, but in none of them."""
        for item, group in groupby(run, key=lambda pair: at_depth(pair, depth + 1)):
            inner = list(group)
            is_entry = isinstance(item, Element) and written_tag(item) == "li"
            blocks = tuple(self.build(inner, depth + (2 if is_entry else 1)))
            number = numbers.of.get(item.index) if isinstance(item, Element) and is_entry else None
            done = box_of(inner[0][0]) if is_entry else None
            yield Entry(blocks, number, is_entry or item is None, done)

    def _table(self, element: Element) -> Iterator[b.Block]:
        shape = data_table(self.outline, element)
        assert shape is not None
        rows = [tuple(self._cell(cell) for cell in row) for row in shape.rows]
        header = rows.pop(0) if shape.has_header else ()
        if any(any(row) for row in rows) or any(header):
            caption = self._inlines_in(shape.caption) if shape.caption else ()
            yield b.Table(header, tuple(rows), caption)

    def _cell(self, cell: Element | None) -> b.Inlines:
        return self._inlines_in(cell) if cell else ()

    def _inlines_in(self, element: Element) -> b.Inlines:
        """Everything kept inside `element` as one run, its parts parted by line breaks."""
        kept = (
            segment
            for segment in self.outline.segments[element.first : element.last]
            if self.decisions.is_kept(segment.index)
        )
        parts = [inlines for segment in kept if (inlines := self._in_line(segment))]
        return joined(parts, b.LineBreak())

    def _in_line(self, segment: Segment) -> b.Inlines:
        if segment.kind is SegmentKind.CODE:
            return (b.CodeSpan(segment.text),)
        return self.writer.inlines(segment.pieces)

    def _details(self, run: list[Chained], depth: int) -> b.Block:
        heads = [pair[0] for pair in run if is_tag(pair, depth + 1, "summary")]
        rest = [pair for pair in run if not is_tag(pair, depth + 1, "summary")]
        return b.Details(self._one_line(heads), tuple(self.build(rest, depth + 1)))

    def _one_line(self, segments: Sequence[Segment]) -> b.Inlines:
        return joined([self.writer.inlines(s.pieces) for s in segments], b.Text(" "))

    def _callout(
        self, element: Element, kind: str, run: list[Chained], depth: int
    ) -> Iterator[b.Block]:
        heads = list(takewhile(lambda s: self._is_title(element, s), (s for s, _ in run)))
        title = self._one_line(heads)
        if b.inline_text(title).strip(" :").lower() == kind:
            title = ()
        blocks = tuple(self.build(run[len(heads) :], depth + 1))
        if title or blocks:
            yield b.Callout(kind, title, blocks)

    def _is_title(self, callout: Element, segment: Segment) -> bool:
        around = takewhile(
            lambda e: e.index > callout.index, self.outline.ancestors(segment.parent)
        )
        is_named = any("title" in e.names or e.tag == "summary" for e in around)
        is_first = segment.index == callout.first and says_kind(segment.text)
        return segment.kind is SegmentKind.TEXT and (is_named or is_first)

    def _leaf(self, segment: Segment) -> Iterator[b.Block]:
        match segment.kind:
            case SegmentKind.RULE:
                yield b.ThematicBreak()
            case SegmentKind.IMAGE:
                if media := one_of_each(media_of(self.writer, segment)):
                    yield b.Figure(tuple(media))
            case SegmentKind.CODE:
                if segment.text.strip():
                    yield b.CodeBlock(segment.text, segment.language)
            case SegmentKind.TEXT:
                yield from self._text(segment)

    def _text(self, segment: Segment) -> Iterator[b.Block]:
        if is_code(segment.pieces):
            yield b.CodeBlock(code_text(segment.pieces))
            return
        inlines = self.writer.inlines(segment.pieces)
        if not inlines:
            return
        if len(inlines) == 1 and isinstance(inlines[0], b.Formula) and inlines[0].display:
            yield b.FormulaBlock(inlines[0].tex)
            return
        is_bold = is_bold_block(self.outline.elements[segment.parent])
        yield text_block(inlines, self._heading_level(segment), is_bold=is_bold)

    def _heading_level(self, segment: Segment) -> int:
        if level := level_by_role(segment):
            return max(2, level)
        elements = self.outline.elements
        level = level_around(elements, segment.parent, _STRUCTURE, self.levels)
        if level or not (styled := level_by_style(elements[segment.parent], segment)):
            return level
        return 0 if self._chain(segment.parent) else styled


def _strong(block: b.Block) -> b.Block:
    """The term of a definition list, which Markdown has no form for."""
    if isinstance(block, b.Paragraph) and not isinstance(block.inlines[0], b.Strong):
        return b.Paragraph((b.Strong(block.inlines),))
    return block
