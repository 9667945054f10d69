"""`python -m bench.reader.screenshots FOLDER`: the pages of the reader as images, for the README.

The archive is that of the demonstration, made anew.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import ViewportSize

from bench.reader.browser import DESKTOP, PHONE, browser
from bench.reader.serving import serving_reader
from scraper.archive.readonly import reading

_STORY = "http://courier.example/news/harbour-ferry-returns"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        archive = Path(temporary) / "archive"
        demo = [sys.executable, "-m", "fixtures.demo", "--archive", str(archive)]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        for name in screenshots(archive, folder):
            print(folder / name)


def screenshots(archive: Path, folder: Path) -> list[str]:
    """Write the images; their names."""
    with reading(archive) as state:
        story = next(row.id for row in state.saved() if row.url == _STORY)
    shots: tuple[tuple[str, str, ViewportSize, Literal["dark", "light"]], ...] = (
        ("list.png", "/", DESKTOP, "light"),
        ("article.png", f"/article/{story}", PHONE, "dark"),
        ("why.png", f"/article/{story}/why", DESKTOP, "light"),
    )
    with browser() as running, serving_reader(archive) as address:
        for name, path, size, scheme in shots:
            page = running.new_page(viewport=size, color_scheme=scheme)
            page.goto(f"{address}{path}")
            page.screenshot(path=folder / name)
            page.close()
    return [name for name, *_ in shots]


if __name__ == "__main__":
    main()
