"""Lines of text -> a page, in one of the ways that pages are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape
from random import Random

_TAG = re.compile(r"<[^>]+>")
# What boxes are called: of other things than the article, and of the article.
_OTHER = "sidebar widget promo related more-stories teaser card list-item aside-box".split()
_TEXT = "content article-body story entry-content post-text main-text row copy".split()
_HEADINGS = frozenset({"h2", "h3", "h4"})


@dataclass(frozen=True, slots=True)
class Line:
    """One block: its tag, its inline HTML, its words."""

    tag: str
    html: str
    words: int

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS

    @property
    def text(self) -> str:
        return unescape(_TAG.sub("", self.html.replace("<br>", " ")))


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together, of the article or not."""

    lines: tuple[Line, ...]
    is_body: bool


def without_links(line: Line) -> Line:
    """The line as text alone."""
    return Line(line.tag, escape(line.text), line.words)


Markup = Callable[[str, str, Sequence[Part], Random], str]


def _document(title: str, language: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)} | Site</title></head><body>{body}</body></html>"
    )


def _block(line: Line, *, headings: bool = True, name: str = "") -> str:
    called = f' class="{name}"' if name else ""
    if line.tag == "h1" or (line.is_heading and headings):
        return f"<{line.tag}{called}>{line.html}</{line.tag}>"
    if line.is_heading:
        return f"<p{called}><b>{line.html}</b></p>"
    if line.tag == "pre":
        return f"<pre>{line.html}</pre>"
    return f"<p{called}>{line.html}</p>"


def _blocks(part: Part, *, headings: bool = True, name: str = "") -> str:
    """The part's lines; its entries in a list."""
    out: list[str] = []
    inside = False
    for line in part.lines:
        is_entry = line.tag == "li"
        if is_entry != inside:
            out.append("<ul>" if is_entry else "</ul>")
            inside = is_entry
        out.append(
            f"<li>{line.html}</li>" if is_entry else _block(line, headings=headings, name=name)
        )
    return "".join(out) + ("</ul>" if inside else "")


def flat(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """`<p>` after `<p>`, all in one box, the debris too."""
    headings = random.random() < 0.6
    inside = "\n".join(_blocks(part, headings=headings) for part in parts)
    if random.random() < 0.5:
        inside = f"<div>{inside}</div>"
    return _document(title, language, inside)


def layout_table(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """One cell of a layout table, in which `<br><br>` ends a paragraph."""
    texts: list[str] = []
    for part in parts:
        for line in part.lines:
            bold = line.is_heading or line.tag == "h1"
            texts.append(f"<b>{line.html}</b>" if bold else line.html)
        if random.random() < 0.1:
            texts.append("<hr>")
    inside = "<br><br>\n".join(texts)
    return _document(title, language, f"<table><tr><td>{inside}</td></tr></table>")


def soup(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """Boxes in boxes, and no names; sometimes not even paragraphs."""
    paragraphs = random.random() < 0.5
    boxes = []
    for part in parts:
        if paragraphs:
            inside = _blocks(part, headings=random.random() < 0.7)
        else:
            inside = "".join(f"<div>{line.html}</div>" for line in part.lines)
        boxes.append(f"<div><div>{inside}</div></div>" if random.random() < 0.6 else inside)
    return _document(title, language, f"<div><div>{''.join(boxes)}</div></div>")


def hashed(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """Names that mean nothing, one for each kind of box."""
    names = [f"css-{random.randrange(16**6):06x}" for _ in range(4)]
    boxes = [
        f'<div class="{names[part.is_body]}">{_blocks(part, name=random.choice(names))}</div>'
        for part in parts
    ]
    return _document(title, language, f'<div class="{names[3]}">{"".join(boxes)}</div>')


def misleading(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """The body is called what debris is called elsewhere, and the other way round."""
    body, other = random.choice(_OTHER), random.choice(_TEXT)
    line = random.choice(["", f"{body}-line"])
    boxes = [
        f'<div class="{body if part.is_body else other}">'
        f"{_blocks(part, name=line if part.is_body else '')}</div>"
        for part in parts
    ]
    outer = random.choice(_OTHER)
    return _document(title, language, f'<div class="{outer}">{"".join(boxes)}</div>')


def boxed(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """The body in one box, each run of debris in one of its own beside it."""
    name = random.choice(["row", "block", "section", "", "box"])
    called = f' class="{name}"' if name else ""
    out, inside = [], ""
    for part in [*parts, Part((), is_body=False)]:
        if part.is_body or (inside and part.lines and random.random() < 0.3):
            inside += _blocks(part) if part.is_body else f"<div{called}>{_blocks(part)}</div>"
            continue
        if inside:
            out.append(f"<div{called}>{inside}</div>")
            inside = ""
        out.append(f"<div{called}>{_blocks(part)}</div>")
    return _document(title, language, "".join(out))


def semantic(title: str, language: str, parts: Sequence[Part], random: Random) -> str:
    """`<article>` around the body and what is between, `<section>` and `<div>` around the rest."""
    out, inside = [], ""
    for part in parts:
        if part.is_body:
            inside += _blocks(part)
        else:
            tag = random.choice(["section", "div", "aside"])
            out.append((inside, f"<{tag}>{_blocks(part)}</{tag}>"))
            inside = ""
    boxes = "".join(f"<article>{a}</article>{b}" if a else b for a, b in out)
    return _document(title, language, f"<main>{boxes}<article>{inside}</article></main>")


MARKUPS: tuple[Markup, ...] = (
    flat, flat, layout_table, layout_table, soup, soup, hashed, misleading, misleading, boxed,
    boxed, semantic,
)  # fmt: skip
