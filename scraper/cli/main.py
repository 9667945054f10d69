"""The `scraper` command: its options, and which exit code an error means.

0 all is well      1 finished, but some URLs failed   2 wrong usage or settings
3 another run holds the archive   4 the archive cannot be written or is damaged
5 stopped early, resumable
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from scraper.cli.archive_commands import COMMANDS
from scraper.cli.options import archive_option, common_options, engine_options, mode_option
from scraper.cli.terminal import write_stderr

_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run the command; expected errors are one line on stderr and an exit code."""
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(5)
    except KeyboardInterrupt:
        write_stderr("scraper: interrupted")
        sys.exit(5)
    except BrokenPipeError:  # `scraper get … | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - what is not expected is raised again there
        from scraper.cli.exit_codes import exit_code_of  # noqa: PLC0415 - `--help` is quick

        code = exit_code_of(error)
        write_stderr(f"scraper: {error}")
        sys.exit(code)


@click.group(context_settings=_HELP)
@click.version_option(package_name="scraper", prog_name="scraper")
def cli() -> None:
    """Article URLs in, an archive of clean Markdown out: the article and nothing else.

    \b
      scraper run urls.txt -o archive     fetch what is new or changed, save it
      scraper get https://example.org/a   one article as Markdown, on stdout
      scraper extract page.html           the same for a page you have
      scraper why page.html               every block of it, kept or dropped, by which rule
      scraper list --failed               what an archive knows of its URLs
      scraper show 5ihl56kn               an article of the archive
      scraper search night train          articles by their words
      scraper diff 5ihl56kn               how an article has changed
      scraper export epub                 all of them as a book (or jsonl, csv, csl)
      scraper reprocess --dry-run         what today's extraction would make of old pages
      scraper verify --repair             is all of it there, and whole?
      scraper merge                       take in what a run over many machines left behind
      scraper cron urls.txt --every 6h    the lines that run it regularly
    """


@cli.command()
@click.argument("urls", nargs=-1, required=True, metavar="URLS...")
@archive_option
@common_options
@mode_option
@engine_options
@click.option("--workers", type=click.IntRange(1), help="Worker processes [default: one a core].")
@click.option("--rate", type=float, help="Requests a second to one site [default: 1; 0: no pause].")
@click.option("--comments", is_flag=True, help="Save readers' comments, in files of their own.")
@click.option("--images", is_flag=True, help="Save the pictures in the articles, once each.")
@click.option("--no-raw", is_flag=True, help="Keep no raw pages (WARC).")
@click.option("--deadline", metavar="TIME", help="Stop after this time (90s, 20m, 2h); exit 5.")
@click.option(
    "--refresh",
    metavar="AGE",
    help="Look again at articles saved for less than this time (30d, all, 0) [default: 7d].",
)
@click.option("--json", "as_json", is_flag=True, help="The summary as one line of JSON on stdout.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing when all is well (for cron).")
@click.option("-v", "--verbose", is_flag=True, help="A line for every URL.")
def run(**options: Any) -> None:
    """Fetch the articles of URLS, save what is new or changed, report.

    URLS are list files (one URL a line, # for comments), - for standard input, or URLs. A
    line that turns out to be a feed or a sitemap is expanded into its articles.

    \b
      scraper run urls.txt
      scraper run https://example.org/feed.xml -o my-archive --quiet
      grep news urls.txt | scraper run -
    """
    from scraper.cli.run import run_command  # noqa: PLC0415 - see the module's docstring

    sys.exit(run_command(**options))


@cli.command()
@click.argument("url")
@common_options
@mode_option
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option("--comments", is_flag=True, help="With --json: the readers' comments too.")
def get(**options: Any) -> None:
    """Print the article at URL as Markdown; nothing is saved.

    \b
      scraper get https://example.org/story > story.md
      scraper get https://example.org/story --json | jq .published
    """
    from scraper.cli.show import get_command  # noqa: PLC0415

    sys.exit(get_command(**options))


@cli.command()
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--url", default="", help="The page's address: links come out absolute.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML).")
@mode_option
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option("--comments", is_flag=True, help="With --json: the readers' comments too.")
def extract(**options: Any) -> None:
    """Print the article in an HTML FILE (- for standard input) as Markdown; no network.

    \b
      scraper extract page.html --url https://example.org/story
      curl -s https://example.org/story | scraper extract -
    """
    from scraper.cli.show import extract_command  # noqa: PLC0415

    sys.exit(extract_command(**options))


@cli.command()
@click.argument("page", metavar="URL|FILE")
@click.option("--url", default="", help="The address of the page in a FILE.")
@common_options
@mode_option
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON document.")
def why(**options: Any) -> None:
    """Show every block of a page, kept (+) or dropped (-), by which step and rule.

    Before that: what the page is, and its metadata with the place each value comes from.
    Nothing is saved. FILE may be - for standard input.

    \b
      scraper why https://example.org/story
      scraper why page.html --url https://example.org/story | grep -i newsletter
      scraper why page.html --json | jq '.blocks[] | select(.kept | not)'
    """
    from scraper.cli.why import why_command  # noqa: PLC0415

    sys.exit(why_command(**options))


@cli.command()
@click.argument("urls", nargs=-1, required=True, metavar="URLS...")
@archive_option
@click.option("--every", metavar="TIME", default="6h", show_default=True, help="How often.")
@click.option("--deadline", metavar="TIME", help="When a run stops [default: 9/10 of --every].")
@click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML) of the runs.")
def cron(**options: Any) -> None:
    """Print a crontab line, and a systemd service and timer, that keep an archive up to date.

    \b
      scraper cron urls.txt -o archive --every 6h
    """
    from scraper.cli.cron import cron_command  # noqa: PLC0415

    sys.exit(cron_command(**options))


for command in COMMANDS:
    cli.add_command(command)
