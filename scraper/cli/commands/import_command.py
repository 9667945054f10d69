"""`scraper import`: the articles of WARC files that other programs have made, into an archive."""

from __future__ import annotations

import time
from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.interrupt import StopSignal
from scraper.cli.options import archive_option_only, config_option, mode_option, settings_of
from scraper.cli.progress import screen_for


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@archive_option_only
@config_option
@mode_option
@click.option("--workers", type=click.IntRange(1), help="Worker processes [default: one a core].")
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well.")
@click.option("-v", "--verbose", is_flag=True, help="A line for every page.")
def import_(
    *,
    files: tuple[str, ...],
    archive: Path,
    config: Path | None,
    mode: str | None,
    workers: int | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> ExitCode:
    """Take the articles of WARC FILES into an archive. No network.

    FILES are .warc, .warc.gz, .arc or .wacz files of any program (wget, browsertrix, Heritrix,
    Common Crawl), folders of them, or patterns. Their pages are kept as raw pages, and a later
    `run` asks their sites only for what has changed. A URL that has an article in the archive
    keeps it.

    \b
      wget --warc-file=crawl -r https://example.org/ && scraper import crawl.warc.gz
      scraper import crawls/*.wacz -a my-archive
    """
    from scraper.bulk.page_names import warc_files
    from scraper.cli.run_output import OutcomePrinter, print_summary
    from scraper.pipeline.recorder import RunCallbacks
    from scraper.runs.warc_import import import_warc_files
    from scraper.workers.process import check_system

    check_system()
    paths = warc_files(files)
    settings = settings_of(config, archive, mode=mode, workers=workers)
    should_stop = StopSignal(None)
    start = time.monotonic()
    with screen_for(quiet=quiet or as_json, verbose=verbose) as screen:
        printer = OutcomePrinter(screen, quiet=quiet, verbose=verbose)
        printer.tally.completed = import_warc_files(
            paths,
            archive,
            settings,
            callbacks=RunCallbacks(
                on_outcome=printer.outcome,
                on_notice=screen.notice,
                on_tick=printer.tick,
                should_stop=should_stop,
            ),
            on_problem=printer.problem,
        )
    print_summary(printer.tally, archive, time.monotonic() - start, as_json=as_json, quiet=quiet)
    return printer.tally.exit_code
