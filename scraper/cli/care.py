"""`scraper verify` and `scraper reprocess`: an archive looked after."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scraper.archive.readonly import reading, resting
from scraper.archive.search_index import open_index
from scraper.archive.verification import REPAIRED, Finding, verify_archive
from scraper.cli.options import engine_of, settings_of
from scraper.cli.progress import screen_for
from scraper.cli.run import StopSignal
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.recorder import RunCallbacks
from scraper.report import Tally, outcome_line, summary
from scraper.runs.archive_repair import repair_archive
from scraper.runs.session import merge_archive, reprocess_archive

_CHANGED = frozenset({OutcomeName.NEW, OutcomeName.UPDATED})


def verify_command(*, archive: Path, repair: bool, as_json: bool, config: Path | None) -> int:
    """The exit code of `verify`: 0 where all is well or repaired, 1 where it is not."""
    if repair:
        return _tell(repair_archive(archive, settings_of(config)), repair=True, as_json=as_json)
    with resting(archive) as state:
        return _tell(verify_archive(archive, state), repair=False, as_json=as_json)


def _tell(found: Iterable[Finding], *, repair: bool, as_json: bool) -> int:
    count = left = 0
    for finding in found:
        count += 1
        left += finding.trouble in REPAIRED
        write_stdout(_as_json(finding) if as_json else one_line(_line(finding)), raw=as_json)
    if not as_json:
        write_stderr(_summary(count, repair=repair))
    return 1 if left and not repair else 0


def _summary(count: int, *, repair: bool) -> str:
    if not count:
        return "the archive is whole"
    troubles = f"{count} finding{'s' * (count != 1)}"
    return f"{troubles}, put right" if repair else f"{troubles}; --repair puts right what it can"


def _line(finding: Finding) -> str:
    return f"{finding.trouble:<12}  {finding.path}  {finding.detail}".rstrip()


def _as_json(finding: Finding) -> str:
    return json.dumps(
        {
            "trouble": finding.trouble.value,
            "path": finding.path,
            "detail": finding.detail,
            "url": finding.record.url if finding.record else None,
        }
    )


def reprocess_command(
    *, archive: Path, site: str | None, dry_run: bool, as_json: bool, quiet: bool, **flags: Any
) -> int:
    """The exit code of `reprocess`: as that of a run."""
    settings = settings_of(**flags)
    with reading(archive):
        pass  # an archive is not made here
    tally, start = Tally(), time.monotonic()
    with (
        engine_of(settings, **flags) as works,
        screen_for(quiet=quiet or as_json, verbose=False) as screen,
    ):

        def tell(outcome: Outcome) -> None:
            tally.add(outcome)
            if outcome.name in _CHANGED and not quiet:
                screen.line(outcome_line(outcome))

        tally.completed = reprocess_archive(
            archive,
            settings,
            watcher=RunCallbacks(
                on_outcome=tell,
                on_notice=screen.notice,
                on_tick=screen.tick,
                should_stop=StopSignal(None),
            ),
            is_preview=dry_run,
            wanted=lambda record: site is None or record.site == site,
            engine=works,
        )
    seconds = time.monotonic() - start
    if as_json:
        write_stdout(json.dumps(summary(tally, str(archive), seconds)))
    elif not quiet:
        write_stderr(_told(tally, seconds, dry_run=dry_run))
    return tally.exit_code


def _told(tally: Tally, seconds: float, *, dry_run: bool) -> str:
    changed = sum(tally.counts[name] for name in _CHANGED)
    would = "would change" if dry_run else "changed"
    new = f", {tally.counts[OutcomeName.NEW]} of them new" if tally.counts[OutcomeName.NEW] else ""
    return f"{tally.total} raw pages in {seconds:.1f} s: {changed} {would}{new}"


def merge_command(*, archive: Path, as_json: bool, quiet: bool) -> int:
    """The exit code of `merge`: 0 where nothing is left to take in."""
    with reading(archive):
        pass
    tally, start = Tally(), time.monotonic()
    with screen_for(quiet=quiet or as_json, verbose=False) as screen:
        shards = merge_archive(
            archive, watcher=RunCallbacks(on_outcome=tally.add, on_notice=screen.notice)
        )
    with reading(archive) as state, open_index(archive, state) as index:
        indexed = index.update()
    if as_json:
        seconds = time.monotonic() - start
        write_stdout(json.dumps({**summary(tally, str(archive), seconds), "shards": shards}))
    elif not quiet:
        write_stderr(f"{_merged(shards, tally)}; {indexed} articles read into the search index")
    return 0


def _merged(shards: int, tally: Tally) -> str:
    if not shards:
        return "nothing to merge"
    return f"{shards} shard{'s' * (shards != 1)} merged, {tally.total} results"
