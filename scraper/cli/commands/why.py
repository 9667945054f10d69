"""`scraper why`: every block of a page, kept or dropped, with the rule."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, fetch_options, mode_option, settings_of
from scraper.cli.terminal import write_stdout

if TYPE_CHECKING:
    from scraper.extraction.explain import Explanation

_MIN_COLUMNS, _MAX_COLUMNS = 60, 120  # narrower cuts off the texts, wider is hard to read


@click.command()
@click.argument("page", metavar="URL|FILE|ID")
@click.option("--url", default="", help="The address of the page in a FILE.")
@archive_option
@fetch_options
@mode_option
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    help="Write it as a page for the browser: one FILE, with the Markdown beside the text.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON document.")
def why(
    *,
    page: str,
    url: str,
    archive: Path,
    config: Path | None,
    contact: str | None,
    allow_private: bool,
    mode: str | None,
    html: Path | None,
    as_json: bool,
) -> ExitCode:
    """Show every block of a page, kept (+) or dropped (-), by which step and rule.

    Before that: what the page is, and its metadata with the place each value comes from.
    FILE may be - for standard input. ID is that of an article: its raw page in the archive is
    read, without the network, by the rules of today.

    \b
      scraper why https://example.org/story
      scraper why https://example.org/story --html why.html
      scraper why 5ihl56kn --archive my-archive
      scraper why page.html --url https://example.org/story | grep -i newsletter
      scraper why page.html --json | jq '.blocks[] | select(.kept | not)'
    """
    from scraper.cli.explained_page import read_explanation
    from scraper.cli.json_output import explanation_json
    from scraper.cli.single_article import print_fetch_error
    from scraper.errors import FetchError, UsageError

    if html is not None and as_json:
        raise UsageError("--html and --json: only one of them")
    settings = settings_of(
        config, contact=contact or None, allow_private=allow_private or None, mode=mode
    )
    try:
        explanation = read_explanation(page, url=url, archive=archive, settings=settings)
    except FetchError as error:
        print_fetch_error(error)
        return ExitCode.SOME_FAILED
    if explanation is None:
        return ExitCode.SOME_FAILED
    if html is not None:
        _write_html(explanation, html)
    elif as_json:
        write_stdout(explanation_json(explanation))
    else:
        _print(explanation)
    return ExitCode.SUCCESS


def _write_html(explanation: Explanation, file: Path) -> None:
    """To a file, or to standard output for `-`. Raises ArchiveError."""
    from scraper.archive.atomic_files import archive_errors
    from scraper.web.explanation_page import explanation_page

    text = explanation_page(explanation)
    if str(file) == "-":
        write_stdout(text.rstrip("\n"), raw=True)  # its control characters are visible already
    else:
        with archive_errors(file):
            file.write_text(text, "utf-8")


def _print(explanation: Explanation) -> None:
    from scraper.cli.explanation_view import ExplanationView

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    columns = min(max(shutil.get_terminal_size((80, 24)).columns, _MIN_COLUMNS), _MAX_COLUMNS)
    view = ExplanationView(columns=columns, colour=colour)
    # raw: every text of the page was escaped before it was coloured
    write_stdout("\n".join(view.lines(explanation)), raw=True)
