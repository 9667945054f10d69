"""`make bench-archive`: each part prints its figures as a table."""

from __future__ import annotations

import argparse

from bench.archive import again, copies, memory

PARTS = {"again": again.main, "memory": memory.main, "copies": copies.main}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.archive")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=list(PARTS))
    for name in parser.parse_args().parts:
        print(f"\n## {name}\n", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
