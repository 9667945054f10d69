"""`make torture KILLS=200`: the long form. Prints what it did, or what is wrong and the seed."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from fixtures.server import DemoSite
from tests.torture.torture import Torture, TortureError

_WHOLE = 10  # rounds, after which a run is not killed


def main() -> int:
    parser = argparse.ArgumentParser(prog="make torture")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    with DemoSite() as site, tempfile.TemporaryDirectory() as folder:
        torture = Torture(Path(folder), site, random.Random(options.seed))
        rounds = 0
        while torture.kills < options.kills:
            try:
                torture.round(is_killed=True)
                rounds += 1
                if rounds % _WHOLE == 0 or torture.kills >= options.kills:
                    torture.finish()
                    print(_told(torture), flush=True)
            except TortureError as error:
                print(f"after {torture.kills} kills (--seed {options.seed}): {error}")
                return 1
    print(f"nothing lost, torn or twice after {torture.kills} kills (seed {options.seed})")
    return 0


def _told(torture: Torture) -> str:
    counted = ", ".join(f"{count} {name}" for name, count in sorted(torture.told.items()))
    return f"{torture.kills} kills, {len(torture.pages)} pages: {counted}"


if __name__ == "__main__":
    sys.exit(main())
