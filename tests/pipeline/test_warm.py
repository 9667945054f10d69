"""What workers are forked with: all that any of them would import."""

import json
import subprocess
import sys

_ASKED = ["trafilatura", "numpy", "httpx", "warcio", "selectolax"]


def test_the_server_of_workers_has_imported_all_that_is_ever_asked():
    loaded = f"[name in sys.modules for name in {_ASKED}]"
    code = f"import json, sys, scraper.pipeline.warm; print(json.dumps({loaded}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert dict(zip(_ASKED, json.loads(done.stdout), strict=True)) == dict.fromkeys(_ASKED, True)
