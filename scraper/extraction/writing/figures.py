"""Figures: their pictures and embeds, with the caption they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from scraper import blocks as b
from scraper.extraction.page.outline import Element, Segment, SegmentKind
from scraper.extraction.rules import Rule
from scraper.extraction.writing.chains import Chained, NotePart, at_depth, joined
from scraper.extraction.writing.inline_writer import InlineWriter

if TYPE_CHECKING:
    from scraper.extraction.writing.assemble import Assembly

_DESCRIPTION = 3  # words of a text in a figure that describes it, at least
_LIST_ROLES = {"list": "ul", "listitem": "li"}
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)$", re.IGNORECASE)


def figure_blocks(
    assembly: Assembly, element: Element, run: Iterable[Chained], depth: int
) -> Iterator[b.Block]:
    """What is in a figure beside its pictures, and then them with their caption."""
    media: list[b.Image | b.Embed] = []
    caption: list[b.Inlines] = []
    rest: list[Chained] = []
    for pair in run:
        inner = written_tag(at_depth(pair, depth + 1))
        if inner == "figcaption":
            caption.append(assembly.writer.inlines(pair[0].pieces))
        elif pair[0].kind is SegmentKind.IMAGE and inner != "figure":
            media.extend(media_of(assembly.writer, pair[0]))
        else:
            rest.append(pair)
    yield from assembly.build(rest, depth + 1)
    media = one_of_each(media)
    words = joined([part for part in caption if part], b.Text(" "))
    if not media:
        words = words or (_unread_caption(assembly, element, described=False) if rest else ())
        if words:
            yield b.Paragraph((b.Emphasis(words),) if rest else words)
    elif words:
        yield b.Figure(tuple(media), words)
    else:
        yield b.Figure(tuple(media), _unread_caption(assembly, element), in_text=False)


def written_tag(element: Element | NotePart | None) -> str:
    """The tag of an element, or that of the list it is by its role, or of the figure or caption
    it stands for in WordPress.
    """
    if not isinstance(element, Element):
        return element.tag if element is not None else ""
    if element.tag == "div" and "role" in element.attributes:
        return _LIST_ROLES.get(element.get("role"), "div")
    if "wp-caption" in element.names:
        words = element.names.split()
        if "wp-caption" in words:
            return "figure"
        return "figcaption" if "wp-caption-text" in words else element.tag
    return element.tag


def _unread_caption(assembly: Assembly, figure: Element, *, described: bool = True) -> b.Inlines:
    """A caption that the model took for no part of the text to be read: what the figure calls its
    caption, and (`described`) what else is written in it.
    """
    outline = assembly.outline
    captions = [e for e in outline.inside(figure) if written_tag(e) == "figcaption"]
    parts = [
        assembly.writer.inlines(segment.pieces)
        for segment in outline.segments[figure.first : figure.last]
        if (reason := assembly.decisions.reason(segment.index)) and reason.rule is Rule.MODEL
        if any(c.first <= segment.index < c.last for c in captions)
        or (described and _is_description(segment))
    ]
    return joined([part for part in parts if part], b.Text(" "))


def _is_description(segment: Segment) -> bool:
    is_text = segment.kind is SegmentKind.TEXT and not segment.linked and not segment.controls
    return is_text and segment.words >= _DESCRIPTION


def one_of_each(media: Iterable[b.Image | b.Embed]) -> list[b.Image | b.Embed]:
    """Without the smaller copies that are shown until a picture has come: of the pictures with
    one file name the last.
    """
    last = {_name(each): each for each in media}
    return list(last.values())


def _name(media: b.Image | b.Embed) -> str:
    if isinstance(media, b.Embed):
        return media.href
    name = media.src.partition("?")[0].rpartition("/")[2]
    return name if _PICTURE.search(name) else media.src


def media_of(writer: InlineWriter, segment: Segment) -> Iterator[b.Image | b.Embed]:
    """The pictures and embeds of a segment; a picture with the page it is a link to."""
    for item, marks in segment.pieces:
        if isinstance(item, b.Embed):
            if embed := writer.embed(item):
                yield embed
        elif isinstance(item, b.Image) and (image := writer.image(item)):
            link = next((mark.href for mark in marks if mark.name == "link"), "")
            href = writer.address(link) if link and writer.links else ""
            yield replace(image, href=href) if href and not _is_picture(href) else image


def _is_picture(href: str) -> bool:
    """Whether a link leads to the picture itself, at its full size."""
    return _PICTURE.search(href.partition("?")[0]) is not None
