"""`make bench-archive`: each part prints a table of figures."""

from __future__ import annotations

import argparse

from bench.archive import duplicates, memory, unchanged

PARTS = {"unchanged": unchanged.main, "memory": memory.main, "duplicates": duplicates.main}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.archive")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], default=list(PARTS))
    for name in parser.parse_args().parts:
        print(f"\n## {name}\n", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
