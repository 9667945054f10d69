"""What workers are forked with: all that any of them would import."""

import json
import subprocess
import sys

_ASKED = ["trafilatura", "numpy", "httpx", "warcio", "selectolax"]


def loaded(module, names):
    """Which of `names` are imported with `module`, in a process of its own."""
    code = (
        f"import json, sys, {module}; print(json.dumps([n for n in {names} if n in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def test_the_server_of_workers_has_imported_all_that_is_ever_asked():
    assert loaded("scraper.workers.preload", _ASKED) == _ASKED


def test_the_parent_of_a_run_imports_nothing_that_its_workers_do():
    assert loaded("scraper.cli.run", [*_ASKED, "yaml", "rich"]) == []


def test_a_worker_that_imports_the_command_does_not_import_its_options():
    assert loaded("scraper.__main__", ["scraper.cli", "click"]) == []
