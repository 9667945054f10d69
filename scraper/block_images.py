"""The pictures in blocks: their addresses, and other addresses in their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from scraper.blocks import Block, Image


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
