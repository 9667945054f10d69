"""Inlines -> one line (or lines, at hard breaks) of Markdown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from html import escape as escape_html

from scraper import blocks as b
from scraper.markdown.escape import (
    clean,
    destination,
    escape_alone,
    escape_text,
    first_escaped,
    title,
)

BREAK = "\x00"  # stands for a hard break until the block knows how to write one
_ANY = "a*~`"  # what another mark may begin with, or the text inside it without the mark
_RUN = re.compile("`+")
# Two dollars that a reader of formulas takes for their borders; "$5 to $10" are none.
_PAIR = re.compile(r"\$(?=\S).*?(?<=\S)\$", re.DOTALL)
_DOLLAR = re.compile(r"(?<!\\)\$")
_Mark = b.Emphasis | b.Strong | b.Strikethrough
_Parent = _Mark | b.Subscript | b.Superscript | b.Link
_PARENTS = (b.Link, b.Strong, b.Emphasis, b.Strikethrough, b.Subscript, b.Superscript)
_MARKS: dict[type, str] = {b.Emphasis: "*", b.Strong: "**", b.Strikethrough: "~~"}
_TAGS: dict[type, str] = {b.Subscript: "sub", b.Superscript: "sup"}


def render_inlines(inlines: Sequence[b.Inline], *, escape_dollars: bool = False) -> str:
    """The inlines as Markdown; hard breaks as BREAK characters. Dollars that may be read as the
    borders of a formula are escaped, or with `escape_dollars` all of the text.
    """
    if not escape_dollars and len(inlines) == 1 and isinstance(inlines[0], b.Text):
        text = inlines[0].text
        escaped = escape_alone(text)
        return escaped.replace("$", "\\$") if "$" in text and _PAIR.search(text) else escaped
    simple = simplify(inlines)
    line = _line(simple, "", "", frozenset())
    if "$" in line and (escape_dollars or _has_formula(simple) or _PAIR.search(line)):
        return _line(simple, "", "", frozenset({b.Formula}))
    return line


def _has_formula(inlines: Iterable[b.Inline]) -> bool:
    return any(
        isinstance(inline, b.Formula) or _has_formula(getattr(inline, "children", ()))
        for inline in inlines
    )


def simplify(inlines: Iterable[b.Inline]) -> tuple[b.Inline, ...]:
    """Neighbouring texts joined, white space moved out of marks, empty inlines gone."""
    joined: list[b.Inline] = []
    for inline in _spread(inlines):
        last = joined[-1] if joined else None
        if isinstance(inline, b.Text) and isinstance(last, b.Text):
            joined[-1] = b.Text(last.text + inline.text)
        elif isinstance(inline, b.CodeSpan) and isinstance(last, b.CodeSpan):
            joined[-1] = b.CodeSpan(last.text + inline.text)
        else:
            joined.append(inline)
    return tuple(joined)


def _spread(inlines: Iterable[b.Inline]) -> Iterable[b.Inline]:
    for inline in inlines:
        if isinstance(inline, b.Text):
            if inline.text:
                yield inline
        elif isinstance(inline, _PARENTS):
            yield from _trimmed(inline, simplify(inline.children))
        elif isinstance(inline, b.CodeSpan) and not inline.text.strip():
            yield b.Text(inline.text)
        else:
            yield inline


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


def _line(inlines: Sequence[b.Inline], before: str, after: str, inside: frozenset[type]) -> str:
    """The inlines one after the other.

    Whether a mark is read as one depends on what stands beside it (6.2): `before` is the
    character in front of the first, `after` those of which one may follow the last.
    """
    written: list[str] = []  # none of them empty
    for index, inline in enumerate(inlines):
        following = after
        if index + 1 < len(inlines):  # text is written alike whatever follows
            following = "" if isinstance(inline, b.Text) else _first(inlines[index + 1], inside)
        part = _render(inline, (written[-1] if written else before)[-1:], following, inside)
        if written and part.startswith("[") and written[-1].endswith("!"):
            written[-1] = written[-1][:-1] + "\\!"  # together they would be an image
        if part:
            written.append(part)
    return "".join(written)


def _first(inline: b.Inline, inside: frozenset[type]) -> str:
    """The characters of which one (or one of its kind) will begin what is written."""
    match inline:
        case b.Text(text):
            return first_escaped(text)
        case b.LineBreak():
            return BREAK
        case b.Image():
            return "!"
        case b.FootnoteReference():
            return "["
        case b.Formula():
            return "$"
        case b.Embed():
            return "["
        case b.Subscript() | b.Superscript() | b.Link() if type(inline) not in inside:
            return "["
        case _:
            return _ANY


def _render(inline: b.Inline, before: str, after: str, inside: frozenset[type]) -> str:
    if isinstance(inline, b.Text):
        return _text(inline.text, inside)
    match inline:
        case b.CodeSpan(text):
            # Backticks that touch would be read as one longer run (6.1).
            return _text(text, inside) if before == "`" else _code(clean(text))
        case b.LineBreak():
            return BREAK
        case b.FootnoteReference(label):
            return f"[^{label}]"
        case b.Formula():
            return _formula(inline)
        case b.Embed(href, name):
            return f"[{escape_text(name)}]({destination(href)})"
        case b.Image():
            return _image(inline)
        case _:
            return _parent(inline, before, after, inside)


def _text(text: str, inside: frozenset[type]) -> str:
    escaped = escape_text(text)
    # where there is a formula, or two dollars, each would open or close one
    return escaped.replace("$", "\\$") if b.Formula in inside else escaped


def _image(image: b.Image) -> str:
    picture = f"![{escape_text(image.alt)}]({destination(image.src)}{title(image.title)})"
    return f"[{picture}]({destination(image.href)})" if image.href else picture


def _formula(formula: b.Formula) -> str:
    """TeX between dollars, as it is: nothing in it is escaped."""
    tex = _DOLLAR.sub(r"\\$", clean(formula.tex)).strip()
    sign = "$$" if formula.display else "$"
    return f"{sign}{tex}{sign}" if tex else ""


def _parent(inline: _Parent, before: str, after: str, inside: frozenset[type]) -> str:
    """An inline with others in it; inside another of its kind it is only these."""
    within = inside | {type(inline)}
    if type(inline) in inside:
        return _line(inline.children, before, after, inside)
    text = _line(inline.children, "", "", within)
    if isinstance(inline, b.Link):
        return f"[{text}]({destination(inline.href)}{title(inline.title)})"
    if isinstance(inline, b.Subscript | b.Superscript):
        tag = _TAGS[type(inline)]
        return f"<{tag}>{text}</{tag}>"
    if both := _both(inline, before, after, within):
        return both
    mark = _MARKS[type(inline)]
    if _is_readable(mark, text, before, after):
        return f"{mark}{text}{mark}"
    return _line(inline.children, before, after, within)


def _both(inline: _Mark, before: str, after: str, inside: frozenset[type]) -> str:
    """Strong and emphasised at once: `***text***` (6.2, rule 14); empty for others."""
    inner = inline.children[0] if len(inline.children) == 1 else None
    kinds = {type(inline), type(inner)}
    if kinds != {b.Strong, b.Emphasis} or not isinstance(inner, b.Strong | b.Emphasis):
        return ""
    text = _line(inner.children, "", "", inside | kinds)
    return f"***{text}***" if _is_readable("***", text, before, after) else ""


def _is_readable(mark: str, text: str, before: str, after: str) -> bool:
    """Whether `mark` on both sides of `text` will be read as such (6.2).

    A mark opens only if what follows it is no space, and no punctuation unless a space or
    punctuation stands before it; it closes by the mirrored rule. Marks that would touch
    others of their kind, or stand round nothing a reader would see, are none.
    """
    inner_first, inner_last = text[:1], text[-1:]
    if any(not edge or edge.isspace() or edge == BREAK for edge in (inner_first, inner_last)):
        return False
    opens = not _is_punctuation(inner_first) or _is_border(before)
    closes = not _is_punctuation(inner_last) or all(map(_is_border, after))
    sign = mark[0]
    touches = sign in (before, inner_first, inner_last) or sign in after
    return opens and closes and not touches


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
