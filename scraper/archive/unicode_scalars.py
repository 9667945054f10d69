"""Text that can be stored: Unicode scalar values only (Unicode, D76).

A page can contain a lone surrogate (`\\ud800` in JSON-LD), and Python's file names have one for
a byte that is not UTF-8. No encoding can represent it, so none is written to a file, a row or a
header.
"""

from __future__ import annotations

from typing import Any

import msgspec


def scalars(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, and each pair as its character."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def json_bytes(value: Any) -> bytes:
    """`value` (dataclasses, structs, dicts, …) as JSON, U+FFFD for each lone surrogate."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # a lone surrogate: too rare to check every text for it
        return msgspec.json.encode(_all_scalars(msgspec.to_builtins(value)))


def _all_scalars(value: Any) -> Any:
    """The same dicts, lists and values, their texts without lone surrogates."""
    if isinstance(value, str):
        return scalars(value)
    if isinstance(value, dict):
        return {name: _all_scalars(item) for name, item in value.items()}
    return [_all_scalars(item) for item in value] if isinstance(value, list | tuple) else value
