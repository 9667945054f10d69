"""A manual page in the man(7) format, from the help that click has of all commands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from scraper.archive.program_version import program_version

_VERBATIM = "\b"  # click: the paragraph is not to be wrapped
_HYPHEN = r"\-"  # an ASCII hyphen, which can be copied into a shell
_EXIT_CODES = (
    ("0", "success"),
    ("1", "finished, but some URLs failed, or a line of the list is not a URL"),
    ("2", "wrong usage or settings"),
    ("3", "another run holds the archive"),
    ("4", "the archive cannot be written or is damaged"),
    ("5", "stopped early (deadline or interrupt); the next run continues"),
)


def man_page(group: click.Group, context: click.Context) -> str:
    """scraper(1): the commands, each with its options."""
    summary = (group.help or "").partition("\n")[0].rstrip(".")
    lines = [
        f'.TH SCRAPER 1 "" "scraper {program_version()}" "User Commands"',
        *(".SH NAME", rf"scraper \- {_text(summary)}"),
        *(".SH SYNOPSIS", r".B scraper", r"\fICOMMAND\fR [\fIOPTION\fR]... [\fIARGUMENT\fR]..."),
        ".SH COMMANDS",
    ]
    for name in group.list_commands(context):
        command = group.commands[name]
        with click.Context(command, info_name=name, parent=context) as inner:
            lines.extend(_command(command, inner))
    lines.append(".SH EXIT STATUS")
    for code, meaning in _EXIT_CODES:
        lines.extend((".TP", f".B {code}", _text(meaning)))
    return "\n".join(lines)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS scraper {_text(context.info_name or '')} {_text(usage)}"
    yield from _paragraphs(inspect.cleandoc(command.help or ""))
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            names, meaning = record
            yield from (".TP", f".B {_text(names)}", _text(meaning))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield ".PP"
        if paragraph.startswith(_VERBATIM):
            yield from (".nf", *map(_text, paragraph.splitlines()[1:]), ".fi")
        else:
            yield from map(_text, paragraph.splitlines())


def _text(line: str) -> str:
    """A line of text: roff reads backslashes, and a dot or quote at its start."""
    escaped = line.replace("\\", r"\e").replace("-", _HYPHEN)
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped
