"""`scraper verify`: is every file of the archive there, and intact?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, config_option, settings_of
from scraper.cli.terminal import one_line, write_json, write_stderr, write_stdout

if TYPE_CHECKING:
    from scraper.archive.verification import Finding, Trouble
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
        found = _print(findings, as_json=as_json)
        if not as_json:
            write_stderr(_repaired(found, len(left)))
        return ExitCode.SOME_FAILED if left else ExitCode.SUCCESS
    with resting(archive) as state:
        found = _print(verify_archive(archive, state), as_json=as_json)
    if not as_json:
        write_stderr(_found(found))
    return ExitCode.SOME_FAILED if _repairable(found) else ExitCode.SUCCESS


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


def _print(findings: Iterable[Finding], *, as_json: bool) -> Counter[Trouble]:
    """Print findings; how many there are of each trouble."""
    found: Counter[Trouble] = Counter()
    for finding in findings:
        found[finding.trouble] += 1
        if as_json:
            write_json(_fields(finding))
        else:
            write_stdout(one_line(_line(finding)))
    return found


def _repairable(found: Counter[Trouble]) -> int:
    from scraper.archive.verification import REPAIRED

    return sum(found[trouble] for trouble in REPAIRED)


def _found(found: Counter[Trouble]) -> str:
    if not found:
        return _WHOLE
    what = "--repair puts right what it can" if _repairable(found) else "nothing to repair"
    return f"{_counted(found.total())}; {what}{_advice(found)}"


def _repaired(found: Counter[Trouble], left: int) -> str:
    if not found:
        return _WHOLE
    text = f"{_counted(found.total())}, {_repairable(found) - left} put right"
    if left:
        text += f", {left} deleted: --deleted restore writes again, --deleted forget removes"
    return text + _advice(found)


def _advice(found: Counter[Trouble]) -> str:
    """What can be done about texts that their user has edited."""
    from scraper.archive.verification import Trouble

    if not found[Trouble.EDITED]:
        return ""
    return (
        "\nwhat you have edited stays as it is; for the text of the page again, delete the .md and "
        "run `scraper verify --repair --deleted restore`"
    )


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
