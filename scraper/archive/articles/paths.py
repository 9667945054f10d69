"""The names of an article's files. A name is made once, at the first save.

    articles/<site>/<year>/<date>-<slug>-<id>.md

Every part is safe on every file system: the slug is ASCII, short and without separators; the
id tells two articles of one title apart, so that no name is used twice.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from datetime import date
from pathlib import Path

from slugify import slugify

from scraper.archive.layout import ARTICLES

COMMENTS = ".comments.json"  # the ending of readers' comments

# 40 bits. Among a million articles two share an id with a probability of 0.36, so a look-up by
# id compares the key too.
_ID_LENGTH = 8
# With these the longest path has 190 characters, and the archive's folder 70 of the 260 that
# Windows allows.
_SLUG_LENGTH = 60
_SITE_LENGTH = 80
_TITLE_LENGTH = 1000  # characters of a title that are looked at; the slug needs the first 60
_NOT_IN_SITE = re.compile(r"[^a-z0-9.-]+")
# Names that Windows reserves for devices, with any extension (Naming Files, Microsoft).
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def article_id(key: str) -> str:
    """8 characters, a-z and 2-7, of the SHA-256 of a URL key: 40 bits."""
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest)[:_ID_LENGTH].decode("ascii").lower()


def article_path(*, site: str, day: date, title: str, id_: str) -> str:
    """The path of an article's `.md`, relative to the archive, with `/` between the parts."""
    slug = slugify(
        title[:_TITLE_LENGTH], max_length=_SLUG_LENGTH, word_boundary=True, save_order=True
    )
    name = f"{day.isoformat()}-{slug or 'article'}-{id_}.md"
    return f"{ARTICLES}/{site_folder(site)}/{day.year:04d}/{name}"


def site_folder(site: str) -> str:
    """The folder of a site: its registrable domain, made safe (an IPv6 address has colons)."""
    name = _NOT_IN_SITE.sub("-", site.lower()).strip(".-")[:_SITE_LENGTH].strip(".-")
    return f"site-{name}" if not name or _RESERVED.match(name) else name


def id_in(name: str) -> str:
    """The id in the name of one of an article's files."""
    return name.rpartition("/")[2].partition(".")[0][-_ID_LENGTH:]


def files_of(path: str) -> tuple[str, ...]:
    """All the files that an article may have, its `.md` last."""
    return json_path(path), comments_path(path), path


def has_files(folder: Path, path: str) -> bool:
    """Whether both files exist that every article has."""
    start = os.fspath(folder)  # called for each line of a list, where Path objects cost too much
    return all(os.path.isfile(f"{start}/{name}") for name in (path, json_path(path)))  # noqa: PTH113


def comments_path(path: str) -> str:
    """The readers' comments beside a `.md`."""
    return path.removesuffix(".md") + COMMENTS


def json_path(path: str) -> str:
    """The `.json` beside a `.md`."""
    return path.removesuffix(".md") + ".json"
