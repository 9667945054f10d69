"""The `scraper` command: the group of its commands, and errors as exit codes."""

from __future__ import annotations

import sys

import click

from scraper.cli.commands.completion import completion
from scraper.cli.commands.config import config
from scraper.cli.commands.cron import cron
from scraper.cli.commands.diff import diff
from scraper.cli.commands.export import export
from scraper.cli.commands.extract import extract
from scraper.cli.commands.forget import forget
from scraper.cli.commands.get import get
from scraper.cli.commands.import_command import import_
from scraper.cli.commands.list import list_
from scraper.cli.commands.manual import manual
from scraper.cli.commands.merge import merge
from scraper.cli.commands.read import read
from scraper.cli.commands.reprocess import reprocess
from scraper.cli.commands.run import run
from scraper.cli.commands.search import search
from scraper.cli.commands.serve import serve
from scraper.cli.commands.show import show
from scraper.cli.commands.status_command import status
from scraper.cli.commands.tag import tag
from scraper.cli.commands.unread import unread
from scraper.cli.commands.verify import verify
from scraper.cli.commands.why import why
from scraper.cli.exit_codes import ExitCode, exit_code_of
from scraper.cli.terminal import OutputClosed, discard_output, write_stderr

_WORKING = frozenset({"run", "reprocess", "import", "merge", "verify"})  # they do more than print
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main() -> None:
    """Run the command; expected errors are one line on stderr and an exit code."""
    try:
        code = cli(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        write_stderr("scraper: interrupted")
        code = ExitCode.STOPPED
    except Exception as error:  # noqa: BLE001 - unexpected errors are raised again there
        code = exit_code_of(error)
        write_stderr(f"scraper: {error}")
    sys.exit(code)


class _Commands(click.Group):
    """The commands; one whose reader has gone ends early, with 0 if it does nothing but print."""

    def invoke(self, ctx: click.Context) -> ExitCode:
        try:
            code: ExitCode = super().invoke(ctx)
        except OutputClosed:
            discard_output()
            is_stopped = ctx.invoked_subcommand in _WORKING
            code = ExitCode.STOPPED if is_stopped else ExitCode.SUCCESS
        return code


@click.group(cls=_Commands, context_settings=_HELP)
@click.version_option(package_name="article-keeper", prog_name="scraper")
def cli() -> None:
    """Article URLs in, an archive of clean Markdown out: the article and nothing else.

    \b
      scraper run urls.txt -o archive     fetch what is new or changed, save it
      scraper get https://example.org/a   one article as Markdown, on stdout
      scraper extract page.html           the same for pages you have: files, folders, WARC
      scraper why page.html               every block of it, kept or dropped, by which rule
      scraper status                      the health of an archive: articles, failures, what is due
      scraper serve                       read the archive in the browser
      scraper list --failed               what an archive knows of its URLs
      scraper show 5ihl56kn               an article of the archive
      scraper search night train          articles by their words
      scraper diff 5ihl56kn               how an article has changed
      scraper export epub                 all of them as a book (or jsonl, csv, csl)
      scraper tag 5ihl56kn --add harbour  its tags; `scraper read`, `unread`: whether it is read
      scraper forget 5ihl56kn             remove an article for good
      scraper reprocess --dry-run         what today's extraction would make of old pages
      scraper import crawl.warc.gz        take in what another program has crawled
      scraper verify --repair             check that the archive is complete, and repair it
      scraper merge                       take in what a killed run over many machines left
      scraper config                      each setting, and where it comes from
      scraper cron urls.txt --every 6h    crontab and systemd lines that run it regularly
      scraper completion bash             makes the shell complete commands and options
      scraper manual                      the manual page
    """


for _command in (
    *(config, run, get, extract, why, cron, status, serve, list_, show, search, diff, export),
    *(tag, read, unread, forget, verify, reprocess, import_, merge, completion, manual),
):
    cli.add_command(_command)
