"""Inlines -> one line (or lines, at hard breaks) of Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from html import escape as escape_html

from scraper import blocks as b
from scraper.markdown.escape import clean, destination, escape_text, title

BREAK = "\x00"  # stands for a hard break until the block knows how to write one
_RUN = re.compile("`+")
_Mark = b.Emphasis | b.Strong | b.Strikethrough
_Parent = _Mark | b.Subscript | b.Superscript | b.Link
_MARKS: dict[type, str] = {b.Emphasis: "*", b.Strong: "**", b.Strikethrough: "~~"}
_TAGS: dict[type, str] = {b.Subscript: "sub", b.Superscript: "sup"}


def render_inlines(inlines: Iterable[b.Inline]) -> str:
    """The inlines as Markdown; hard breaks as BREAK characters."""
    return _join([_render(inline, frozenset()) for inline in simplify(inlines)])


def simplify(inlines: Iterable[b.Inline]) -> tuple[b.Inline, ...]:
    """Neighbouring texts joined, white space moved out of marks, empty inlines gone."""
    joined: list[b.Inline] = []
    for inline in _spread(inlines):
        last = joined[-1] if joined else None
        if isinstance(inline, b.Text) and isinstance(last, b.Text):
            joined[-1] = b.Text(last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _spread(inlines: Iterable[b.Inline]) -> Iterable[b.Inline]:
    for inline in inlines:
        match inline:
            case b.Text(text) | b.CodeSpan(text):
                if text:
                    yield inline
            case b.Image() | b.LineBreak() | b.FootnoteReference():
                yield inline
            case _:
                yield from _trimmed(inline, simplify(inline.children))


def _trimmed(inline: _Parent, children: tuple[b.Inline, ...]) -> Iterable[b.Inline]:
    """A mark without white space at its inner edges (6.2), which stands outside instead."""
    before, children, after = _edges(children)
    if before:
        yield b.Text(before)
    if children:
        if isinstance(inline, b.Link):
            yield b.Link(children, inline.href, inline.title)
        else:
            yield type(inline)(children)
    if after:
        yield b.Text(after)


def _edges(children: tuple[b.Inline, ...]) -> tuple[str, tuple[b.Inline, ...], str]:
    before = after = ""
    if children and isinstance(children[0], b.Text):
        text = children[0].text
        stripped = text.lstrip()
        before = text[: len(text) - len(stripped)]
        children = (b.Text(stripped), *children[1:]) if stripped else children[1:]
    if children and isinstance(children[-1], b.Text):
        text = children[-1].text
        stripped = text.rstrip()
        after = text[len(stripped) :]
        children = (*children[:-1], b.Text(stripped)) if stripped else children[:-1]
    return before, children, after


def _render(inline: b.Inline, inside: frozenset[type]) -> str | Callable[[str, str], str]:
    """Markdown, or, for a mark that its neighbours may forbid, a function of these."""
    match inline:
        case b.Text(text):
            return escape_text(text)
        case b.CodeSpan(text):
            return _code(clean(text))
        case b.LineBreak():
            return BREAK
        case b.FootnoteReference(label):
            return f"[^{label}]"
        case b.Image(src, alt, caption):
            return f"![{escape_text(alt)}]({destination(src)}{title(caption)})"
        case _:
            return _parent(inline, inside)


def _parent(inline: _Parent, inside: frozenset[type]) -> str | Callable[[str, str], str]:
    """An inline with others in it; inside another of its kind it is only these."""
    text = _children(inline.children, inside | {type(inline)})
    if type(inline) in inside:
        return text
    if isinstance(inline, b.Link):
        return f"[{text}]({destination(inline.href)}{title(inline.title)})"
    if isinstance(inline, b.Subscript | b.Superscript):
        tag = _TAGS[type(inline)]
        return f"<{tag}>{text}</{tag}>"
    mark = _MARKS[type(inline)]
    return lambda before, after: _delimited(mark, text, before, after)


def _children(children: Iterable[b.Inline], inside: frozenset[type]) -> str:
    return _join([_render(child, inside) for child in children])


def _join(parts: list[str | Callable[[str, str], str]]) -> str:
    """The parts as one text; a mark is told which character stands on either side of it."""
    written = ""
    for index, part in enumerate(parts):
        if isinstance(part, str):
            written += part
        else:
            following = parts[index + 1] if index + 1 < len(parts) else ""
            after = following[:1] if isinstance(following, str) else "*"
            written += part(written[-1:], after)
    return written


def _delimited(mark: str, text: str, before: str, after: str) -> str:
    """`text` between marks where both will be read as such (6.2), else without them.

    A mark opens only if what follows it is no space, and no punctuation unless a space or
    punctuation stands before it; it closes by the mirrored rule. Marks that touch others of
    their kind are left off, as is a mark round nothing a reader would see.
    """
    inner_first, inner_last = text[:1], text[-1:]
    if not text.strip(BREAK + " ") or BREAK in (inner_first, inner_last):
        return text
    opens = not _is_punctuation(inner_first) or _is_border(before)
    closes = not _is_punctuation(inner_last) or _is_border(after)
    sign = mark[0]
    touches = sign in (before, after, inner_first, inner_last)
    return f"{mark}{text}{mark}" if opens and closes and not touches else text


def _is_border(character: str) -> bool:
    return not character or character.isspace() or character == BREAK or _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] in "PS"


def _code(text: str) -> str:
    """A code span whose fence is longer than any run of backticks inside (6.1)."""
    if not text.strip():
        return text
    longest = max(map(len, _RUN.findall(text)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def html_text(text: str) -> str:
    """Text inside the raw HTML of a summary."""
    return escape_html(clean(text), quote=False)
