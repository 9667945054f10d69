"""`make torture KILLS=200`: the long form. It says what it did, or what is wrong and its seed."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from fixtures.server import DemoSite
from tests.torture.torture import Torture, TortureError


def main() -> int:
    parser = argparse.ArgumentParser(prog="make torture")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with DemoSite() as site, tempfile.TemporaryDirectory() as folder:
        torture = Torture(Path(folder), site, random.Random(options.seed))
        for kill in range(1, options.kills + 1):
            try:
                torture.round(is_killed=True)
                if kill % 10 == 0 or kill == options.kills:
                    torture.finish()
            except TortureError as error:
                print(f"after {kill} kills (--seed {options.seed}): {error}")
                return 1
            if kill % 10 == 0:
                print(f"{kill} kills, {len(torture.pages)} pages: {_counted(torture)}", flush=True)
    print(f"nothing lost, torn or twice after {options.kills} kills (seed {options.seed})")
    return 0


def _counted(torture: Torture) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(torture.told.items()))


if __name__ == "__main__":
    sys.exit(main())
