"""What the user of an article has changed in its `.md`, and the file that keeps it. Pure.

Three texts are compared: the file as it is, what was written into it before (the `.json`), and
what the page says now. A field that differs from what was written is the user's, and so is
every field that is none of ours, all notes, and a body that was not written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace

from scraper.archive.articles.front_matter import front_matter
from scraper.archive.articles.front_matter_entries import (
    FrontMatter,
    FrontMatterError,
    merged_front_matter,
    parse_front_matter,
)
from scraper.archive.articles.markdown_parts import MarkdownParts, body_hash, split_markdown
from scraper.archive.articles.sidecar import FRONT_MATTER, Sidecar
from scraper.archive.unicode_scalars import scalars

# Of the text that the program wrote: these are set right whatever somebody wrote there.
_OF_THE_PROGRAM = frozenset({"id", "content_hash", "version"})
_CHANGEABLE = tuple(name for name in FRONT_MATTER if name not in _OF_THE_PROGRAM)
# What readers change: where the `.json` is lost, other fields may differ for being of an old page.
_LIKELY = ("title", "tags", "aliases")
_MAX_HASHES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedText:
    """The `.md` that is to be written, and its sidecar. With `edited`, the reason in a few words,
    the file stays as it is, and the new text goes elsewhere.
    """

    markdown: bytes
    sidecar: Sidecar
    edited: str = ""


def merge_text(
    present: bytes | None, ours: MarkdownParts, sidecar: Sidecar, earlier: Sidecar, *, is_own: bool
) -> MergedText:
    """The new text of an article (`ours`, `sidecar`) with what is the user's in the file.

    `present` is the file, None where there is none, `earlier` what was written before. `is_own`
    says whether a file is as it was written, for one whose `.json` does not know its body.
    """
    new_hash = body_hash(ours.body)
    sidecar = replace(sidecar, body_hashes=(new_hash,))
    as_new = ours.joined()
    if present == as_new or present is None or not present.strip():
        return MergedText(markdown=as_new, sidecar=sidecar)
    parts = split_markdown(present)
    known = earlier.body_hashes
    present_hash = body_hash(parts.body)
    is_own = present_hash in known if known else is_own
    is_own = is_own or present_hash == new_hash
    hashes = (present_hash,) if is_own else known
    sidecar = replace(
        sidecar,
        body_hashes=tuple(dict.fromkeys((new_hash, *hashes)))[:_MAX_HASHES],
        new_text="" if is_own else earlier.new_text,
    )
    try:
        front = parse_front_matter(parts.front or "")
    except FrontMatterError as error:
        sidecar = _unmarked(sidecar, earlier)
        return MergedText(markdown=present, sidecar=sidecar, edited=f"its front matter: {error}")
    sidecar = _marked(sidecar, front, earlier)
    is_behind = new_hash not in known[:1] or bool(earlier.new_text)
    if not is_own and (parts.front is None or is_behind):
        return MergedText(markdown=present, sidecar=sidecar, edited="edited by you")
    lines = merged_front_matter(
        front,
        parse_front_matter(ours.front or ""),
        fields=FRONT_MATTER,
        kept=sidecar.overridden,
    )
    body = ours.body if is_own else parts.body
    notes = parts.notes or ours.notes
    merged = MarkdownParts(front=lines, body=body, notes=notes)
    return MergedText(markdown=merged.joined(), sidecar=sidecar)


def changed_fields(values: Mapping[str, Any], sidecar: Sidecar) -> dict[str, Any]:
    """The fields of a front matter that differ from what was written there as `sidecar`; None for
    one that was removed.
    """
    written = written_values(sidecar)
    names = _CHANGEABLE if sidecar.id else _LIKELY
    found = {}
    for name in names:
        value = values.get(name)
        if value is None and "id" not in values:
            continue  # the whole front matter was removed
        if value not in (written.get(name), sidecar.replaced.get(name, written.get(name))):
            found[name] = value
    return found


def with_changes(sidecar: Sidecar, changes: Mapping[str, Any]) -> Sidecar:
    """The sidecar with the values of the user, those that are of another type left out."""
    types = {each.name: each.type for each in msgspec.structs.fields(Sidecar)}
    empty = Sidecar()
    values = {}
    for name, value in changes.items():
        try:
            values[name] = getattr(empty, name) if value is None else _converted(value, types[name])
        except msgspec.ValidationError:
            continue
    return replace(sidecar, **values)


def written_values(sidecar: Sidecar) -> dict[str, Any]:
    """The values of the front matter as it was written."""
    return parse_front_matter(front_matter(sidecar)).values


def _marked(sidecar: Sidecar, front: FrontMatter, earlier: Sidecar) -> Sidecar:
    """The sidecar with what the user has changed, and what is to be replaced."""
    new = written_values(sidecar)
    changes = changed_fields(front.values, earlier)
    overridden = {name: value for name, value in changes.items() if value != new.get(name)}
    replaced = {
        name: value
        for name, value in front.values.items()
        if name in FRONT_MATTER and name not in overridden and value != new.get(name)
    }
    return replace(sidecar, overridden=_plain(overridden), replaced=_plain(replaced))


def _unmarked(sidecar: Sidecar, earlier: Sidecar) -> Sidecar:
    """The sidecar beside a front matter that cannot be read: what is known of it stays known."""
    new = written_values(sidecar)
    before = {name: old for name, old in written_values(earlier).items() if old != new.get(name)}
    replaced = _plain(before) | earlier.replaced
    return replace(sidecar, overridden=earlier.overridden, replaced=replaced)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of YAML as JSON has them; others, and such within others, are left as texts."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [scalars(item) for item in value]
    return scalars(str(value)) if isinstance(value, str | float) else f"({type(value).__name__})"


def _converted(value: Any, type_: Any) -> Any:
    """A value of the user's as a field's. Raises msgspec.ValidationError."""
    if type_ == tuple[str, ...]:
        items = value.split(",") if isinstance(value, str) else value
        if not isinstance(items, list):
            raise msgspec.ValidationError("not a list")
        texts = [scalars(str(item)).strip().removeprefix("#") for item in items if item is not None]
        return tuple(text for text in texts if text)
    if type_ is str and isinstance(value, int | float):
        return str(value)
    return msgspec.convert(value, type_, strict=False)
