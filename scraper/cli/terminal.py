"""What is printed: data on stdout, talk on stderr, and no control character of a page on either.

A page's title may hold escape sequences that a terminal obeys, and characters that turn the
direction of a line. They are shown as escapes instead (`\\x1b`, `\\u202e`).
"""

from __future__ import annotations

import re
import sys

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
    """A line of talk, on stderr."""
    print(printable(text), file=sys.stderr)  # noqa: T201 - this is where the tool speaks


def write_stdout(text: str, *, raw: bool = False) -> None:
    """A line of data, on stdout; `raw` where it goes to a file or a pipe, as it is."""
    encoding = sys.stdout.encoding or "utf-8"
    text = text if raw else printable(text)
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
