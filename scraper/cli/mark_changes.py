"""A change of marks, of all the articles that a user names or of none."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.exit_codes import ExitCode
from scraper.cli.terminal import one_line, write_stderr, write_stdout

if TYPE_CHECKING:
    from scraper.archive.articles.marks import MarkChange, Marks
    from scraper.archive.state.record import Record


def change_marks_of(archive: Path, names: Iterable[str], change: MarkChange) -> ExitCode:
    """Change the marks of articles and print what they are. Raises UsageError, ArchiveError."""
    from scraper.archive.marking import mark_articles  # noqa: PLC0415 - not for --help
    from scraper.archive.readonly import reading  # noqa: PLC0415 - the same
    from scraper.cli.article_lookup import find_saved_articles  # noqa: PLC0415 - the same

    with reading(archive) as state:
        records, problems = find_saved_articles(state, archive, names)
        for problem in problems:
            write_stderr(one_line(f"scraper: {problem}"))
        if problems:
            return ExitCode.SOME_FAILED
        changed = mark_articles(archive, state, records, change)
    for record, marks in zip(records, changed, strict=True):
        write_stdout(one_line(_line(record, marks)))
    return ExitCode.SUCCESS


def _line(record: Record, marks: Marks) -> str:
    state = "read" if marks.is_read else "unread"
    tags = "".join(f" #{tag}" for tag in marks.tags)
    return f"{record.id}  {state:<6}  {record.title}{tags}"
