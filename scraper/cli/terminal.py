"""Data goes to stdout, messages to stderr, and no control character of a page to a terminal."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterator
from typing import Any

from scraper.control_characters import show_controls


class OutputClosed(Exception):
    """Whoever read our output has closed it: `scraper list | head`.

    It is no OSError: click would end the command with 1 for that.
    """


@contextlib.contextmanager
def open_output() -> Iterator[None]:
    """Inside, output that cannot be written any more raises OutputClosed."""
    try:
        yield
    except BrokenPipeError as error:
        raise OutputClosed from error


def discard_output() -> None:
    """From now on, what goes to a stream that is closed is lost, also what it still holds."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def printable(text: str) -> str:
    """`text` with everything escaped that a terminal might obey; tabs and line ends stay."""
    return show_controls(text)


def one_line(text: str) -> str:
    """`printable`, on one line."""
    return printable(re.sub(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+", " ", text))


def write_stderr(text: str) -> None:
    """A message, as a line on stderr."""
    with open_output():
        print(printable(text), file=sys.stderr)  # noqa: T201 - the one place that prints


def write_stdout(text: str, *, raw: bool = False) -> None:
    """A line of data, on stdout; `raw` where it goes to a file or a pipe, as it is."""
    encoding = sys.stdout.encoding or "utf-8"
    text = text if raw else printable(text)
    with open_output():
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()


def write_json(value: Any) -> None:
    """A line of JSON, on stdout."""
    import json  # noqa: PLC0415 - `--help` needs none

    write_stdout(json.dumps(value), raw=True)
