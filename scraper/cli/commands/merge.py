"""`scraper merge`: store the results of a killed run over many machines."""

from __future__ import annotations

import time
from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option
from scraper.cli.progress import screen_for
from scraper.cli.terminal import write_json, write_stderr


@click.command()
@archive_option
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def merge(*, archive: Path, as_json: bool, quiet: bool) -> ExitCode:
    """Store what a killed run over many machines left, and update the search index.

    A run merges its shards while they grow, and the next run merges those of one that was
    killed; this command is for looking at such an archive before that. Shards that are still
    being worked on are told to stop.

    \b
      scraper merge -o /srv/archive
    """
    from scraper.archive.readonly import reading
    from scraper.archive.search_index import open_index
    from scraper.cli.report import Tally, summary
    from scraper.pipeline.recorder import RunCallbacks
    from scraper.runs.session import merge_archive

    with reading(archive):
        pass  # this command makes no archive where there is none
    tally, start = Tally(), time.monotonic()
    with screen_for(quiet=quiet or as_json, verbose=False) as screen:
        shards = merge_archive(
            archive, callbacks=RunCallbacks(on_outcome=tally.add, on_notice=screen.notice)
        )
    with reading(archive) as state, open_index(archive, state) as index:
        indexed = index.update()
    if as_json:
        seconds = time.monotonic() - start
        write_json({**summary(tally, str(archive), seconds), "shards": shards})
    elif not quiet:
        merged = _merged(shards, tally.total)
        write_stderr(f"{merged}; {indexed} articles read into the search index")
    return ExitCode.SUCCESS


def _merged(shards: int, results: int) -> str:
    if not shards:
        return "nothing to merge"
    return f"{shards} shard{'s' * (shards != 1)} merged, {results} results"
