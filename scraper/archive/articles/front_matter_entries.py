"""Front matter as its user may have changed it: read leniently, changed key by key.

Only the lines of a key that changes are written again: order, comments and spelling of all
others stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import yaml


class FrontMatterError(ValueError):
    """YAML that cannot be read; the message says where and why, in one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterEntry:
    """A key with its lines, and the comments and empty lines that follow them."""

    name: str
    lines: str
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """`entries` in their order, `before` them comments; `values` by name, times as texts."""

    before: str
    entries: tuple[FrontMatterEntry, ...]
    values: dict[str, Any]

    def text(self) -> str:
        """The lines of YAML."""
        return self.before + "".join(entry.lines + entry.after for entry in self.entries)


def parse_front_matter(text: str) -> FrontMatter:
    """The front matter in lines of YAML. Raises FrontMatterError."""
    try:
        pairs, values = _read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 2}: " if mark else ""  # the first line is that of the dashes
        raise FrontMatterError(f"{where}{' '.join(str(error.problem).split())}") from error
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise FrontMatterError(" ".join(str(error).split())[:200]) from error
    lines = [line for line in _LINE.findall(text) if line]
    starts = [line for _, line in pairs]
    ends = [*starts[1:], len(lines)][: len(starts)]
    entries = tuple(
        _entry(name, lines[start:end])
        for (name, _), start, end in zip(pairs, starts, ends, strict=True)
    )
    before = "".join(lines[: starts[0]] if starts else lines)
    return FrontMatter(before=before, entries=entries, values=values)


def merged_front_matter(
    present: FrontMatter, ours: FrontMatter, *, fields: Container[str], kept: Container[str]
) -> str:
    """The lines of `present` with the values of `ours` for the names `fields`, of which those in
    `kept` stay as they are.
    """
    entries = [
        _merged(entry, present, ours) if entry.name in fields and entry.name not in kept else entry
        for entry in present.entries
    ]
    position = 0
    for entry in ours.entries:
        names = [each.name for each in entries]
        if entry.name in names:
            position = names.index(entry.name) + 1
        elif entry.name not in kept:
            entries.insert(position, entry)
            position += 1
    return FrontMatter(before=present.before, entries=tuple(entries), values={}).text()


def with_entry(present: FrontMatter, name: str, lines: str) -> str:
    """The lines of `present` with `lines` as the entry `name`; without it where they are empty."""
    new = FrontMatterEntry(name=name, lines=lines)
    entries = [
        FrontMatterEntry(name=name, lines=lines, after=entry.after) if entry.name == name else entry
        for entry in present.entries
    ]
    if name not in present.values:
        entries.append(new)
    return FrontMatter(before=present.before, entries=tuple(entries), values={}).text()


def _merged(entry: FrontMatterEntry, present: FrontMatter, ours: FrontMatter) -> FrontMatterEntry:
    """An entry of ours, in its old spelling where its value is the same."""
    name = entry.name
    if name in ours.values and ours.values[name] == present.values[name]:
        return entry
    lines = "".join(each.lines for each in ours.entries if each.name == name)
    return FrontMatterEntry(name=name, lines=lines, after=entry.after)


def _entry(name: str, lines: list[str]) -> FrontMatterEntry:
    end = len(lines)
    while end > 1 and (lines[end - 1].startswith("#") or not lines[end - 1].strip()):
        end -= 1
    return FrontMatterEntry(name=name, lines="".join(lines[:end]), after="".join(lines[end:]))


def _read(text: str) -> tuple[list[tuple[str, int]], dict[str, Any]]:
    """The keys, each with its line, and the values. Raises YAMLError, ValueError, TypeError."""
    _check_depth(text)
    loader = _Loader(text)
    try:
        pairs = _pairs(loader.get_single_node())
        values = {key.value: loader.construct_object(value, deep=True) for key, value in pairs}
    finally:
        loader.dispose()
    return [(key.value, key.start_mark.line) for key, _ in pairs], values


def _pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys and values of the top level. Raises ValueError where it is no block of keys."""
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        raise ValueError("it is not a list of keys, one a line")
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.start_mark.column:
            raise ValueError(f"line {key.start_mark.line + 2}: not a plain key at the margin")
    return list(node.value)


def _check_depth(text: str) -> None:
    """Raises ValueError for values so deep that PyYAML, which recurses in C, ends the process."""
    if sum(map(text.count, "[{-:?")) <= _MAX_DEPTH:
        return
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise ValueError(f"more than {_MAX_DEPTH} levels of lists")


class _Loader(yaml.CSafeLoader):
    """PyYAML's loader, which leaves times as texts: a day that does not exist is no error."""


_MAX_DEPTH = 50
# A line with its end, by what YAML 1.1 takes for one.
_LINE = re.compile(r"[^\n\r\x85\u2028\u2029]*(?:\r\n|[\n\r\x85\u2028\u2029]|\Z)")
_TIMESTAMP = "tag:yaml.org,2002:timestamp"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
