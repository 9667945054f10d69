"""`scraper list`: the URLs of an archive, each with its outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scraper.cli.durations import parse_since
from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, site_option
from scraper.cli.terminal import one_line, write_json, write_stdout

if TYPE_CHECKING:
    from scraper.archive.state.record import Record
    from scraper.archive.state.state_store import State
    from scraper.outcomes import OutcomeName


@click.command(name="list")
@archive_option
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="Only these outcomes.")
@click.option("--failed", is_flag=True, help="Only what failed the last time, with the reason.")
@site_option
@click.option("--since", metavar="AGE", help="Only what was checked since (2h, 7d, 2026-01-31).")
@click.option("--tag", "tags", multiple=True, help="Only articles with this tag (may be repeated).")
@click.option("--read/--unread", "is_read", default=None, help="Only articles that are (not) read.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each.")
def list_(
    *,
    archive: Path,
    outcomes: tuple[str, ...],
    failed: bool,
    site: str | None,
    since: str | None,
    tags: tuple[str, ...],
    is_read: bool | None,
    as_json: bool,
) -> ExitCode:
    """List the URLs of an archive: outcome, last check, id, address, title or reason.

    \b
      scraper list --failed
      scraper list --unread --tag harbour
      scraper list --site example.org --json | jq -r .path
    """
    from scraper.archive.readonly import reading
    from scraper.outcomes import FAILURES

    names = {_outcome_name(name) for name in outcomes} | (FAILURES if failed else frozenset())
    after = parse_since(since)
    with reading(archive) as state:
        is_marked = _marked(archive, state, tags, is_read=is_read)
        for record in filter(is_marked, _matching(state, names, site, after)):
            if as_json:
                write_json(_fields(record))
            else:
                write_stdout(one_line(_line(record)))
    return ExitCode.SUCCESS


def _marked(
    archive: Path, state: State, tags: tuple[str, ...], *, is_read: bool | None
) -> Callable[[Record], bool]:
    """Whether an article has all the tags, and the mark; all have where none are named."""
    from scraper.archive.articles.marks import tag_named
    from scraper.archive.search_index import open_index

    if not tags and is_read is None:
        return lambda _record: True
    with open_index(archive, state) as index:
        index.update()
        wanted = [index.marks.keys_with(tag) for tag in map(tag_named, tags)]
        read = index.marks.read_keys()
    return lambda record: (
        bool(record.path)
        and all(record.key in keys for keys in wanted)
        and is_read in {None, record.key in read}
    )


def _outcome_name(text: str) -> OutcomeName:
    from scraper.errors import UsageError
    from scraper.outcomes import OutcomeName

    try:
        return OutcomeName(text)
    except ValueError:
        known = ", ".join(OutcomeName)
        raise UsageError(f"--outcome: no outcome {text!r}; there are {known}") from None


def _matching(
    state: State, names: set[OutcomeName], site: str | None, after: datetime | None
) -> Iterator[Record]:
    for record in state.records():
        matches = (not names or record.outcome in names) and (site is None or record.site == site)
        if matches and (after is None or record.checked_at >= after):
            yield record


def _line(record: Record) -> str:
    """Outcome, last check, id, URL, and the title or the reason."""
    from scraper.outcomes import FAILURES

    is_failure = record.outcome in FAILURES or not record.path
    day = record.checked_at.strftime("%Y-%m-%d")
    text = record.reason if is_failure else record.title
    times = _failures(record) if record.outcome in FAILURES else ""
    return f"{record.outcome:<12}  {day}  {record.id}  {record.url}  {text}{times}".rstrip()


def _failures(record: Record) -> str:
    """How often a URL has failed in a row, the first and the last time."""
    first, last = (
        f"{instant:%Y-%m-%d %H:%M}"
        for instant in (record.failing_since or record.checked_at, record.checked_at)
    )
    if record.failures < 2:
        return f"  (once, {last} UTC)"
    return f"  ({record.failures} times, {first} to {last} UTC)"


def _fields(record: Record) -> dict[str, Any]:
    return {
        "id": record.id,
        "url": record.url,
        "site": record.site,
        "outcome": record.outcome.value,
        "reason": record.reason,
        "status": record.status,
        "checked_at": record.checked_at.isoformat(),
        "retry_at": record.retry_at.isoformat() if record.retry_at else None,
        "failures": record.failures,
        "failing_since": record.failing_since.isoformat() if record.failing_since else None,
        "path": record.path,
        "title": record.title,
        "words": record.words,
        "published": record.published,
        "created": record.created.isoformat() if record.created else None,
        "version": record.version,
        "duplicate_of": record.duplicate_of,
    }
