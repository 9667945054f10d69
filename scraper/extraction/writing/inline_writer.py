"""Pieces of a segment -> inlines: white space as HTML shows it, marks nested, links absolute."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import urljoin

from scraper import blocks as b
from scraper.extraction.page.footnotes import MARK, Footnotes, fragment_of, note_fragment
from scraper.extraction.page.outline import Break, Mark, Piece
from scraper.extraction.page.url_parts import is_plain
from scraper.extraction.page.whitespace import collapse
from scraper.extraction.writing.line_notes import set_notes_apart
from scraper.extraction.writing.raw_tex import in_one_line, split_tex

_WRAPPERS: dict[str, Callable[[b.Inlines], b.Inline]] = {
    "strong": b.Strong,
    "emphasis": b.Emphasis,
    "strong emphasis": lambda children: b.Strong((b.Emphasis(children),)),
    "strike": b.Strikethrough,
    "sub": b.Subscript,
    "sup": b.Superscript,
}
_FOLLOWED = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WORD = re.compile(r"\w")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_SPACE = re.compile(r" +")
_FORMULAS = {"formula": False, "display formula": True}
_NOTE_NAME = re.compile(r"note|fn|ftn|cite|ref")  # what the fragments of notes are called
_NOTE = 12  # characters of a title that is the text of a note, at least


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineWriter:
    """What inlines need to know of the page: its base address, its footnotes, the settings.

    `tex` says whether the page draws the TeX between single dollars. Notes that stand in the
    middle of a line are collected in `notes`, for whoever writes the blocks.
    """

    base: str = ""
    footnotes: Footnotes = field(default_factory=Footnotes)
    links: bool = True
    images: bool = True
    tex: bool = False
    notes: list[b.Footnote] = field(default_factory=list)

    def inlines(self, pieces: Sequence[Piece]) -> b.Inlines:
        """The inlines of a run of pieces, trimmed at both ends."""
        if len(pieces) == 1 and isinstance(pieces[0][0], str) and not pieces[0][1]:
            text = collapse(pieces[0][0]).strip(" \xa0")
            return tuple(split_tex(text, dollars=self.tex))
        return self._nest(_tidy(set_notes_apart(in_one_line(pieces), self._leads_to_note)), 0)

    def address(self, href: str) -> str:
        """`href` as an absolute address; empty where it leads nowhere a reader could go."""
        if not href.isprintable():  # few have a control character
            href = _CONTROL.sub("", href)
        href = href.strip()
        if " " in href:
            href = _SPACE.sub("%20", href)
        if not href or href.startswith("#") or (_SCHEME.match(href) and not _FOLLOWED.match(href)):
            return ""
        if is_plain(href):
            return href
        try:
            return urljoin(self.base, href)
        except ValueError:
            return ""

    def image(self, image: b.Image) -> b.Image | None:
        """The image with an absolute address, or None where it has none or none are wanted."""
        source = self.address(image.src) if self.images else ""
        return b.Image(source, image.alt, image.title) if source else None

    def embed(self, embed: b.Embed) -> b.Embed | None:
        """The embed with an absolute address, or None where no links are wanted."""
        address = self.address(embed.href) if self.links else ""
        return b.Embed(address, embed.title) if address else None

    def _nest(self, pieces: Sequence[Piece], depth: int) -> b.Inlines:
        inlines: list[b.Inline] = []
        for mark, group in groupby(
            pieces, key=lambda p: p[1][depth] if len(p[1]) > depth else None
        ):
            run = list(group)
            if mark is None:
                inlines.extend(self._plain(run))
            else:
                inlines.extend(self._marked(mark, run, depth))
        return tuple(inlines)

    def _plain(self, run: Iterable[Piece]) -> Iterable[b.Inline]:
        text = ""
        for item, _ in run:
            if isinstance(item, str):
                text += item
                continue
            yield from split_tex(text, dollars=self.tex)
            text = ""
            if isinstance(item, Break):
                yield b.LineBreak()
            elif isinstance(item, b.Image) and (image := self.image(item)):
                yield image
            elif isinstance(item, b.Embed) and (embed := self.embed(item)):
                yield embed
        yield from split_tex(text, dollars=self.tex)

    def _marked(self, mark: Mark, run: list[Piece], depth: int) -> b.Inlines:
        if mark.name == "code":
            return tuple(_code_lines(run))
        if mark.name == "link":
            return self._link(mark, run, depth)
        if mark.name in _FORMULAS:
            return (b.Formula(_text_of(run), display=_FORMULAS[mark.name]),)
        if mark.name == "note":
            return self._note(self._nest(run, depth + 1))
        if mark.name == "sup" and (label := self.footnotes.raised.get(_label_of(run))):
            return (b.FootnoteReference(label),)
        if mark.name == "sup" and _label_of(run) and len(mark.title) >= _NOTE:
            return self._note((b.Text(" ".join(mark.title.split())),))
        children = self._nest(run, depth + 1)
        wrapper = _WRAPPERS.get(mark.name)
        if wrapper is None or not children:
            return children
        if note := _only_note(children):
            return note
        return (wrapper(children),)

    def _link(self, mark: Mark, run: list[Piece], depth: int) -> b.Inlines:
        label = self.footnotes.labels.get(note_fragment(mark.href))
        if label and _label_of(run):
            return (b.FootnoteReference(label),)
        fragment = fragment_of(mark.href, self.base)
        says_nothing = fragment and not _WORD.search(_text_of(run))
        if says_nothing or note_fragment(mark.href) in self.footnotes.back_links:
            return ()  # the way back from a note, or the "#" and "¶" beside a heading
        children = self._nest(run, depth + 1)
        href = self.address(mark.href) if self.links else ""
        if not href and _label_of(run) and len(mark.title) >= _NOTE:
            return self._note((b.Text(" ".join(mark.title.split())),))
        if not href or not children:
            is_mark = _NOTE_NAME.search(fragment) and _label_of(run)
            return _raised_mark(children) if is_mark else children
        return (b.Link(children, href, " ".join(mark.title.split())),)

    def _leads_to_note(self, marks: Sequence[Mark]) -> bool:
        return any(
            mark.name == "link" and note_fragment(mark.href) in self.footnotes.labels
            for mark in marks
        )

    def _note(self, inlines: b.Inlines) -> b.Inlines:
        """A note that stands where it is referred to, as one with a label of its own."""
        if not inlines:
            return ()
        labels = {note.label for note in self.notes} | set(self.footnotes.segments.values())
        label = next(str(n) for n in range(1, len(labels) + 2) if str(n) not in labels)
        self.notes.append(b.Footnote(label, (b.Paragraph(inlines),)))
        return (b.FootnoteReference(label),)


def _label_of(run: Iterable[Piece]) -> str:
    """The number or sign of a note mark; empty for other texts."""
    found = MARK.match(_text_of(run).strip())
    return found.group(1) if found else ""


def _raised_mark(children: b.Inlines) -> b.Inlines:
    """A mark whose note is not there is not a part of the word before it."""
    is_raised = len(children) == 1 and isinstance(children[0], b.Superscript)
    return children if is_raised else (b.Superscript(children),)


def _text_of(run: Iterable[Piece]) -> str:
    return "".join(item for item, _ in run if isinstance(item, str))


def _code_lines(run: Iterable[Piece]) -> Iterator[b.Inline]:
    """Code has no line breaks in a line of Markdown, so it ends before one and goes on after."""
    for is_break, group in groupby(run, key=lambda piece: isinstance(piece[0], Break)):
        if is_break:
            yield from (b.LineBreak() for _ in group)
        elif text := _text_of(group):
            yield b.CodeSpan(text) if text.strip() else b.Text(text)


def _only_note(children: b.Inlines) -> b.Inlines:
    """The mark of a note without its brackets, where there is nothing else; else nothing."""
    notes = tuple(child for child in children if isinstance(child, b.FootnoteReference))
    if len(notes) != 1 or len(children) > 3:
        return ()
    texts = [child.text for child in children if isinstance(child, b.Text)]
    if len(texts) + 1 != len(children):
        return ()
    beside = "".join(texts)
    return notes if beside.strip() == "[]" else () if beside.strip() else children


def _tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """White space collapsed across pieces and trimmed, marks without repeats or controls."""
    tidy: list[Piece] = []
    at_start = True
    for item, marks in pieces:
        if isinstance(item, str):
            text = collapse(item)
            if at_start:
                text = text.lstrip(" \xa0")
            if text:
                tidy.append((text, _once(marks)))
                at_start = text.endswith(" ")
        else:
            if isinstance(item, Break):
                _trim_end(tidy)
                at_start = True
                if not tidy:
                    continue
            else:
                at_start = False
            tidy.append((item, _once(marks)))
    _trim_end(tidy)
    return tidy


def _once(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Outer marks first, code last (it takes no marks inside), each name once."""
    if not marks or (len(marks) == 1 and marks[0].name != "control"):
        return marks
    seen: dict[str, Mark] = {}
    for mark in marks:
        known = seen.get(mark.name)
        if mark.name != "control" and (known is None or (mark.title and not known.title)):
            seen[mark.name] = mark
    code = seen.pop("code", None)
    return (*seen.values(), code) if code else tuple(seen.values())


def _trim_end(pieces: list[Piece]) -> None:
    while pieces:
        item, marks = pieces[-1]
        if isinstance(item, Break):
            pieces.pop()
        elif isinstance(item, str):
            text = item.rstrip(" \xa0")
            pieces.pop()
            if text:
                pieces.append((text, marks))
                return
        else:
            return
