"""What a text is made of: blocks and inlines, as frozen values.

The vocabulary is CommonMark's, plus GFM tables and strikethrough, figures, `<details>`
and footnotes. Nothing here knows HTML or Markdown: extraction/ makes these values, and
markdown/ renders them. They are msgspec structs, as the parts of an outline are: an article
has a thousand of them, which frozen dataclasses make more slowly, and none is part of a cycle.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

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
    """`href` is where a picture leads that is a link, if not to itself."""

    src: str
    alt: str = ""
    title: str = ""
    href: str = ""


class Embed(Struct, frozen=True, gc=False):
    """A film, post, map or the like that the page shows in a frame: its own page's address."""

    href: str
    title: str


class Formula(Struct, frozen=True, gc=False):
    """TeX, without delimiters; `display` where it is set in a line of its own."""

    tex: str
    display: bool = False


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
    | Embed
    | Formula
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
    """`done` is the state of a task's box; None for an item without one."""

    blocks: tuple[Block, ...]
    done: bool | None = None


class List(Struct, frozen=True, gc=False):
    """`start` is the number of the first item; it counts only where `ordered`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


class Quote(Struct, frozen=True, gc=False):
    blocks: tuple[Block, ...]


class Callout(Struct, frozen=True, gc=False):
    """A box set apart from the text: a note, tip, warning, as GitHub's alerts.

    `kind` is one lower-case word; `title` is empty where it says no more than the kind.
    """

    kind: str
    title: Inlines
    blocks: tuple[Block, ...]


class FormulaBlock(Struct, frozen=True, gc=False):
    """TeX in a paragraph of its own, without delimiters."""

    tex: str


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
    """One or more images or embeds with the caption they share.

    `in_text` is false for a caption that is shown, but was not chosen as part of the text.
    """

    images: tuple[Image | Embed, ...]
    caption: Inlines = ()
    in_text: bool = True


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
    | Callout
    | CodeBlock
    | FormulaBlock
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
        if isinstance(inline, Text):  # as most are
            parts.append(inline.text)
            continue
        match inline:
            case CodeSpan(text):
                parts.append(text)
            case LineBreak():
                parts.append("\n")
            case Formula(tex=tex):
                parts.append(tex)
            case Image() | Embed() | FootnoteReference():
                pass
            case _:
                parts.append(inline_text(inline.children))
    return "".join(parts)


def block_text(block: Block) -> str:
    """The text of one block, its parts on lines of their own, without marks."""
    match block:
        case Heading(inlines=inlines) | Paragraph(inlines=inlines):
            return inline_text(inlines)
        case CodeBlock(text=text) | FormulaBlock(tex=text):
            return text
        case List(items=items):
            return "\n".join(plain_text(item.blocks) for item in items)
        case Quote(blocks=blocks) | Footnote(blocks=blocks):
            return plain_text(blocks)
        case Details(summary=title, blocks=blocks) | Callout(title=title, blocks=blocks):
            return "\n".join(filter(None, (inline_text(title), plain_text(blocks))))
        case Figure(caption=caption, in_text=in_text):
            return inline_text(caption) if in_text else ""
        case Table():
            return _table_text(block)
        case ThematicBreak():
            return ""


def plain_text(blocks: Iterable[Block]) -> str:
    """The text of `blocks`, one line per part, empty parts left out."""
    return "\n".join(text for text in map(block_text, blocks) if text)


def _table_text(table: Table) -> str:
    rows = (table.header, *table.rows) if table.header else table.rows
    lines = (" | ".join(inline_text(cell) for cell in row) for row in rows)
    caption = inline_text(table.caption)
    return "\n".join((caption, *lines) if caption else lines)
