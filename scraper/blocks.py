"""What a text is made of: blocks and inlines, as frozen values.

The vocabulary is CommonMark's, plus GFM tables and strikethrough, figures, `<details>`
and footnotes. Nothing here knows HTML or Markdown: extract/ makes these values, and
extract/markdown writes them down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

# --- inlines ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are read; white space is already collapsed."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strikethrough:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`href` is absolute wherever the page's address is known."""

    children: tuple[Inline, ...]
    href: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    src: str
    alt: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A break that the author meant (`<br>`)."""


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A mark in the text that points to the `Footnote` of the same label."""

    label: str


Inline = (
    Text
    | CodeSpan
    | Emphasis
    | Strong
    | Strikethrough
    | Subscript
    | Superscript
    | Link
    | Image
    | LineBreak
    | FootnoteReference
)
Inlines = tuple[Inline, ...]

# --- blocks ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 1 to 6."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class List:
    """`start` is the number of the first item; it counts only where `ordered`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """`text` keeps its line ends and blank lines; no line end after the last line."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells row by row. `header` is empty for a table without a header row.

    Rows may be of different lengths, as on the page; a writer pads them.
    """

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One or more images with the caption they share."""

    images: tuple[Image, ...]
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class Details:
    """A part that the page shows on request, under its summary."""

    summary: Inlines
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """The text that a `FootnoteReference` of the same label points to."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A scene change (`<hr>`)."""


Block = (
    Heading
    | Paragraph
    | List
    | Quote
    | CodeBlock
    | Table
    | Figure
    | Details
    | Footnote
    | ThematicBreak
)

# --- reading them ----------------------------------------------------------------------


def inline_text(inlines: Iterable[Inline]) -> str:
    """The characters a reader sees, without marks; a line break is a line end."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | CodeSpan(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case Image() | FootnoteReference():
                pass
            case _:
                parts.append(inline_text(inline.children))
    return "".join(parts)


def block_text(block: Block) -> str:
    """The text of one block, its parts on lines of their own, without marks."""
    match block:
        case Heading(inlines=inlines) | Paragraph(inlines=inlines):
            return inline_text(inlines)
        case CodeBlock(text=text):
            return text
        case List(items=items):
            return "\n".join(plain_text(item.blocks) for item in items)
        case Quote(blocks=blocks) | Footnote(blocks=blocks):
            return plain_text(blocks)
        case Details(summary=summary, blocks=blocks):
            return f"{inline_text(summary)}\n{plain_text(blocks)}"
        case Figure(caption=caption):
            return inline_text(caption)
        case Table():
            return _table_text(block)
        case ThematicBreak():
            return ""


def plain_text(blocks: Iterable[Block]) -> str:
    """The text of `blocks`, one line per part, empty parts left out."""
    return "\n".join(text for text in map(block_text, blocks) if text)


def image_sources(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The addresses of all pictures, in order, each once."""
    return tuple(dict.fromkeys(image.src for image in _images(tuple(blocks))))


def _images(part: Any) -> Iterator[Image]:
    if isinstance(part, Image):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _images(each)
    else:
        for name in getattr(part, "__match_args__", ()):  # of a dataclass: its fields
            yield from _images(getattr(part, name))


def with_sources(blocks: tuple[Block, ...], sources: Mapping[str, str]) -> tuple[Block, ...]:
    """The same blocks, the pictures of these addresses with others in their place."""
    changed: tuple[Block, ...] = _with_sources(blocks, sources)
    return changed


def _with_sources(part: Any, sources: Mapping[str, str]) -> Any:
    if isinstance(part, Image):
        return replace(part, src=sources.get(part.src, part.src))
    if isinstance(part, tuple):
        return tuple(_with_sources(each, sources) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        names = (field.name for field in fields(part))
        return replace(part, **{n: _with_sources(getattr(part, n), sources) for n in names})
    return part


def _table_text(table: Table) -> str:
    rows = (table.header, *table.rows) if table.header else table.rows
    lines = (" | ".join(inline_text(cell) for cell in row) for row in rows)
    caption = inline_text(table.caption)
    return "\n".join((caption, *lines) if caption else lines)
