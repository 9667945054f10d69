"""Kept segments -> blocks: lists, quotes, tables, figures as the page's elements nest them.

Every block is made from the page's own tree, so list numbers, code languages and header rows
are what the page says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from msgspec.structs import replace

from scraper import blocks as b
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.footnotes import Footnotes
from scraper.extraction.page.outline import HEADING_TAGS, Element, Outline, Segment, SegmentKind
from scraper.extraction.page.tables import data_table
from scraper.extraction.rules import Rule
from scraper.extraction.writing.inline_writer import InlineWriter

_STRUCTURE = frozenset(
    "ul ol menu li blockquote table figure details summary figcaption pre dt".split()
)
_LISTS = frozenset({"ul", "ol", "menu"})
_DEEPEST = 40  # structures in one another; what is deeper stands at that depth
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|brush:|sourceCode|code-block-lang)[-:\s]*"
    r"([a-z0-9+#.-]+)",
    re.IGNORECASE,
)
_NO_LANGUAGE = frozenset({"none", "plain", "plaintext", "text", "txt", "nohighlight", "-"})

Chain = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Assembly:
    """All that is needed to turn segments into blocks."""

    outline: Outline
    decisions: SegmentDecisions
    writer: InlineWriter
    footnotes: Footnotes
    # of the elements asked for so far
    chains: dict[int, Chain] = field(default_factory=dict)
    layouts: dict[int, bool] = field(default_factory=dict)

    def blocks(self) -> tuple[b.Block, ...]:
        """The kept segments as blocks, in page order."""
        chained = [(segment, self._chain(segment.parent)) for segment in self.decisions.kept()]
        return tuple(self._build(chained, 0))

    def _chain(self, index: int) -> Chain:
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
        if element.tag not in _STRUCTURE:
            return False
        if element.tag == "table":
            return data_table(self.outline, element) is not None
        if element.tag in _LISTS or element.tag == "li":
            return not self._is_layout_list(element)
        return True

    def _is_layout_list(self, element: Element) -> bool:
        """A list whose entries have headings is a page's way to set out sections or cards."""
        if element.tag == "li":
            parent = self.outline.elements[element.parent] if element.parent >= 0 else None
            if parent is None or parent.tag not in _LISTS:
                return True
            element = parent
        known = self.layouts.get(element.index)
        if known is None:
            known = any(e.tag in HEADING_TAGS for e in self.outline.inside(element))
            self.layouts[element.index] = known
        return known

    def _build(self, chained: Sequence[tuple[Segment, Chain]], depth: int) -> Iterator[b.Block]:
        for element, group in groupby(
            chained, key=lambda pair: pair[1][depth] if len(pair[1]) > depth else None
        ):
            run = list(group)
            if element is None:
                yield from self._leaves(segment for segment, _ in run)
            else:
                yield from self._structure(element, run, depth)

    def _structure(
        self, element: Element, run: list[tuple[Segment, Chain]], depth: int
    ) -> Iterator[b.Block]:
        match element.tag:
            case "ul" | "ol" | "menu":
                yield from self._list(element, run, depth)
            case "blockquote":
                yield b.Quote(tuple(self._build(run, depth + 1)))
            case "table":
                yield from self._table(element)
            case "figure":
                yield from self._figure(element, run, depth)
            case "details":
                yield self._details(run, depth)
            case "pre":
                yield from self._code(element, run)
            case "dt":
                yield from map(_strong, self._build(run, depth + 1))
            case _:
                yield from self._build(run, depth + 1)

    def _list(
        self, element: Element, run: list[tuple[Segment, Chain]], depth: int
    ) -> Iterator[b.Block]:
        items: list[b.ListItem] = []
        for item, group in groupby(
            run, key=lambda pair: pair[1][depth + 1] if len(pair[1]) > depth + 1 else None
        ):
            inner = list(group)
            label = self.footnotes.label_of(item) if item else None
            blocks = tuple(self._build(inner, depth + (2 if item and item.tag == "li" else 1)))
            if label and blocks:
                yield b.Footnote(label, blocks)
            elif blocks:
                items.append(b.ListItem(blocks))
        if items:
            yield b.List(tuple(items), ordered=element.tag == "ol", start=_start(element))

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
        parts = [inlines for segment in kept if (inlines := self.writer.inlines(segment.pieces))]
        joined: list[b.Inline] = []
        for part in parts:
            joined.extend((b.LineBreak(), *part) if joined else part)
        return tuple(joined)

    def _figure(
        self, element: Element, run: list[tuple[Segment, Chain]], depth: int
    ) -> Iterator[b.Block]:
        images: list[b.Image] = []
        caption: list[b.Inline] = []
        rest: list[tuple[Segment, Chain]] = []
        for segment, chain in run:
            if len(chain) > depth + 1 and chain[depth + 1].tag == "figcaption":
                inlines = self.writer.inlines(segment.pieces)
                caption.extend((b.Text(" "), *inlines) if caption else inlines)
            elif segment.kind is SegmentKind.IMAGE:
                images.extend(self._images(segment))
            else:
                rest.append((segment, chain))
        yield from self._build(rest, depth + 1)
        if images and not caption and (title := self._unread_caption(element)):
            images = [replace(image, title=image.title or title) for image in images]
        if images:
            yield b.Figure(tuple(images), tuple(caption))
        elif caption:
            yield b.Paragraph(tuple(caption))

    def _unread_caption(self, figure: Element) -> str:
        """A caption that is no part of the text to be read: it is its picture's title."""
        captions = [e for e in self.outline.inside(figure) if e.tag == "figcaption"]
        left = [
            segment.text
            for caption in captions
            for segment in self.outline.segments[caption.first : caption.last]
            if (reason := self.decisions.reason(segment.index)) and reason.rule is Rule.MODEL
        ]
        return " ".join(left)

    def _details(self, run: list[tuple[Segment, Chain]], depth: int) -> b.Block:
        def in_summary(pair: tuple[Segment, Chain]) -> bool:
            return len(pair[1]) > depth + 1 and pair[1][depth + 1].tag == "summary"

        heads = [self.writer.inlines(pair[0].pieces) for pair in run if in_summary(pair)]
        rest = [pair for pair in run if not in_summary(pair)]
        summary: list[b.Inline] = []
        for head in heads:
            summary.extend((b.Text(" "), *head) if summary else head)
        return b.Details(tuple(summary), tuple(self._build(rest, depth + 1)))

    def _code(self, element: Element, run: list[tuple[Segment, Chain]]) -> Iterator[b.Block]:
        text = "\n".join(segment.text for segment, _ in run)
        if text.strip():
            yield b.CodeBlock(text, self._language(element))

    def _language(self, element: Element) -> str:
        child = next((n for n in element.node.iter() if n.tag == "code"), None)
        named: list[Mapping[str, str | None]] = [child.attributes] if child is not None else []
        named += [e.attributes for e in list(self.outline.ancestors(element.index))[:3]]
        for attributes in named:
            for name in ("data-lang", "data-language"):
                if value := attributes.get(name):
                    return _language_name(value)
            if found := _LANGUAGE.search(attributes.get("class") or ""):
                return _language_name(found.group(1))
        return ""

    def _leaves(self, segments: Iterable[Segment]) -> Iterator[b.Block]:
        for segment in segments:
            yield from self._leaf(segment)

    def _leaf(self, segment: Segment) -> Iterator[b.Block]:
        match segment.kind:
            case SegmentKind.RULE:
                yield b.ThematicBreak()
            case SegmentKind.IMAGE:
                if images := tuple(self._images(segment)):
                    yield b.Figure(images)
            case SegmentKind.CODE:
                yield b.CodeBlock(segment.text)
            case SegmentKind.TEXT:
                inlines = self.writer.inlines(segment.pieces)
                level = self._heading_level(segment)
                note = self.footnotes.label_of_segment(self.outline, segment)
                if note and inlines:
                    yield b.Footnote(note, (b.Paragraph(inlines),))
                elif inlines:
                    yield b.Heading(level, inlines) if level else b.Paragraph(inlines)

    def _images(self, segment: Segment) -> Iterator[b.Image]:
        for item, _ in segment.pieces:
            if isinstance(item, b.Image) and (image := self.writer.image(item)):
                yield image

    def _heading_level(self, segment: Segment) -> int:
        for element in self.outline.ancestors(segment.parent):
            if element.tag in HEADING_TAGS:
                return max(2, int(element.tag[1]))
            if element.tag in _STRUCTURE:
                return 0
        return 0


def _strong(block: b.Block) -> b.Block:
    """The term of a definition list, which Markdown has no form for."""
    if isinstance(block, b.Paragraph) and not isinstance(block.inlines[0], b.Strong):
        return b.Paragraph((b.Strong(block.inlines),))
    return block


def _start(element: Element) -> int:
    text = element.get("start").strip()
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else 1


def _language_name(text: str) -> str:
    name = text.strip().lower()
    return name if re.fullmatch(r"[a-z0-9+#.-]{1,24}", name) and name not in _NO_LANGUAGE else ""
