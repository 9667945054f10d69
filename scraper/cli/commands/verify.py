"""`scraper verify`: is every file of the archive there, and intact?"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, config_option, settings_of
from scraper.cli.terminal import one_line, write_json, write_stderr, write_stdout

if TYPE_CHECKING:
    from scraper.archive.verification import Finding
    from scraper.runs.archive_repair import OnDeleted


_WHOLE = "the archive is whole"


@click.command()
@archive_option
@click.option("--repair", is_flag=True, help="Repair what can be repaired.")
@click.option(
    "--deleted",
    type=click.Choice(["ask", "restore", "forget", "leave"]),
    default="ask",
    show_default=True,
    help="With --repair: what to do about articles whose files were deleted.",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each finding.")
@config_option
def verify(
    *, archive: Path, repair: bool, deleted: str, as_json: bool, config: Path | None
) -> ExitCode:
    """Check the files of an archive against its state and its raw pages.

    A text that was edited by hand is named and left alone, and a file that was moved is found.
    About one that was deleted --repair asks: write it again, or remove the article for good? Not
    on a terminal, it leaves it. Exit 1 where something is wrong and not repaired.
    """
    from scraper.archive.readonly import resting
    from scraper.archive.verification import verify_archive
    from scraper.runs.archive_repair import repair_archive

    if repair:
        left: list[Finding] = []
        on_deleted = _noting(left, _answer_of(deleted))
        findings = repair_archive(archive, settings_of(config, archive), on_deleted=on_deleted)
        count, repairable = _print(findings, as_json=as_json)
        if not as_json:
            write_stderr(_repaired(count, repairable - len(left), len(left)))
        return ExitCode.SOME_FAILED if left else ExitCode.SUCCESS
    with resting(archive) as state:
        count, repairable = _print(verify_archive(archive, state), as_json=as_json)
    if not as_json:
        write_stderr(f"{_counted(count)}; --repair puts right what it can" if count else _WHOLE)
    return ExitCode.SOME_FAILED if repairable else ExitCode.SUCCESS


def _answer_of(deleted: str) -> OnDeleted:
    """The answer about every deleted article; each is asked about where there is a terminal."""
    from scraper.runs.archive_repair import DeletedAnswer

    if deleted != "ask":
        return lambda _finding: DeletedAnswer(deleted)
    if not sys.stdin.isatty():
        return lambda _finding: DeletedAnswer.LEAVE

    def ask(finding: Finding) -> DeletedAnswer:
        text = one_line(f"{finding.path} was deleted: restore it, forget it, or leave it")
        choices = click.Choice([answer.value for answer in DeletedAnswer])
        return DeletedAnswer(click.prompt(text, type=choices, default="leave", err=True))

    return ask


def _noting(left: list[Finding], answer_of: OnDeleted) -> OnDeleted:
    """The same answers; findings that are left as they are go to `left`."""
    from scraper.runs.archive_repair import DeletedAnswer

    def answer(finding: Finding) -> DeletedAnswer:
        given = answer_of(finding)
        if given is DeletedAnswer.LEAVE:
            left.append(finding)
        return given

    return answer


def _print(findings: Iterable[Finding], *, as_json: bool) -> tuple[int, int]:
    """Print findings; how many these are, and of how many a repair is possible."""
    from scraper.archive.verification import REPAIRED

    count = repairable = 0
    for finding in findings:
        count += 1
        repairable += finding.trouble in REPAIRED
        if as_json:
            write_json(_fields(finding))
        else:
            write_stdout(one_line(_line(finding)))
    return count, repairable


def _repaired(count: int, repaired: int, left: int) -> str:
    if not count:
        return _WHOLE
    text = f"{_counted(count)}, {repaired} put right"
    if left:
        text += f", {left} deleted: --deleted restore writes again, --deleted forget removes"
    return text


def _counted(count: int) -> str:
    return f"{count} finding{'s' * (count != 1)}"


def _line(finding: Finding) -> str:
    return f"{finding.trouble:<12}  {finding.path}  {finding.detail}".rstrip()


def _fields(finding: Finding) -> dict[str, str | None]:
    return {
        "trouble": finding.trouble.value,
        "path": finding.path,
        "detail": finding.detail,
        "url": finding.record.url if finding.record else None,
    }
