"""Text that can be stored: Unicode scalar values only (Unicode, D76).

A page can name a lone surrogate (`\\ud800` in JSON-LD), a file name can hold one for a byte
that is no UTF-8. No encoding has a place for it, so none reaches a file, a row or a header.
"""

from __future__ import annotations

from typing import Any

import msgspec


def scalars(text: str) -> str:
    """`text` with each lone surrogate as U+FFFD, and each pair as the character it means."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def json_bytes(value: Any) -> bytes:
    """`value` (dataclasses, structs, dicts, …) as JSON, its texts without lone surrogates."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # a lone surrogate: too rare to look for it in every text
        return msgspec.json.encode(_all_scalars(msgspec.to_builtins(value)))


def _all_scalars(value: Any) -> Any:
    """The same dicts, lists and values, each text without lone surrogates."""
    if isinstance(value, str):
        return scalars(value)
    if isinstance(value, dict):
        return {name: _all_scalars(item) for name, item in value.items()}
    return [_all_scalars(item) for item in value] if isinstance(value, list | tuple) else value
