"""The import contracts in pyproject.toml hold; no module is too long, and no name is used twice."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_import_contracts_are_kept():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as l; l()"]
    run = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_module_is_longer_than_280_lines():
    lengths = {
        path: len(path.read_text("utf-8").splitlines()) for path in ROOT.glob("scraper/**/*.py")
    }
    assert {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > 280} == {}


def test_no_two_modules_have_the_same_name():
    names = Counter(
        path.parent.name if path.name == "__init__.py" else path.stem
        for path in ROOT.glob("scraper/**/*.py")
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_public_classes_have_the_same_name():
    names = Counter(
        node.name
        for path in ROOT.glob("scraper/**/*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []
