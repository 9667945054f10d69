"""`scraper reprocess`: extract all articles again from their raw pages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.interrupt import StopSignal
from scraper.cli.options import (
    archive_option,
    config_option,
    dispatcher_of,
    engine_options,
    mode_option,
    settings_of,
    site_option,
)
from scraper.cli.progress import Screen, screen_for
from scraper.cli.terminal import write_json, write_stderr

if TYPE_CHECKING:
    from scraper.cli.report import Tally
    from scraper.outcomes import Outcome
    from scraper.pipeline.recorder import RunCallbacks


@click.command()
@archive_option
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@site_option
@config_option
@mode_option
@engine_options
@click.option("--workers", type=click.IntRange(1), help="Worker processes [default: one a core].")
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def reprocess(
    *,
    archive: Path,
    dry_run: bool,
    site: str | None,
    config: Path | None,
    mode: str | None,
    engine: str,
    scheduler: str | None,
    workers: int | None,
    as_json: bool,
    quiet: bool,
) -> ExitCode:
    """Extract all articles again from their raw pages, without the network.

    This way a better version of this program, or other settings, reach old articles. A text
    that changes is copied to versions/ first.
    """
    from scraper.archive.readonly import reading
    from scraper.cli.report import Tally
    from scraper.runs.session import reprocess_archive

    settings = settings_of(config, archive, mode=mode, workers=workers)
    with reading(archive):
        pass  # this command makes no archive where there is none
    tally, start = Tally(), time.monotonic()
    with (
        dispatcher_of(settings, engine=engine, scheduler=scheduler) as dispatcher,
        screen_for(quiet=quiet or as_json, verbose=False) as screen,
    ):
        tally.completed = reprocess_archive(
            archive,
            settings,
            callbacks=_callbacks(tally, screen, quiet=quiet),
            is_preview=dry_run,
            wanted=lambda record: site is None or record.site == site,
            dispatcher=dispatcher,
        )
    _print_summary(
        tally, archive, time.monotonic() - start, dry_run=dry_run, as_json=as_json, quiet=quiet
    )
    return tally.exit_code


def _callbacks(tally: Tally, screen: Screen, *, quiet: bool) -> RunCallbacks:
    from scraper.cli.report import is_written, outcome_line
    from scraper.pipeline.recorder import RunCallbacks

    def on_outcome(outcome: Outcome) -> None:
        tally.add(outcome)
        if is_written(outcome) and not quiet:
            screen.line(outcome_line(outcome))

    def on_tick(done: int, total: int) -> None:
        screen.tick(done, total, f"{done}/{total} · changed {tally.written}")

    return RunCallbacks(
        on_outcome=on_outcome,
        on_notice=screen.notice,
        on_tick=on_tick,
        should_stop=StopSignal(None),
    )


def _print_summary(
    tally: Tally, archive: Path, seconds: float, *, dry_run: bool, as_json: bool, quiet: bool
) -> None:
    from scraper.cli.report import summary

    if as_json:
        write_json(summary(tally, str(archive), seconds))
    elif not quiet:
        changed = f"{tally.written} {'would change' if dry_run else 'changed'}"
        new = f", {tally.new} of them new" if tally.new else ""
        write_stderr(
            f"{tally.total} raw page{'s' * (tally.total != 1)} in {seconds:.1f} s: {changed}{new}"
        )
