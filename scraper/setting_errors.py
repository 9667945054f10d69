"""What is wrong with settings, in one line that names the setting. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

_Path = tuple[str | int, ...]  # keys of tables, indexes of lists


def first_error(data: dict[str, Any], document: type) -> str:
    """What is wrong with the first wrong setting of `data`, which is no `document`, a struct all
    of whose fields have defaults.
    """
    return _wrong_part(data, inspect.type_info(document), (), document)


def _wrong_part(value: Any, wanted: inspect.Type, path: _Path, document: type) -> str:
    """What is wrong with the first wrong setting within `value`, which is at `path` of `document`.

    Each part is tried alone: msgspec's own message names neither keys of tables nor values.
    """
    if isinstance(wanted, inspect.UnionType):  # of a type and None, which TOML does not have
        wanted = wanted.types[0]
    for step, part, part_type in _parts(value, wanted):
        if part_type is None:
            return f"{setting_key((*path, step))}: unknown setting{_suggestion(str(step), wanted)}"
        if not _is_valid(part, (*path, step), document):
            return _wrong_part(part, part_type, (*path, step), document)
    return f"{setting_key(path)}: {_expectation(value, wanted)}"


def _suggestion(name: str, wanted: inspect.Type) -> str:
    """The setting that was probably meant."""
    known = (
        [field.name for field in wanted.fields] if isinstance(wanted, inspect.StructType) else []
    )
    close = get_close_matches(name, known, n=1)
    return f" (is it {close[0]!r}?)" if close else ""


def _parts(
    value: Any, wanted: inspect.Type
) -> Iterator[tuple[str | int, Any, inspect.Type | None]]:
    """The parts of a table or a list, with their types; None for an unknown setting."""
    if isinstance(wanted, inspect.StructType) and isinstance(value, dict):
        types = {field.name: field.type for field in wanted.fields}
        yield from ((key, part, types.get(key)) for key, part in value.items())
    elif isinstance(wanted, inspect.DictType) and isinstance(value, dict):
        yield from ((key, part, wanted.value_type) for key, part in value.items())
    elif isinstance(wanted, inspect.VarTupleType) and isinstance(value, list):
        yield from ((index, part, wanted.item_type) for index, part in enumerate(value))


def _is_valid(value: Any, path: _Path, document: type) -> bool:
    """Whether settings with this value alone are valid; all others have defaults."""
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    try:
        msgspec.convert(value, document)
    except msgspec.ValidationError:
        return False
    return True


def _expectation(value: Any, wanted: inspect.Type) -> str:
    """What is allowed where `value` is not."""
    if isinstance(wanted, inspect.EnumType):
        choices = ", ".join(f'"{member.value}"' for member in wanted.cls)
        return f"expected one of {choices}, got {_shown(value)}"
    if isinstance(wanted, inspect.FloatType) and type(value) in {int, float}:
        return f"must be at least {wanted.ge}, got {float(value)}"
    if isinstance(wanted, inspect.IntType) and type(value) is int:
        return f"must be at least {wanted.ge}, got {value}"
    return f"expected {_KINDS.get(type(wanted), 'a table')}, got {_shown(value)}"


_KINDS: dict[type[inspect.Type], str] = {
    inspect.FloatType: "a number",
    inspect.IntType: "a whole number",
    inspect.StrType: "a text in quotes",
    inspect.BoolType: "true or false",
    inspect.VarTupleType: "a list",
}


def setting_key(path: tuple[str | int, ...]) -> str:
    """The setting as TOML writes it: names that are not bare keys in quotes."""
    return ".".join(
        f'"{step}"' if isinstance(step, str) and not re.fullmatch(r"[\w-]+", step) else str(step)
        for step in path
    )


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= 60 else text[:57] + "..."
