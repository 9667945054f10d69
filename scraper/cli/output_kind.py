"""What `-o` of `extract` and `get` names: a folder, a table, or the file of one article."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import Path

from scraper.errors import UsageError


class OutputKind(Enum):
    """A folder of `.md` and `.json`, a table with a row for each page, or one article."""

    FOLDER = auto()
    TABLE = auto()
    MARKDOWN = auto()
    JSON = auto()


_KINDS = {
    ".jsonl": OutputKind.TABLE,
    ".ndjson": OutputKind.TABLE,
    ".parquet": OutputKind.TABLE,
    ".md": OutputKind.MARKDOWN,
    ".markdown": OutputKind.MARKDOWN,
    ".json": OutputKind.JSON,
}
_ENDING = re.compile(r"\.[a-z]\w{1,8}", re.IGNORECASE)


def output_kind(output: Path | None) -> OutputKind:
    """By its ending; what is a folder, or has no ending, is a folder, and nothing is Markdown on
    stdout. Raises UsageError.
    """
    if output is None:
        return OutputKind.MARKDOWN
    ending = output.suffix.lower()
    if output.is_dir() or not _ENDING.fullmatch(ending):
        return OutputKind.FOLDER
    if ending not in _KINDS:
        raise UsageError(
            f"{output}: expected a folder, NAME.jsonl or NAME.parquet; for one page, "
            "NAME.md or NAME.json too"
        )
    return _KINDS[ending]
