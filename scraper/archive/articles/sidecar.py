"""What an article takes over from its `.json` when it is saved again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from scraper.archive.articles.assets import SavedImage
from scraper.archive.articles.paths import json_path

_MOST_ALIASES = 20
# What no name may hold on some system, or in an address: Hugo makes folders of aliases.
_NOT_IN_ALIAS = re.compile(r'[<>:"|?*/\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+')


class EarlierSidecar(msgspec.Struct, frozen=True):
    """`title` and `aliases` are the headlines so far."""

    title: str = ""
    aliases: tuple[str, ...] = ()
    images: tuple[SavedImage, ...] = ()


def read_kept(folder: Path, path: str) -> EarlierSidecar:
    """That of the article at `path`; of nothing where there is no such file, or a damaged one."""
    try:
        return msgspec.json.decode((folder / json_path(path)).read_bytes(), type=EarlierSidecar)
    except (OSError, msgspec.MsgspecError):
        return EarlierSidecar()


def aliases_after(kept: EarlierSidecar, title: str) -> tuple[str, ...]:
    """The headlines that an article had before this one, as names that Obsidian finds it under
    and Hugo leads from: the youngest last.
    """
    names = map(_alias, (*kept.aliases, kept.title))
    return tuple(_without(names, _alias(title)))[-_MOST_ALIASES:]


def _without(names: Iterable[str], title: str) -> dict[str, None]:
    return dict.fromkeys(name for name in names if name and name != title)


def _alias(title: str) -> str:
    return " ".join(_NOT_IN_ALIAS.sub(" ", title).split()).strip(". ")[:200].rstrip(". ")
