"""The stairs of the house: import-linter's contracts in pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_import_contracts_are_kept():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()"]
    run = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_room_is_larger_than_it_should_be():
    rooms = {
        path: len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("scraper/**/*.py")
    }
    assert {str(path.relative_to(ROOT)): n for path, n in rooms.items() if n > 280} == {}
