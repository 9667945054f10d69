"""Small corpora in the layout of the public ones, with pages of our own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

SENTENCES = (
    "The council voted on Thursday to bring the ferry back before the summer begins.",
    "Nobody on the quay had expected that, and least of all the pilot, who is eighty.",
    "It will cost four million, of which the harbour pays a third over nine years.",
    "The old landing stage is still there, though gulls have had it to themselves.",
    "A first crossing is planned for May, weather and paperwork permitting, she said.",
)


def story(number: int) -> tuple[str, str]:
    """A page and its gold text."""
    lines = [f"{sentence} ({number})" for sentence in SENTENCES]
    body = "".join(f"<p>{line}</p>" for line in lines)
    entries = [f"Pier number {number}.{n} is open to all" for n in range(5)]
    listed = "".join(f"<li>{entry}</li>" for entry in entries)
    links = "".join(f"<li><a href=/s{n}>Another story, number {n}</a></li>" for n in range(6))
    html = (
        f"<html lang=en><head><title>Ferry {number}</title>"
        f'<meta name=author content="Marian Holloway"></head>'
        f"<body><nav><ul>{links}</ul></nav><article><h1>Ferry {number}</h1>{body}"
        f"<ul>{listed}</ul></article>"
        f"<aside class=related><h3>Related stories</h3><ul>{links}</ul></aside>"
        f"<footer>© 2026 The Echo. All rights reserved.</footer></body></html>"
    )
    return html, "\n".join([*lines, *(f"- {entry}" for entry in entries)])


def write_corpora(root: Path, pages: int = 6) -> Path:
    """All corpora under `root`, `pages` pages in WCXB and fewer in the others."""
    _write_wcxb(root / "Murrough-Foley+web-content-extraction-benchmark", pages)
    _write_scrapinghub(root / "scrapinghub+article-extraction-benchmark")
    _write_trafilatura(root / "adbar+trafilatura" / "tests")
    _write_fundus(root / "flairNLP+fundus" / "tests/resources/parser/test_data")
    _write_defuddle(root / "kepano+defuddle" / "tests")
    _write_postlight(root / "postlight+parser")
    return root


def _zipped(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()))


def _json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")


def _write_wcxb(folder: Path, pages: int) -> None:
    for number in range(pages):
        html, text = story(number)
        gold = {
            "main_content": text,
            "title": f"Ferry {number}",
            "author": "" if number == 3 else "Marian Holloway",
            "publish_date": "2026-03-14",
            "with": ["ferry back before the summer"],
            "without": ["Another story, number 1"],
        }
        kind = {"page_type": {"primary": "article" if number % 2 else "listing"}}
        url = f"https://paper{number}.example/s/{number}"
        name = f"{number:04}"
        _json(
            folder / f"dev/ground-truth/{name}.json",
            {"url": url, "ground_truth": gold, "_internal": kind},
        )
        _zipped(folder / f"dev/html/{name}.html.gz", html)


def _write_scrapinghub(folder: Path) -> None:
    html, text = story(90)
    _json(folder / "ground-truth.json", {"a": {"url": "https://hub.example/", "articleBody": text}})
    _zipped(folder / "html/a.html.gz", html)


def _write_trafilatura(folder: Path) -> None:
    html, _ = story(91)
    gold = {"file": "a.html", "with": ["ferry back before"], "without": ["Another story"],
            "title": "Ferry 91", "author": "Marian Holloway", "date": "2026-03-13"}  # fmt: skip
    _json(folder / "evaldata.json", {"https://eval.example/": gold})
    (folder / "cache").mkdir(parents=True)
    (folder / "cache/a.html").write_text(html, "utf-8")


def _write_fundus(folder: Path) -> None:
    html, text = story(92)
    body = {"summary": [], "sections": [{"headline": [], "paragraphs": text.split("\n")}]}
    old = {"summary": [], "sections": [{"headline": [], "paragraphs": ["Of another page."]}]}
    gold = {
        "V1": {"body": old, "title": "Old", "authors": []},
        "V2": {"body": body, "title": "Ferry 92", "authors": ["Marian Holloway"],
               "publishing_date": "2026-03-14 10:00:00"},
    }  # fmt: skip
    _json(folder / "uk/Echo.json", gold)
    _json(folder / "uk/meta.info", {"Echo_2026.html.gz": {"url": "https://echo.example/92"}})
    _zipped(folder / "uk/Echo_2026.html.gz", html)


def _write_defuddle(folder: Path) -> None:
    html, text = story(93)
    for part in ("fixtures", "expected"):
        (folder / part).mkdir(parents=True)
    head = json.dumps({"title": "Ferry 93", "published": "2026-03-15T08:00:00Z"})
    (folder / "fixtures/boats--ferry.html").write_text(html, "utf-8")
    (folder / "expected/boats--ferry.md").write_text(f"```json\n{head}\n```\n\n{text}", "utf-8")


def _write_postlight(folder: Path) -> None:
    html, _ = story(94)
    gold = {"file": "a.html", "url": "https://echo.example/94", "title": "Ferry 94",
            "author": "Marian Holloway", "date": "2026-03-16T08:00:00.000Z"}  # fmt: skip
    _json(folder / "gold.json", [gold])
    _zipped(folder / "fixtures/a.html.gz", html)
