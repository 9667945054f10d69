"""`scraper search`: articles of an archive by their words."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from scraper.archive.readonly import reading
from scraper.archive.search_index import MARK, UNMARK, SearchHit, open_index
from scraper.cli.terminal import one_line, write_stderr, write_stdout

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def search_command(
    *, words: tuple[str, ...], archive: Path, site: str | None, limit: int, as_json: bool
) -> int:
    """The exit code of `search`: 0 where something is found, 1 where nothing is."""
    found = 0
    with reading(archive) as state, open_index(archive, state) as index:
        index.update()
        for hit in index.search(" ".join(words), limit=limit, site=site):
            found += 1
            if as_json:
                write_stdout(_as_json(hit), raw=True)
            else:
                _show(hit)
    if not found:
        write_stderr("scraper: nothing found")
    return 0 if found else 1


def _show(hit: SearchHit) -> None:
    record = hit.record
    day = record.published[:10] or (record.created.date().isoformat() if record.created else "")
    write_stdout(one_line(f"{record.id}  {day}  {record.site}  {hit.title}"))
    bold, plain = (_BOLD, _PLAIN) if sys.stdout.isatty() else ("", "")
    parts = hit.snippet.replace(UNMARK, MARK).split(MARK)  # every second part was found
    shown = (
        f"{bold}{one_line(part)}{plain}" if number % 2 else one_line(part)
        for number, part in enumerate(parts)
    )
    write_stdout(f"    {''.join(shown)}", raw=True)


def _as_json(hit: SearchHit) -> str:
    record = hit.record
    return json.dumps(
        {
            "id": record.id,
            "url": record.url,
            "site": record.site,
            "title": record.title,
            "published": record.published,
            "path": record.path,
            "snippet": hit.snippet.replace(MARK, "**").replace(UNMARK, "**"),
        }
    )
