"""Data goes to stdout, messages to stderr, and no control character of a page to a terminal.

A page's title may hold escape sequences that a terminal obeys, and characters that change the
direction of a line. They are shown as escapes instead (`\\x1b`, `\\u202e`).
"""

from __future__ import annotations

import re
import sys
from typing import Any

# C0 and C1 controls, DEL, bidirectional controls, line separators, invisible format characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)


def printable(text: str) -> str:
    """`text` with everything escaped that a terminal might obey; tabs and line ends stay."""
    return _UNSAFE.sub(_escaped, text)


def one_line(text: str) -> str:
    """`printable`, on one line."""
    return printable(re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def write_stderr(text: str) -> None:
    """A message, as a line on stderr."""
    print(printable(text), file=sys.stderr)  # noqa: T201 - the one place that prints


def write_stdout(text: str, *, raw: bool = False) -> None:
    """A line of data, on stdout; `raw` where it goes to a file or a pipe, as it is."""
    encoding = sys.stdout.encoding or "utf-8"
    text = text if raw else printable(text)
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


def write_json(value: Any) -> None:
    """A line of JSON, on stdout."""
    import json  # noqa: PLC0415 - `--help` needs none

    write_stdout(json.dumps(value), raw=True)
