"""The `.json` beside an article's `.md`: everything that is known of the article, as one value.

The one schema of that file: what is written is a `Sidecar`, and whoever reads the file gets
one. The first fields are those of the front matter (front_matter.py), in its order.

Files outlive versions of this program, and people edit them. So reading is lenient: a field
that is unknown is passed over, and one that is missing or of another type has its default.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field

from scraper.archive.articles.assets import SavedImage
from scraper.archive.articles.paths import json_path
from scraper.archive.containment import inside
from scraper.archive.state.record import RawRef
from scraper.archive.unicode_scalars import json_bytes
from scraper.errors import ArchiveError
from scraper.models import Evidence, Redirect, Removal, Verdict

_S = TypeVar("_S", bound=Struct)


class SidecarHttp(Struct, frozen=True, kw_only=True):
    """The response that the article was extracted from. `size` and `sha256` are of the decoded
    body.
    """

    status: int | None = None
    requested_url: str = ""
    final_url: str = ""
    redirects: tuple[Redirect, ...] = ()
    fetched_at: datetime | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    size: int = field(name="bytes", default=0)
    sha256: str = ""


class MadeBy(Struct, frozen=True, kw_only=True):
    """The versions of the program and of its extraction rules."""

    scraper: str = ""
    extract: str = ""


class Sidecar(Struct, frozen=True, kw_only=True):
    """All that is known of a saved article. The order of the fields is that of the file.

    `aliases` are earlier headlines, `source` is the address that answered, `domain` the
    registrable domain, `urls` are all addresses of the article. `list_tags` are those of `tags`
    that an exported list gave it, `added` is when it was added there. `published` and
    `modified` are ISO 8601: a day, a local time, or an instant.

    All values are those of the page. `overridden` are the fields that its user has changed in
    the `.md`, with his values, None for one that he removed (user_changes.py). `body_hashes` are
    those of the body that was written last and of the one before it, `replaced` the values that
    the front matter had before. `new_text` is the file in versions/ with a text that was not
    written over a body that the user has edited.
    """

    title: str = ""
    aliases: tuple[str, ...] = ()
    source: str = ""
    canonical_url: str = ""
    author: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    created: datetime | None = None
    added: datetime | None = None
    description: str = ""
    site: str = ""
    domain: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    license: str = ""
    language: str = ""
    word_count: int = 0
    free_access: bool | None = None
    id: str = ""
    content_hash: str = ""
    version: int = 0
    # below, what the front matter does not have
    key: str = ""
    urls: tuple[str, ...] = ()
    list_tags: tuple[str, ...] = ()
    http: SidecarHttp = SidecarHttp()
    types: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict | None = None
    confidence: float | None = None
    removals: tuple[Removal, ...] = ()
    images: tuple[SavedImage, ...] = ()
    raw: RawRef | None = None
    made_by: MadeBy = MadeBy()
    overridden: dict[str, Any] = {}
    body_hashes: tuple[str, ...] = ()
    replaced: dict[str, Any] = {}
    new_text: str = ""


_OPTIONAL = frozenset({"list_tags", "overridden", "body_hashes", "replaced", "new_text"})
FRONT_MATTER = Sidecar.__struct_fields__[: Sidecar.__struct_fields__.index("key")]


def front_matter_fields(sidecar: Sidecar) -> dict[str, Any]:
    """The fields of the front matter that have a value, in their order."""
    return fields_with_values(sidecar, FRONT_MATTER)


def fields_with_values(sidecar: Sidecar, names: Iterable[str]) -> dict[str, Any]:
    """Those of the fields `names` that are not empty, in the order of the names."""
    fields = ((name, getattr(sidecar, name)) for name in names)
    return {name: value for name, value in fields if value not in ("", None, ())}


def encode_sidecar(sidecar: Sidecar) -> bytes:
    """The `.json`: fields of the front matter without a value are left out, as they are there."""
    others = list(Sidecar.__struct_fields__[len(FRONT_MATTER) :])
    others = [name for name in others if name not in _OPTIONAL or getattr(sidecar, name)]
    document = front_matter_fields(sidecar) | {name: getattr(sidecar, name) for name in others}
    return msgspec.json.format(json_bytes(document), indent=2) + b"\n"


def decode_sidecar(content: bytes) -> Sidecar:
    """The value of a `.json`. Raises msgspec.MsgspecError for what is no JSON object."""
    try:
        return msgspec.json.decode(content, type=Sidecar)
    except msgspec.ValidationError:
        return _valid_fields(Sidecar, msgspec.json.decode(content, type=dict))


def read_sidecar(folder: Path, path: str) -> Sidecar:
    """That of the article whose `.md` is at `path`; an empty one where the file is missing or
    damaged.
    """
    try:
        return decode_sidecar(inside(folder, json_path(path)).read_bytes())
    except (OSError, ArchiveError, msgspec.MsgspecError):
        return Sidecar()


def _valid_fields(kind: type[_S], document: dict[str, Any]) -> _S:
    """A value with those fields of `document` that are of their types, the rest by default."""
    values = {}
    for each in msgspec.structs.fields(kind):
        if each.encode_name not in document:
            continue
        found = document[each.encode_name]
        if each.type is SidecarHttp and isinstance(found, dict):
            values[each.name] = _valid_fields(SidecarHttp, found)
            continue
        try:
            values[each.name] = msgspec.convert(found, each.type)
        except msgspec.ValidationError:
            continue
    return kind(**values)
