"""What a text is made of: blocks and inlines, as frozen values.

The vocabulary is CommonMark's, plus GFM tables and strikethrough, figures, `<details>`
and footnotes. Nothing here knows HTML or Markdown: extract/ makes these values, and
markdown/ writes them down. They are msgspec structs, as the parts of an outline are: an article
has a thousand of them, which frozen dataclasses make more slowly, and none is part of a cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

# --- inlines ---------------------------------------------------------------------------


class Text(Struct, frozen=True, gc=False):
    """Characters as they are read; white space is already collapsed."""

    text: str


class CodeSpan(Struct, frozen=True, gc=False):
    text: str


class Emphasis(Struct, frozen=True, gc=False):
    children: tuple[Inline, ...]


class Strong(Struct, frozen=True, gc=False):
    children: tuple[Inline, ...]


class Strikethrough(Struct, frozen=True, gc=False):
    children: tuple[Inline, ...]


class Subscript(Struct, frozen=True, gc=False):
    children: tuple[Inline, ...]


class Superscript(Struct, frozen=True, gc=False):
    children: tuple[Inline, ...]


class Link(Struct, frozen=True, gc=False):
    """`href` is absolute wherever the page's address is known."""

    children: tuple[Inline, ...]
    href: str
    title: str = ""


class Image(Struct, frozen=True, gc=False):
    src: str
    alt: str = ""
    title: str = ""


class LineBreak(Struct, frozen=True, gc=False):
    """A break that the author meant (`<br>`)."""


class FootnoteReference(Struct, frozen=True, gc=False):
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


class Heading(Struct, frozen=True, gc=False):
    """`level` is 1 to 6."""

    level: int
    inlines: Inlines


class Paragraph(Struct, frozen=True, gc=False):
    inlines: Inlines


class ListItem(Struct, frozen=True, gc=False):
    blocks: tuple[Block, ...]


class List(Struct, frozen=True, gc=False):
    """`start` is the number of the first item; it counts only where `ordered`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


class Quote(Struct, frozen=True, gc=False):
    blocks: tuple[Block, ...]


class CodeBlock(Struct, frozen=True, gc=False):
    """`text` keeps its line ends and blank lines; no line end after the last line."""

    text: str
    language: str = ""


class Table(Struct, frozen=True, gc=False):
    """Cells row by row. `header` is empty for a table without a header row.

    Rows may be of different lengths, as on the page; a writer pads them.
    """

    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    caption: Inlines = ()


class Figure(Struct, frozen=True, gc=False):
    """One or more images with the caption they share."""

    images: tuple[Image, ...]
    caption: Inlines = ()


class Details(Struct, frozen=True, gc=False):
    """A part that the page shows on request, under its summary."""

    summary: Inlines
    blocks: tuple[Block, ...]


class Footnote(Struct, frozen=True, gc=False):
    """The text that a `FootnoteReference` of the same label points to."""

    label: str
    blocks: tuple[Block, ...]


class ThematicBreak(Struct, frozen=True, gc=False):
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
        for name in getattr(part, "__struct_fields__", ()):
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
    if isinstance(part, Struct):
        names = part.__struct_fields__
        return replace(part, **{n: _with_sources(getattr(part, n), sources) for n in names})
    return part


def _table_text(table: Table) -> str:
    rows = (table.header, *table.rows) if table.header else table.rows
    lines = (" | ".join(inline_text(cell) for cell in row) for row in rows)
    caption = inline_text(table.caption)
    return "\n".join((caption, *lines) if caption else lines)
