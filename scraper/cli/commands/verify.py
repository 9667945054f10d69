"""`scraper verify`: is every file of the archive there, and intact?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, config_option, settings_of
from scraper.cli.terminal import one_line, write_json, write_stderr, write_stdout

if TYPE_CHECKING:
    from scraper.archive.verification import Finding


@click.command()
@archive_option
@click.option("--repair", is_flag=True, help="Repair what can be repaired.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each finding.")
@config_option
def verify(*, archive: Path, repair: bool, as_json: bool, config: Path | None) -> ExitCode:
    """Check the files of an archive against its state and its raw pages.

    A text that was edited by hand is named and left alone. Exit 1 where something is wrong
    and not repaired.
    """
    from scraper.archive.readonly import resting
    from scraper.archive.verification import verify_archive
    from scraper.runs.archive_repair import repair_archive

    if repair:
        findings = repair_archive(archive, settings_of(config, archive))
        return _report(findings, is_repaired=True, as_json=as_json)
    with resting(archive) as state:
        return _report(verify_archive(archive, state), is_repaired=False, as_json=as_json)


def _report(findings: Iterable[Finding], *, is_repaired: bool, as_json: bool) -> ExitCode:
    from scraper.archive.verification import REPAIRED

    count = repairable = 0
    for finding in findings:
        count += 1
        repairable += finding.trouble in REPAIRED
        if as_json:
            write_json(_fields(finding))
        else:
            write_stdout(one_line(_line(finding)))
    if not as_json:
        write_stderr(_summary(count, is_repaired=is_repaired))
    return ExitCode.SOME_FAILED if repairable and not is_repaired else ExitCode.SUCCESS


def _summary(count: int, *, is_repaired: bool) -> str:
    if not count:
        return "the archive is whole"
    findings = f"{count} finding{'s' * (count != 1)}"
    if is_repaired:
        return f"{findings}, put right"
    return f"{findings}; --repair puts right what it can"


def _line(finding: Finding) -> str:
    return f"{finding.trouble:<12}  {finding.path}  {finding.detail}".rstrip()


def _fields(finding: Finding) -> dict[str, str | None]:
    return {
        "trouble": finding.trouble.value,
        "path": finding.path,
        "detail": finding.detail,
        "url": finding.record.url if finding.record else None,
    }
