"""Blocks -> lines of Markdown: one blank line between blocks, two columns for a list's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scraper import blocks as b
from scraper.markdown.escape import clean, escape_cell, escape_line_start
from scraper.markdown.render_inlines import (
    BREAK,
    html_text,
    render_inlines,
)

_FENCES = re.compile(r"^[ \t]*(`{3,})", re.MULTILINE)
_CODE_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LANGUAGE = re.compile(r"[^\w+#.-]")
_CLOSING_HASHES = re.compile(r"(#+)$")
# A link whose text is code with "]:" in it would be read as a reference definition (4.7).
_REFERENCE = re.compile(r"\[(?:\\.|[^\\\[\]])+\]:")
_LABEL = re.compile(r"[^\w-]")


def render_markdown(blocks: Sequence[b.Block]) -> str:
    """The blocks as a Markdown text without a line end at its end; empty for none.

    Pure. Blocks and inlines without text vanish.
    """
    return "\n".join(_join(blocks))


def _join(blocks: Iterable[b.Block]) -> list[str]:
    """The lines of all blocks, a blank line between."""
    return _joined(_rendered(blocks), tight=False)


def _rendered(blocks: Iterable[b.Block]) -> list[list[str]]:
    """The lines of each block that has any."""
    found: list[list[str]] = []
    last: b.Block | None = None
    marker = "-"
    for block in blocks:
        marker = _other(marker) if _continues(last, block) else "-"
        if lines := _render(block, marker):
            found.append(lines)
            last = block
    return found


def _joined(parts: Sequence[list[str]], *, tight: bool) -> list[str]:
    lines: list[str] = []
    for part in parts:
        if lines and not tight:
            lines.append("")
        lines.extend(part)
    return lines


def _continues(last: b.Block | None, block: b.Block) -> bool:
    """Two lists of one kind in a row would be read as one: the second takes the other sign."""
    return isinstance(last, b.List) and isinstance(block, b.List) and last.ordered == block.ordered


def _other(marker: str) -> str:
    return "*" if marker == "-" else "-"


def _render(block: b.Block, marker: str) -> list[str]:
    match block:
        case b.Heading():
            return _heading(block)
        case b.Paragraph(inlines):
            return _paragraph(inlines)
        case b.List():
            return _list(block, marker)
        case b.CodeBlock():
            return _code(block)
        case b.Table():
            return _table(block)
        case b.Figure():
            return _figure(block)
        case b.FormulaBlock(tex):
            return _formula(tex)
        case b.ThematicBreak():
            return ["___"]  # never read as a list, a heading or front matter
        case _:
            return _container(block)


def _container(block: b.Quote | b.Callout | b.Details | b.Footnote) -> list[str]:
    lines = _join(block.blocks)
    if isinstance(block, b.Quote):
        return [f"> {line}".rstrip() for line in lines]
    if isinstance(block, b.Callout):
        return _callout(block, lines)
    if isinstance(block, b.Footnote):
        return _indented(f"[^{_LABEL.sub('', block.label) or '0'}]: ", "    ", lines)
    return _details(block.summary, lines)


def _callout(callout: b.Callout, inside: list[str]) -> list[str]:
    """A quotation whose first line says what it is, as GitHub and Obsidian read it."""
    # with dollars escaped, because the first paragraph goes on in this line
    name = render_inlines(callout.title, escape_dollars=True).replace(BREAK, " ").strip()
    head = f"[!{_LABEL.sub('', callout.kind).upper() or 'NOTE'}] {name}".rstrip()
    first = next((block for block in callout.blocks if _render(block, "-")), None)
    is_joined = not inside or isinstance(first, b.Paragraph)
    lines = [head, *(() if is_joined else [""]), *inside]
    return [f"> {line}".rstrip() for line in lines]


def _formula(tex: str) -> list[str]:
    lines = [clean(line).strip() for line in tex.split("\n")]
    lines = [line for line in lines if line]
    return ["$$", *lines, "$$"] if lines else []


def _heading(heading: b.Heading) -> list[str]:
    text = render_inlines(heading.inlines).replace(BREAK, " ").strip()
    text = _CLOSING_HASHES.sub(r"\\\1", text)
    return [f"{'#' * min(max(heading.level, 1), 6)} {text}"] if text else []


def _paragraph(inlines: b.Inlines) -> list[str]:
    text = render_inlines(inlines)
    if "]:" in text and _REFERENCE.match(text.lstrip(f"{BREAK} ")):
        text = render_inlines((b.Text(b.inline_text(inlines)),))
    if BREAK not in text:
        line = escape_line_start(text.strip())
        return [line] if line else []
    lines = [line.strip() for line in text.split(BREAK)]
    lines = [escape_line_start(line) for line in lines if line]
    return [f"{line}\\" for line in lines[:-1]] + lines[-1:]


def _list(block: b.List, marker: str) -> list[str]:
    items = [(item, parts) for item in block.items if (parts := _rendered(item.blocks))]
    tight = all(_is_tight(item) for item, _ in items)
    lines: list[str] = []
    for number, (item, parts) in enumerate(items, start=block.start):
        head = f"{number}{'.' if marker == '-' else ')'} " if block.ordered else f"{marker} "
        if lines and not tight:
            lines.append("")
        inside = _joined(parts, tight=tight)
        if item.done is not None:
            inside[0] = f"[{'x' if item.done else ' '}] {inside[0]}"
        lines.extend(_indented(head, " " * len(head), inside))
    return lines


def _is_tight(item: b.ListItem) -> bool:
    """One paragraph, with at most one list under it."""
    kinds = [type(block) for block in item.blocks]
    return kinds in ([b.Paragraph], [b.Paragraph, b.List], [b.List])


def _indented(head: str, indent: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    return [head + lines[0], *(f"{indent}{line}" if line else "" for line in lines[1:])]


def _code(block: b.CodeBlock) -> list[str]:
    text = _CODE_CONTROL.sub("", block.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return []
    longest = max(map(len, _FENCES.findall(text)), default=2)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{_LANGUAGE.sub('', block.language)}", *text.split("\n"), fence]


def _table(table: b.Table) -> list[str]:
    width = max(map(len, (table.header, *table.rows)), default=0)
    if not width:
        return []
    rows = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows]
    header = [_cell(cell) for cell in table.header] + [""] * (width - len(table.header))
    lines = [_row(header), _row(["---"] * width), *map(_row, rows)]
    caption = _paragraph((b.Emphasis(table.caption),)) if table.caption else []
    return [*lines, "", *caption] if caption else lines


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(inlines: b.Inlines) -> str:
    # In a cell's code no backslash can stand before a bar: readers part or drop it (GFM 4.10).
    if "\\|" in (text := b.inline_text(inlines)):
        inlines = (b.Text(text),)
    return escape_cell(render_inlines(inlines).strip(BREAK + " ").replace(BREAK, "<br>"))


def _figure(figure: b.Figure) -> list[str]:
    pictures = _paragraph(tuple(_parted(figure.images)))
    text = _paragraph((b.Emphasis(figure.caption),)) if figure.caption else []
    return [*pictures, "", *text] if pictures and text else pictures or text


def _parted(images: Sequence[b.Image | b.Embed]) -> Iterable[b.Inline]:
    for index, image in enumerate(images):
        if index:
            yield b.LineBreak()
        yield image


def _details(summary: b.Inlines, inside: list[str]) -> list[str]:
    """Raw HTML around Markdown (4.6): the blank lines let the inside be read as Markdown."""
    head = f"<summary>{html_text(b.inline_text(summary))}</summary>"
    if not inside and not summary:
        return []
    return ["<details>", head, "", *inside, "", "</details>"]
