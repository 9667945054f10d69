"""`scraper manual`: the manual page, made from the help of all commands."""

from __future__ import annotations

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.terminal import write_stdout


@click.command()
@click.pass_context
def manual(context: click.Context) -> ExitCode:
    """Print the manual page, scraper(1).

    \b
      scraper manual > ~/.local/share/man/man1/scraper.1
      man scraper
    """
    from scraper.cli.man_page import man_page

    root = context.find_root()
    assert isinstance(root.command, click.Group)
    write_stdout(man_page(root.command, root), raw=True)
    return ExitCode.SUCCESS
