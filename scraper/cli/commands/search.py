"""`scraper search`: articles of an archive by their words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, site_option
from scraper.cli.terminal import one_line, write_json, write_stderr, write_stdout

if TYPE_CHECKING:
    from scraper.archive.search_index import SearchHit

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


@click.command()
@click.argument("words", nargs=-1, required=True)
@archive_option
@site_option
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each.")
def search(
    *, words: tuple[str, ...], archive: Path, site: str | None, limit: int, as_json: bool
) -> ExitCode:
    """Find articles of the archive by their WORDS, the best first.

    All words must occur; case and accents make no difference. "In quotes" is a phrase,
    begin* matches beginnings, and after -- a word with - in front must not occur.

    \b
      scraper search night train
      scraper search '"fast ferry"' harbo*
      scraper search -- ferry -fuel
    """
    from scraper.archive.readonly import reading
    from scraper.archive.search_index import open_index

    found = 0
    with reading(archive) as state, open_index(archive, state) as index:
        index.update()
        for hit in index.search(" ".join(words), limit=limit, site=site):
            found += 1
            if as_json:
                write_json(_fields(hit))
            else:
                _print(hit)
    if not found:
        write_stderr("scraper: nothing found")
    return ExitCode.SUCCESS if found else ExitCode.SOME_FAILED


def _print(hit: SearchHit) -> None:
    from scraper.archive.search_index import MARK, UNMARK

    record = hit.record
    day = record.published[:10] or (record.created.date().isoformat() if record.created else "")
    write_stdout(one_line(f"{record.id}  {day}  {record.site}  {hit.title}"))
    bold, plain = (_BOLD, _PLAIN) if sys.stdout.isatty() else ("", "")
    parts = hit.snippet.replace(UNMARK, MARK).split(MARK)  # every second part is a match
    shown = (
        f"{bold}{one_line(part)}{plain}" if number % 2 else one_line(part)
        for number, part in enumerate(parts)
    )
    write_stdout(f"    {''.join(shown)}", raw=True)


def _fields(hit: SearchHit) -> dict[str, str]:
    from scraper.archive.search_index import MARK, UNMARK

    record = hit.record
    return {
        "id": record.id,
        "url": record.url,
        "site": record.site,
        "title": record.title,
        "published": record.published,
        "path": record.path,
        "snippet": hit.snippet.replace(MARK, "**").replace(UNMARK, "**"),
    }
