"""assets/: the pictures of articles, each saved once, named by the hash of its bytes.

assets/<2 of the hash>/<hash>.<ending>

The `.json` of an article says of each picture in its text where it was on the web, and where it
is kept or why it is not. Links in the `.md` are relative, so that the archive can be moved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scraper.block_images import image_sources, with_sources
from scraper.markdown import render_markdown
from scraper.models import Article

ASSETS = "assets"
# How links begin in a `.md` (articles/<site>/<year>/) and in an earlier text (versions/<id>/).
_UP = "../../../"
_FROM_ARTICLE, _FROM_VERSION = f"]({_UP}assets/".encode(), b"](../../assets/"
_ASSET = re.compile(r"assets/[0-9a-f]{2}/[0-9a-f]{32}\.[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedImage:
    """A picture in a text: its address, and the file it is kept in (relative to the archive) or
    the reason why there is none; `is_lasting` where asking again is of no use.
    """

    url: str
    path: str = ""
    reason: str = ""
    is_lasting: bool = False


def asset_path(content: bytes, ending: str) -> str:
    """Where a picture lies: 128 bits of the SHA-256 of its bytes name it."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    return f"{ASSETS}/{digest[:2]}/{digest}.{ending}"


def kept_at(link: str) -> str:
    """Where the picture lies that a `.md` links to; empty for one that is not kept."""
    path = link.removeprefix(_UP)
    return path if path != link and _ASSET.fullmatch(path) else ""


def is_intact(content: bytes, path: str) -> bool:
    """Whether the bytes at `path` are those that gave it its name."""
    return asset_path(content, path.rpartition(".")[2]) == path


def joined(
    article: Article, kept: Iterable[SavedImage], found: Iterable[SavedImage]
) -> tuple[SavedImage, ...]:
    """What is known of the pictures in a text, in its order: what was just `found` goes before
    what is `kept`, and a file before a reason.
    """
    known = {picture.url: picture for picture in kept}
    known |= {p.url: p for p in found if p.path or not known.get(p.url, p).path}
    if not known:
        return ()
    return tuple(known[url] for url in image_sources(article.blocks) if url in known)


def missing_images(
    article: Article, pictures: tuple[SavedImage, ...], *, before: int, is_asked: bool
) -> int:
    """How many pictures of a text may still be had; -1 where some were never asked for.

    `before` is the number of the last save, which stays where nobody asked now.
    """
    if not is_asked:
        if before < 0:
            return before
        known = {picture.url for picture in pictures}
        return before if known.issuperset(image_sources(article.blocks)) else -1
    return sum(not (picture.path or picture.is_lasting) for picture in pictures)


def with_pictures(article: Article, pictures: Iterable[SavedImage]) -> Article:
    """The article with links to the pictures that are kept."""
    links = {picture.url: f"{_UP}{picture.path}" for picture in pictures if picture.path}
    if not links:
        return article
    return _linked(article, links)


def _linked(article: Article, links: Mapping[str, str]) -> Article:
    blocks = with_sources(article.blocks, links)
    return replace(article, blocks=blocks, markdown=render_markdown(blocks))


def as_version(markdown: bytes) -> bytes:
    """A `.md` as it lies in versions/: its links lead to the same pictures."""
    return markdown.replace(_FROM_ARTICLE, _FROM_VERSION)
