"""The commands that look into an archive or look after it; see main.py for the rest."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli.options import archive_option, engine_options, mode_option


@click.command(name="list")
@archive_option
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="Only these outcomes.")
@click.option("--failed", is_flag=True, help="Only what failed the last time, with the reason.")
@click.option("--site", metavar="DOMAIN", help="Only this registrable domain.")
@click.option("--since", metavar="AGE", help="Only what was looked at in this time (2h, 7d).")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each.")
def list_(**options: Any) -> None:
    """List the URLs of an archive: outcome, last look, id, address, title or reason.

    \b
      scraper list --failed
      scraper list --site example.org --json | jq -r .path
    """
    from scraper.cli.look import list_command  # noqa: PLC0415

    sys.exit(list_command(**options))


@click.command()
@click.argument("article", metavar="URL|ID")
@archive_option
@click.option("--json", "as_json", is_flag=True, help="The .json beside it: all that is known.")
def show(**options: Any) -> None:
    """Print an article of the archive, by any of its addresses or its id.

    \b
      scraper show https://example.org/story
      scraper show 5ihl56kn --json | jq .removals
    """
    from scraper.cli.look import show_command  # noqa: PLC0415

    sys.exit(show_command(**options))


@click.command()
@click.argument("words", nargs=-1, required=True)
@archive_option
@click.option("--site", metavar="DOMAIN", help="Only this registrable domain.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each.")
def search(**options: Any) -> None:
    """Find articles of the archive by their WORDS, the best first.

    All words must be there; case and accents make no difference. "In quotes" is a phrase,
    begin* matches beginnings, and after -- a word with - in front must not be there.

    \b
      scraper search night train
      scraper search '"fast ferry"' harbo*
      scraper search -- ferry -fuel
    """
    from scraper.cli.search import search_command  # noqa: PLC0415

    sys.exit(search_command(**options))


@click.command()
@click.argument("article", metavar="URL|ID")
@archive_option
@click.option("--all", "all_", is_flag=True, help="Every change since the first save.")
def diff(**options: Any) -> None:
    """Show how the text of an article has changed, as a unified diff.

    \b
      scraper diff https://example.org/story
      scraper diff 5ihl56kn --all
    """
    from scraper.cli.export import diff_command  # noqa: PLC0415

    sys.exit(diff_command(**options))


@click.command()
@click.argument("format_", metavar="FORMAT", type=click.Choice(["jsonl", "csv", "epub", "csl"]))
@archive_option
@click.option("--output", type=click.Path(path_type=Path), help="The file [default: stdout].")
@click.option("--site", metavar="DOMAIN", help="Only this registrable domain.")
@click.option("--since", metavar="AGE", help="Only what was saved first in this time (2h, 7d).")
def export(**options: Any) -> None:
    """Write the articles as jsonl (with texts), csv, epub (a book) or csl (references).

    \b
      scraper export jsonl | jq -r .title
      scraper export epub --since 7d --output week.epub
      scraper export csl --output references.json
    """
    from scraper.cli.export import export_command  # noqa: PLC0415

    sys.exit(export_command(**options))


@click.command()
@archive_option
@click.option("--repair", is_flag=True, help="Put right what can be.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each finding.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML).")
def verify(**options: Any) -> None:
    """Check the files of an archive against its state and its raw pages.

    A text that was edited by hand is named and left alone. Exit 1 where something is wrong
    and not repaired.
    """
    from scraper.cli.care import verify_command  # noqa: PLC0415

    sys.exit(verify_command(**options))


@click.command()
@archive_option
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--site", metavar="DOMAIN", help="Only this registrable domain.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML).")
@mode_option
@engine_options
@click.option("--workers", type=click.IntRange(1), help="Worker processes [default: one a core].")
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def reprocess(**options: Any) -> None:
    """Extract all articles again from their raw pages, without the network.

    So that a better version of this program, or other settings, reach old articles. A text
    that changes goes to versions/ first.
    """
    from scraper.cli.care import reprocess_command  # noqa: PLC0415

    sys.exit(reprocess_command(**options))


@click.command()
@archive_option
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing.")
def merge(**options: Any) -> None:
    """Take in what a run over many machines left behind, and bring the search index up to date.

    A run merges its shards as they grow, and the next run those of one that was killed; so this
    is for looking at such an archive before. Shards that are still worked on are told to stop.

    \b
      scraper merge -o /srv/archive
    """
    from scraper.cli.care import merge_command  # noqa: PLC0415

    sys.exit(merge_command(**options))


COMMANDS = (list_, show, search, diff, export, verify, reprocess, merge)
