"""`scraper list` and `scraper show`: what an archive holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scraper.archive.articles.paths import json_path
from scraper.archive.articles.saved_article import saved_bytes
from scraper.archive.readonly import reading
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.cli.run import parse_duration
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.errors import UrlError, UsageError
from scraper.outcomes import FAILURES, OutcomeName
from scraper.urls import url_key


def list_command(
    *,
    archive: Path,
    outcomes: tuple[str, ...],
    site: str | None,
    failed: bool,
    since: str | None,
    as_json: bool,
) -> int:
    """The exit code of `list`: 0 also where nothing matches."""
    wanted = {_outcome(name) for name in outcomes} | (FAILURES if failed else frozenset())
    seconds = parse_duration(since, "--since") if since else None
    after = datetime.now(UTC) - timedelta(seconds=seconds) if seconds is not None else None
    with reading(archive) as state:
        for record in _matching(state, wanted, site, after):
            write_stdout(_as_json(record) if as_json else one_line(_line(record)), raw=as_json)
    return 0


def _outcome(name: str) -> OutcomeName:
    try:
        return OutcomeName(name)
    except ValueError:
        known = ", ".join(OutcomeName)
        raise UsageError(f"--outcome: no outcome {name!r}; there are {known}") from None


def _matching(
    state: State, wanted: set[OutcomeName], site: str | None, after: datetime | None
) -> Iterator[Record]:
    for record in state.records():
        fits = (not wanted or record.outcome in wanted) and (site is None or record.site == site)
        if fits and (after is None or record.checked_at >= after):
            yield record


def _line(record: Record) -> str:
    """Outcome, last look, id, URL, and the title or the reason."""
    saying = record.reason if record.outcome in FAILURES or not record.path else record.title
    day = record.checked_at.strftime("%Y-%m-%d")
    return f"{record.outcome:<12}  {day}  {record.id}  {record.url}  {saying}".rstrip()


def _as_json(record: Record) -> str:
    fields: dict[str, Any] = {
        "id": record.id,
        "url": record.url,
        "site": record.site,
        "outcome": record.outcome.value,
        "reason": record.reason,
        "status": record.status,
        "checked_at": record.checked_at.isoformat(),
        "retry_at": record.retry_at.isoformat() if record.retry_at else None,
        "failures": record.failures,
        "path": record.path,
        "title": record.title,
        "words": record.words,
        "published": record.published,
        "created": record.created.isoformat() if record.created else None,
        "version": record.version,
        "duplicate_of": record.duplicate_of,
    }
    return json.dumps(fields)


def show_command(*, article: str, archive: Path, as_json: bool) -> int:
    """The exit code of `show`: 0 for an article, 1 where there is none under that name."""
    with reading(archive) as state:
        record = find_article(state, article)
    if record is None or not record.path:
        known = f": {record.outcome}, {record.reason}" if record else ""
        write_stderr(one_line(f"scraper: no article in {archive} for {article}{known}"))
        return 1
    path = json_path(record.path) if as_json else record.path
    text = saved_bytes(archive, path).decode("utf-8", "replace")
    write_stdout(text.rstrip("\n"), raw=not sys.stdout.isatty())
    return 0


def find_article(state: State, article: str) -> Record | None:
    """By URL, in any spelling and by any of its addresses, or by id."""
    if "://" not in article:
        return state.get_by_id(article)
    try:
        key = url_key(article)
    except UrlError as error:
        raise UsageError(f"{article}: {error}") from error
    record = state.find_saved(key) or state.get(key)
    if record is not None and record.duplicate_of and not record.path:
        return state.get_by_id(record.duplicate_of) or record
    return record
