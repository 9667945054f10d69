"""`scraper status`: the health of an archive, site by site.

The module is not named `status`, as that of HTTP statuses is (fetch/status.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, config_option, settings_of, site_option
from scraper.cli.terminal import one_line, write_json, write_stdout

if TYPE_CHECKING:
    from scraper.archive.state.run_history import RunEntry
    from scraper.runs.archive_status import ArchiveStatus, SiteStatus

_COLUMNS = ("site", "articles", "failed", "last success", "failing since", "due next", "size")
_MINUTE = "%Y-%m-%d %H:%M"


@click.command()
@archive_option
@config_option
@site_option
@click.option("--json", "as_json", is_flag=True, help="The same as one line of JSON.")
def status(*, archive: Path, config: Path | None, site: str | None, as_json: bool) -> ExitCode:
    """Show the health of an archive: for each site its articles, failures, and what is due.

    "Failing since" is the start of the first of a site's latest runs that yielded no article;
    such sites come first. "Due next" is when a run requests a URL of the site, if it is still
    listed. The size is that of a site's articles. Times are in UTC. A run may go on meanwhile.

    \b
      scraper status
      scraper status --json | jq -r '.sites[] | select(.failing_since) | .site'
    """
    from scraper.archive.readonly import reading
    from scraper.runs.archive_status import archive_status

    settings = settings_of(config, archive)
    with reading(archive) as state:
        current = archive_status(archive, state, settings, now=datetime.now(UTC))
    sites = [one for one in current.sites if site is None or one.site == site]
    if as_json:
        write_json(_fields(current, sites))
    else:
        for line in _lines(current, sites):
            write_stdout(one_line(line))
    return ExitCode.SUCCESS


def _lines(status: ArchiveStatus, sites: list[SiteStatus]) -> Iterator[str]:
    from scraper.cli.sizes import size_text

    parts = sorted(status.usage.by_name.items(), key=lambda item: -item[1])[:4]
    largest = ", ".join(f"{name} {size_text(size)}" for name, size in parts)
    yield (
        f"{_count(status.articles, 'article')} of {_count(len(status.sites), 'site')}, "
        f"{size_text(status.usage.total)} ({largest})"
    )
    if status.last_run is not None:
        yield _run_line(status.last_run)
    if sites:
        yield ""
        yield from _table([_COLUMNS, *map(_row, sites)])


def _run_line(run: RunEntry) -> str:
    end = "complete" if run.is_complete else "stopped early" if run.ended else "not ended"
    counts = ", ".join(f"{count} {name}" for name, count in run.outcomes.items())
    return f"last run: {run.started.strftime(_MINUTE)}, {end}" + (f", {counts}" if counts else "")


def _row(site: SiteStatus) -> tuple[str, ...]:
    from scraper.cli.sizes import size_text

    due = f"now ({site.due})" if site.due else _minute(site.due_next)
    return (
        *(site.site, str(site.articles), str(site.failed), _minute(site.last_success)),
        *(_minute(site.failing_since), due, size_text(site.bytes)),
    )


def _minute(instant: datetime | None) -> str:
    return instant.astimezone(UTC).strftime(_MINUTE) if instant else "-"


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """The rows with each column as wide as its longest value."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (value.ljust(width) for value, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _fields(status: ArchiveStatus, sites: list[SiteStatus]) -> dict[str, Any]:
    run = status.last_run
    return {
        "articles": status.articles,
        "bytes": status.usage.total,
        "bytes_by_name": status.usage.by_name,
        "last_run": run
        and {
            "started": run.started.isoformat(),
            "ended": _iso(run.ended),
            "complete": run.is_complete,
            "outcomes": run.outcomes,
        },
        "sites": [_site_fields(site) for site in sites],
    }


def _site_fields(site: SiteStatus) -> dict[str, Any]:
    return {
        "site": site.site,
        "urls": site.urls,
        "articles": site.articles,
        "failed": site.failed,
        "last_success": _iso(site.last_success),
        "failing_since": _iso(site.failing_since),
        "due": site.due,
        "due_next": _iso(site.due_next),
        "bytes": site.bytes,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
