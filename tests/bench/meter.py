"""The meter in a process of its own, as it requires."""

import json
import subprocess
import sys
from pathlib import Path

from bench.pipeline.meter import Metered


def metered(folder: Path, *command: str) -> Metered:
    """The cost of a command, whose output goes to `folder`."""
    meter = [sys.executable, "-m", "bench.pipeline.meter", str(folder / "log.txt")]
    done = subprocess.run([*meter, *command], check=True, capture_output=True, text=True)
    return Metered(**json.loads(done.stdout))
