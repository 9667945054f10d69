"""`scraper completion`: what makes a shell complete commands and options."""

from __future__ import annotations

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.terminal import write_stdout


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, *, shell: str) -> ExitCode:
    """Print the code that makes SHELL complete commands, options and files.

    \b
      scraper completion bash > ~/.local/share/bash-completion/completions/scraper
      scraper completion zsh > ~/.zfunc/_scraper     (with fpath+=~/.zfunc before compinit)
      scraper completion fish > ~/.config/fish/completions/scraper.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    group = context.find_root().command
    write_stdout(found(group, {}, "scraper", "_SCRAPER_COMPLETE").source(), raw=True)
    return ExitCode.SUCCESS
