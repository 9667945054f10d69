"""`scraper run`: a run over URL lists, its progress while it goes on, its summary at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.durations import parse_age, parse_duration
from scraper.cli.exit_codes import ExitCode
from scraper.cli.interrupt import StopSignal
from scraper.cli.options import (
    dispatcher_of,
    engine_options,
    fetch_options,
    mode_option,
    run_archive_option,
    settings_of,
)
from scraper.cli.progress import screen_for

if TYPE_CHECKING:
    from scraper.cli.run_output import OutcomePrinter
    from scraper.runs.session import DispatcherFactory
    from scraper.settings import Settings


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URLS...")
@run_archive_option
@fetch_options
@mode_option
@engine_options
@click.option("--workers", type=click.IntRange(1), help="Worker processes [default: one a core].")
@click.option("--rate", type=float, help="Requests a second to one site [default: 1; 0: no pause].")
@click.option("--comments", is_flag=True, help="Save readers' comments, in files of their own.")
@click.option("--images", is_flag=True, help="Save the images in the articles, once each.")
@click.option("--no-raw", is_flag=True, help="Keep no raw pages (WARC).")
@click.option("--deadline", metavar="TIME", help="Stop after this time (90s, 20m, 2h); exit 5.")
@click.option(
    "--refresh",
    metavar="AGE",
    help="Check articles again until this long after their first save (30d, all, 0) [default: 7d].",
)
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well (for cron).")
@click.option("-v", "--verbose", is_flag=True, help="A line for every URL.")
def run(
    *,
    urls: tuple[str, ...],
    archive: Path,
    engine: str,
    scheduler: str | None,
    deadline: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **options: Any,
) -> ExitCode:
    """Fetch the articles of URLS, save what is new or changed, report.

    URLS are URLs, lists, or - for a list on standard input. A list has one URL a line (# for
    comments), or is an export: bookmarks (HTML, JSON), OPML, CSV or TSV with a column of URLs,
    JSON or JSON Lines, of Pocket, Instapaper, Raindrop, Wallabag, Omnivore and others, also in
    a ZIP, or any text with links. A feed or a sitemap is expanded into its articles.

    \b
      scraper run urls.txt
      scraper run bookmarks.html pocket.zip raindrop.csv
      scraper run https://example.org/feed.xml -o my-archive --quiet
      grep news urls.txt | scraper run -
    """
    from scraper.cli.run_output import OutcomePrinter, print_summary

    settings = run_settings(archive, **options)
    should_stop = StopSignal(parse_duration(deadline, "--deadline") if deadline else None)
    _log_tracebacks(to_terminal=verbose)
    start = time.monotonic()
    with (
        dispatcher_of(settings, engine=engine, scheduler=scheduler) as dispatcher,
        screen_for(quiet=quiet or as_json, verbose=verbose) as screen,
    ):
        printer = OutcomePrinter(screen, quiet=quiet, verbose=verbose)
        _run(urls, archive, settings, dispatcher, printer, should_stop)
    print_summary(printer.tally, archive, time.monotonic() - start, as_json=as_json, quiet=quiet)
    return printer.tally.exit_code


def run_settings(
    archive: Path,
    *,
    config: Path | None,
    no_raw: bool,
    refresh: str | None,
    contact: str | None,
    **options: Any,
) -> Settings:
    """The settings of a run with these options. Raises SettingsError, UsageError."""
    given = {name: options[name] for name in ("mode", "workers", "rate")}
    flags = {name: options[name] or None for name in ("allow_private", "comments", "images")}
    return settings_of(
        config,
        archive,
        contact=contact or None,
        raw=False if no_raw else None,
        refresh_days=parse_age(refresh, "--refresh") if refresh is not None else None,
        **given,
        **flags,
    )


def _log_tracebacks(*, to_terminal: bool) -> None:
    """Tracebacks of pages are in the run's log; on the terminal they would hide the rest."""
    import logging

    log = logging.getLogger("scraper")
    log.addHandler(logging.NullHandler())
    log.propagate = to_terminal


def _run(
    urls: tuple[str, ...],
    archive: Path,
    settings: Settings,
    dispatcher: DispatcherFactory,
    printer: OutcomePrinter,
    should_stop: Callable[[], bool],
) -> None:
    """Run over `urls`; what comes of it is in the printer's tally."""
    from scraper.pipeline.recorder import RunCallbacks
    from scraper.runs.session import run_archive

    printer.tally.completed = run_archive(
        urls,
        archive,
        settings,
        callbacks=RunCallbacks(
            on_outcome=printer.outcome,
            on_notice=printer.screen.notice,
            on_health=printer.tally.health.append,
            on_tick=printer.tick,
            should_stop=should_stop,
        ),
        on_bad_line=printer.bad_line,
        dispatcher=dispatcher,
    )
