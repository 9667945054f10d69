"""`python -m scraper.cli.command_reference`: docs/commands.md, from the help of all commands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

_VERBATIM = "\b"  # click: the paragraph is not to be wrapped
_TITLE = """# Commands

Made from the help of the commands by `make docs`, which a test checks. `scraper COMMAND --help`
prints the same, `scraper manual` all of it as a manual page. Exit codes are in the README.
"""


def command_reference(group: click.Group) -> str:
    """The commands of `group` as Markdown, each with its usage, its help and its options."""
    lines = [_TITLE]
    with click.Context(group, info_name="scraper", **group.context_settings) as context:
        names = group.list_commands(context)
        lines.append(" · ".join(f"[{name}](#scraper-{name})" for name in names))
        for name in names:
            command = group.commands[name]
            settings = command.context_settings
            with click.Context(command, info_name=name, parent=context, **settings) as inner:
                lines.extend(_command(command, inner))
    return "\n".join(lines).rstrip() + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield from ("", f"## scraper {context.info_name}", "", f"    {usage}", "")
    yield from _paragraphs(inspect.cleandoc(command.help or ""))
    options = [
        record
        for parameter in command.get_params(context)
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context))
    ]
    if options:
        yield from ("| option | |", "|---|---|")
        yield from (f"| `{_cell(names)}` | {_cell(meaning)} |" for names, meaning in options)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(_VERBATIM):
            yield from (f"    {line}".rstrip() for line in paragraph.splitlines()[1:])
        else:
            yield from paragraph.splitlines()
        yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


if __name__ == "__main__":
    from scraper.cli.main import cli

    click.echo(command_reference(cli), nl=False)
