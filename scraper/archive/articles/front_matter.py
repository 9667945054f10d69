"""The front matter of a `.md`: the first fields of the sidecar, as YAML.

The names are those that Hugo and Obsidian know (`published`, `source`, …); `url`, `type` and
`layout` have another meaning there and are never written. A text is always in double quotes,
so that no YAML reader takes "no" for a boolean or 1.10 for a number.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from datetime import date, datetime
from typing import Any

import yaml

from scraper.archive.articles.sidecar import Sidecar, front_matter_fields
from scraper.archive.unicode_scalars import scalars

# Characters that end a tag in Obsidian (help.obsidian.md, Tags).
_NOT_IN_TAG = re.compile(
    r"[\u2000-\u206f\u2e00-\u2e7f'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s\x00-\x1f\x7f-\x9f\ufeff]+"
)
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


def front_matter(sidecar: Sidecar, *, without: Container[str] = ()) -> str:
    """The lines of YAML; fields without a value are left out, and those named in `without`."""
    fields = front_matter_fields(sidecar)
    if tags := list(dict.fromkeys(filter(None, map(tag_of, sidecar.tags)))):
        fields["tags"] = tags
    else:
        fields.pop("tags", None)
    for name in fields.keys() & {"published", "modified"}:
        fields[name] = _Timestamp(fields[name].replace("Z", "+00:00"))
    fields = {name: value for name, value in fields.items() if name not in without}
    return _yaml(fields) if fields else ""


def tag_lines(tags: Iterable[str]) -> str:
    """The lines of YAML of the field `tags`; none for no tags."""
    return _yaml({"tags": list(tags)}) if tags else ""


def tag_of(text: str) -> str:
    """A keyword of the page as a tag that Obsidian accepts: no spaces, not of digits alone."""
    tag = _NOT_IN_TAG.sub("-", scalars(text)).strip("-/")
    return f"_{tag}" if tag.isdigit() else tag


# --- YAML --------------------------------------------------------------------------------


class _Dumper(yaml.CSafeDumper):
    """PyYAML's dumper with texts in double quotes and instants in ISO 8601."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        """Write a value that is in two fields twice, and never as `*id001`."""
        return True


class _Key(str):
    """The name of a field, which is not quoted."""

    __slots__ = ()


class _Timestamp(str):
    """An ISO 8601 date or time, which is not quoted."""

    __slots__ = ()


def _yaml(fields: dict[str, Any]) -> str:
    named = {_Key(name): value for name, value in fields.items()}
    return yaml.dump(named, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1 << 30)


def _text_node(dumper: yaml.CSafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", scalars(value), style='"')


def _key_node(dumper: yaml.CSafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value))


def _timestamp_node(dumper: yaml.CSafeDumper, value: str) -> yaml.Node:
    return dumper.represent_scalar(_TIMESTAMP, str(value))


def _instant_node(dumper: yaml.CSafeDumper, value: date) -> yaml.Node:
    return dumper.represent_scalar(_TIMESTAMP, value.isoformat())


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(_Key, _key_node)
_Dumper.add_representer(_Timestamp, _timestamp_node)
_Dumper.add_representer(datetime, _instant_node)
