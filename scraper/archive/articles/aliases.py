"""Earlier headlines of an article, under which Obsidian finds it and from which Hugo redirects."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.archive.articles.sidecar import Sidecar
from scraper.archive.unicode_scalars import scalars

_MAX_ALIASES = 20  # a live page may change its headline every hour; the latest are of use
_MAX_LENGTH = 200  # bytes, as Hugo makes a folder of each and file systems allow 255
# Characters that file systems or URLs do not allow in a name: Hugo makes folders of aliases.
_NOT_IN_ALIAS = re.compile(r'[<>:"|?*/\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+')


def aliases_after(earlier: Sidecar, title: str) -> tuple[str, ...]:
    """The headlines before `title` of an article that was last saved as `earlier`, the latest
    last, as names without characters that paths do not allow.
    """
    names = map(_alias, (*earlier.aliases, earlier.title))
    return tuple(_without(names, _alias(title)))[-_MAX_ALIASES:]


def _without(names: Iterable[str], title: str) -> dict[str, None]:
    return dict.fromkeys(name for name in names if name and name != title)


def _alias(title: str) -> str:
    name = " ".join(_NOT_IN_ALIAS.sub(" ", title).split()).strip(". ")
    return scalars(name).encode()[:_MAX_LENGTH].decode(errors="ignore").rstrip(". ")
