"""The help of the commands."""

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from scraper.cli.command_reference import command_reference
from scraper.cli.main import cli


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_with_an_example(name):
    command = cli.commands[name]
    assert f"scraper {name}" in command.help or f"scraper {name}" in (cli.help or "")
    options = [p for p in command.params if isinstance(p, click.Option)]
    undocumented = [option.name for option in options if not option.help]
    assert undocumented == []


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nsys.argv = ['scraper', '--help']\nfrom scraper.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'httpx', 'trafilatura', 'lxml', 'msgspec', 'rich', 'sqlite3', 'yaml'}\n"
        "heavy |= {'asyncio', 'json', 'logging', 'multiprocessing', 'scraper.errors'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "heavy: []"


def test_a_command_that_is_unknown_is_wrong_usage():
    run = subprocess.run(
        [sys.executable, "-m", "scraper", "fetch"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "No such command 'fetch'" in run.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_code_for_the_shell(shell, capsys):
    cli(["completion", shell], standalone_mode=False)
    assert "_SCRAPER_COMPLETE" in capsys.readouterr().out


def test_what_the_shell_asks_for_is_completed():
    code = (
        "import os, sys\nsys.argv = ['scraper']\n"
        "os.environ |= {'_SCRAPER_COMPLETE': 'bash_complete', 'COMP_WORDS': 'scraper exp', "
        "'COMP_CWORD': '1'}\nfrom scraper.cli.main import main\nmain()"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["plain,export"]


def test_the_manual_has_every_command_and_option(capsys):
    cli(["manual"], standalone_mode=False)
    page = capsys.readouterr().out
    assert page.startswith(".TH SCRAPER 1 ")
    for name, command in cli.commands.items():
        assert f".SS scraper {name} " in page
        options = [p for p in command.params if isinstance(p, click.Option)]
        assert all(max(o.opts, key=len).replace("-", r"\-") in page for o in options)


@pytest.mark.skipif(not shutil.which("groff"), reason="no groff here")
def test_groff_finds_nothing_wrong_with_the_manual(capsys):
    cli(["manual"], standalone_mode=False)
    page = capsys.readouterr().out
    command = ["groff", "-man", "-Tutf8", "-ww", "-z", "-Kutf8"]
    run = subprocess.run(command, input=page, capture_output=True, text=True, check=True)
    assert run.stderr == ""


@pytest.mark.parametrize("name", sorted(set(cli.commands) - {"run", "cron", "export", "get"}))
def test_the_short_name_of_the_archive_is_a(name):
    command = cli.commands[name]
    with click.Context(command, info_name=name) as context:
        records = [option.get_help_record(context) for option in command.params]
    archive = [names for names, _ in filter(None, records) if "--archive" in names]
    assert archive in ([], ["-a, --archive PATH"])


def test_the_reference_is_what_the_commands_say() -> None:
    written = (Path(__file__).parents[2] / "docs" / "commands.md").read_text("utf-8")
    assert written == command_reference(cli)  # `make docs` writes it
