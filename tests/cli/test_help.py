"""The help of the commands."""

import subprocess
import sys

import click
import pytest

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
