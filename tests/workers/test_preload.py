"""What workers are forked with: everything that they would import."""

import json
import subprocess
import sys

_ASKED = ["trafilatura", "numpy", "httpx", "warcio", "selectolax"]


def loaded(code, names):
    """Which of the modules `names` are imported by `code`, in a new process."""
    code = f"{code}\nimport json, sys; print(json.dumps([n for n in {names} if n in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_the_server_of_workers_has_imported_all_that_is_ever_asked():
    assert loaded("import scraper.workers.preload", _ASKED) == _ASKED


def test_the_parent_of_a_run_imports_nothing_that_its_workers_do():
    run = """
from scraper.cli.main import cli
from scraper.errors import UrlListError
try:
    cli(["run", "no-such-list.txt"], standalone_mode=False)
except UrlListError:
    pass
else:
    raise AssertionError
"""
    assert loaded(run, ["scraper.workers.dispatcher"]) == ["scraper.workers.dispatcher"]
    assert loaded(run, [*_ASKED, "yaml", "rich"]) == []


def test_a_worker_that_imports_the_command_does_not_import_its_options():
    assert loaded("import scraper.__main__", ["scraper.cli", "click"]) == []
