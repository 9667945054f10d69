"""articles/images/: the images of articles, each saved once, named by the hash of its bytes.

articles/images/<2 of the hash>/<hash>.<extension>

They are below articles/, so that this folder is complete by itself: in Obsidian, in a copy. Earlier
versions of this program saved them in assets/ of the archive, where they remain.

The `.json` of an article lists each image in its text with its address on the web, and the
file it is saved in or the reason why it is not. Links in the `.md` are relative, so that the
archive can be moved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from scraper.archive.layout import ARTICLES, ASSETS, IMAGES
from scraper.block_images import image_sources, with_sources
from scraper.markdown import render_markdown
from scraper.models import Article

_FROM_VERSION = "../../"  # the way from an earlier text in versions/<id>/
_NAME = r"[0-9a-f]{2}/[0-9a-f]{32}\.[a-z]+"
_ASSET = re.compile(rf"(?:{IMAGES}|{ASSETS})/{_NAME}")
# How a text or a `.json` names an asset: in a `.md` in articles/, without that folder.
_WRITTEN = rf"(?:(?:{ARTICLES}/)?{IMAGES.removeprefix(f'{ARTICLES}/')}|{ASSETS})/{_NAME}"
_UP = r"(?:\.\./)*"
_NAMED = re.compile(rf"(?<![\w.-]){_WRITTEN}".encode())
_LINK = re.compile(rf"{_UP}({_WRITTEN})")
_LINKS = re.compile(rf"\]\({_UP}({_WRITTEN})".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedImage:
    """An image in a text: its address, and the file it is saved in (relative to the archive)
    or the reason why there is none; `is_lasting` where a new request would not help.
    """

    url: str
    path: str = ""
    reason: str = ""
    is_lasting: bool = False


def asset_path(content: bytes, extension: str) -> str:
    """Where an image is saved: the first 128 bits of the SHA-256 of its bytes name it."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    return f"{IMAGES}/{digest[:2]}/{digest}.{extension}"


def linked_asset(link: str) -> str:
    """The path of the asset that a `.md` links to; empty for a link to anything else."""
    found = _LINK.fullmatch(link)
    return _in_archive(found[1]) if found else ""


def named_assets(content: bytes) -> set[str]:
    """The paths of all assets that a `.md` or a `.json` names."""
    return {_in_archive(name.decode()) for name in _NAMED.findall(content)}


def is_asset(path: str) -> bool:
    """Whether a path, relative to the archive, is one that an image is saved at."""
    return _ASSET.fullmatch(path) is not None


def is_intact(content: bytes, path: str) -> bool:
    """Whether the bytes at `path` are those that gave it its name."""
    name = asset_path(content, path.rpartition(".")[2]).removeprefix(IMAGES)
    return path in {f"{IMAGES}{name}", f"{ASSETS}{name}"}


def merged_images(
    article: Article, earlier: Iterable[SavedImage], fetched: Iterable[SavedImage]
) -> tuple[SavedImage, ...]:
    """What is known of the images in a text, in its order: `fetched` now takes precedence over
    `earlier`, and a file over a reason.
    """
    known = {image.url: image for image in earlier}
    for image in fetched:
        if image.path or image.url not in known or not known[image.url].path:
            known[image.url] = image
    if not known:
        return ()
    return tuple(known[url] for url in image_sources(article.blocks) if url in known)


def count_missing(
    article: Article, images: tuple[SavedImage, ...], *, before: int, is_requested: bool
) -> int:
    """How many images of a text may still be fetched; -1 where some were never requested.

    `before` is the count of the last save, which holds where none are requested now.
    """
    if is_requested:
        return sum(not (image.path or image.is_lasting) for image in images)
    if before < 0:
        return before
    known = {image.url for image in images}
    return before if known.issuperset(image_sources(article.blocks)) else -1


def with_saved_images(article: Article, images: Iterable[SavedImage], path: str) -> Article:
    """The article with links to the images that are saved, from its `.md` at `path`."""
    links = {image.url: _way(path, image.path) for image in images if image.path}
    return _linked(article, links) if links else article


def _linked(article: Article, links: Mapping[str, str]) -> Article:
    blocks = with_sources(article.blocks, links)
    return replace(article, blocks=blocks, markdown=render_markdown(blocks))


def as_version(markdown: bytes) -> bytes:
    """A `.md` as it is written to versions/: its links lead to the same images."""
    return _LINKS.sub(
        lambda link: f"]({_FROM_VERSION}{_in_archive(link[1].decode())}".encode(), markdown
    )


def _in_archive(name: str) -> str:
    """The path of an asset as a text names it."""
    return name if name.startswith((ARTICLES, ASSETS)) else f"{ARTICLES}/{name}"


def _way(path: str, asset: str) -> str:
    """The relative link from the `.md` at `path` to an asset."""
    top = f"{ARTICLES}/"
    if path.startswith(top) and asset.startswith(top):
        path, asset = path.removeprefix(top), asset.removeprefix(top)
    return "../" * path.count("/") + asset
