"""Data goes to stdout, messages to stderr, and no control character of a page to a terminal."""

from __future__ import annotations

import re
import sys
from typing import Any

from scraper.control_characters import show_controls


def printable(text: str) -> str:
    """`text` with everything escaped that a terminal might obey; tabs and line ends stay."""
    return show_controls(text)


def one_line(text: str) -> str:
    """`printable`, on one line."""
    return printable(re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", text))


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
