"""The public corpora, each read from a plain clone of its own repository -> pages with gold.

    github.com/Murrough-Foley/web-content-extraction-benchmark   wcxb         (dev split)
    github.com/scrapinghub/article-extraction-benchmark          scrapinghub
    github.com/adbar/trafilatura                                 trafilatura  (tests/)
    github.com/flairNLP/fundus                                   fundus       (tests/resources/)
    github.com/kepano/defuddle                                   defuddle     (tests/)
    postlight+parser: pages of github.com/postlight/parser       postlight    (metadata alone)

A clone is in the folder of the corpora as `repo`, `owner/repo` or `owner+repo`. The pages
belong to their publishers: they are used for measuring, and never copied.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.extraction.plain import markdown_to_text

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""")
_DECLARED_IN = 4096  # bytes
_CANONICAL = re.compile(
    r"""<link[^>]+rel=["']?canonical["']?[^>]*href=["']?(http[^"'\s>]+)""", re.IGNORECASE
)
_JSON_HEAD = re.compile(r"```json\n(.*?)\n```\n?(.*)", re.DOTALL)


class NoCorpus(Exception):
    """A corpus that is missing, or not laid out as in its repository. The message is one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page and what is known about it; a field that its corpus does not have is empty.

    `wanted` and `unwanted` are snippets that the text should contain, or should not. `kind` is
    the type of page as the corpus names it.
    """

    corpus: str
    name: str
    url: str
    html: str
    kind: str = ""
    text: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""


def decoded(data: bytes) -> str:
    """UTF-8, else the charset that is declared, else Windows-1252: the same for all extractors."""
    declared = _CHARSET.search(data[:_DECLARED_IN])
    named = [declared.group(1).decode("ascii")] if declared else []
    for encoding in ("utf-8-sig", *named, "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def _page(path: Path) -> str:
    data = path.read_bytes()
    return decoded(gzip.decompress(data) if path.suffix == ".gz" else data)


def _clone(root: Path, owner: str, repository: str, inside: str) -> Path:
    for name in (f"{owner}+{repository}", f"{owner}/{repository}", repository):
        if (root / name / inside).exists():
            return root / name
    raise NoCorpus(f"no clone of github.com/{owner}/{repository} in {root}")


def wcxb(root: Path) -> Iterator[GoldPage]:
    base = _clone(root, "Murrough-Foley", "web-content-extraction-benchmark", "dev") / "dev"
    for path in sorted((base / "ground-truth").glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        gold = data.get("ground_truth", {})
        yield GoldPage(
            corpus="wcxb",
            name=path.stem,
            url=data.get("url") or "",
            html=_page(base / "html" / f"{path.stem}.html.gz"),
            kind=_kind((data.get("_internal") or {}).get("page_type")),
            text=gold.get("main_content") or "",
            wanted=tuple(gold.get("with") or ()),
            unwanted=tuple(gold.get("without") or ()),
            title=gold.get("title") or "",
            authors=_names(gold.get("author")),
            date=gold.get("publish_date") or "",
        )


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("primary", "article")
    return str(value or "article").replace("category", "collection")


def scrapinghub(root: Path) -> Iterator[GoldPage]:
    base = _clone(root, "scrapinghub", "article-extraction-benchmark", "ground-truth.json")
    for name, gold in json.loads((base / "ground-truth.json").read_text("utf-8")).items():
        yield GoldPage(
            corpus="scrapinghub",
            name=name,
            url=gold.get("url", ""),
            html=_page(base / "html" / f"{name}.html.gz"),
            text=gold.get("articleBody", ""),
        )


def trafilatura(root: Path) -> Iterator[GoldPage]:
    base = _clone(root, "adbar", "trafilatura", "tests/evaldata.json") / "tests"
    for url, gold in json.loads((base / "evaldata.json").read_text("utf-8")).items():
        places = (base / d / f"{gold['file']}{z}" for d in ("cache", "eval") for z in ("", ".gz"))
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            raise NoCorpus(f"{base}: no page {gold['file']}, which evaldata.json names")
        yield GoldPage(
            corpus="trafilatura",
            name=gold["file"],
            url=url,
            html=_page(path),
            wanted=tuple(gold["with"]),
            unwanted=tuple(gold["without"]),
            title=gold.get("title") or "",
            authors=_names(gold.get("author")),
            date=gold.get("date") or "",
        )


def fundus(root: Path) -> Iterator[GoldPage]:
    """News pages of many countries; gold is what the publisher's own parser reads.

    A publisher's file holds one gold for each version of its parser; the version meant for
    a page is the one whose first paragraphs stand in it most often.
    """
    inside = "tests/resources/parser/test_data"
    for path in sorted((_clone(root, "flairNLP", "fundus", inside) / inside).glob("*/*.html.gz")):
        publisher = path.name.partition("_")[0]
        golds = json.loads((path.parent / f"{publisher}.json").read_text("utf-8"))
        facts = json.loads((path.parent / "meta.info").read_text("utf-8")).get(path.name, {})
        html = _page(path)
        flat = re.sub(r"\s+", " ", html)
        versions = [gold for _, gold in sorted(golds.items())]
        gold = max(versions, key=lambda gold: _standing(_paragraphs(gold), flat))
        yield GoldPage(
            corpus="fundus",
            name=f"{path.parent.name}/{path.name}",
            url=facts.get("url") or "",
            html=html,
            kind="article",
            text="\n".join(_paragraphs(gold)),
            title=gold.get("title") or "",
            authors=_names(gold.get("authors")),
            date=str(gold.get("publishing_date") or "")[:10],
        )


def _paragraphs(gold: dict[str, Any]) -> list[str]:
    body = gold.get("body") or {}
    found = list(body.get("summary") or [])
    for section in body.get("sections") or []:
        found += [*(section.get("headline") or []), *(section.get("paragraphs") or [])]
    return found


def _standing(paragraphs: list[str], page: str) -> int:
    """How many of the first paragraphs begin somewhere in `page`."""
    return sum(bool(start) and start in page for start in (p[:25] for p in paragraphs[:8]))


def _names(author: Any) -> tuple[str, ...]:
    if isinstance(author, list):
        return tuple(map(str, author))
    return (str(author),) if author else ()


def defuddle(root: Path) -> Iterator[GoldPage]:
    """Shapes of pages with the Markdown that they must become; gold is the text of it."""
    base = _clone(root, "kepano", "defuddle", "tests/expected") / "tests"
    for path in sorted((base / "fixtures").glob("*.html*")):
        name = path.name.partition(".html")[0]
        gold = base / "expected" / f"{name}.md"
        if not gold.is_file():
            continue
        head, markdown = _json_head(gold.read_text("utf-8"))
        html = _page(path)
        canonical = _CANONICAL.search(html)
        address = f"https://example.com/{name.rpartition('--')[2]}"
        yield GoldPage(
            corpus="defuddle",
            name=name,
            url=canonical.group(1) if canonical else address,
            html=html,
            kind="",
            text=markdown_to_text(markdown),
            title=head.get("title") or "",
            authors=_names(head.get("author")),
            date=(head.get("published") or "")[:10],
        )


def _json_head(text: str) -> tuple[dict[str, Any], str]:
    """The fenced JSON that a text begins with, and the rest of it."""
    found = _JSON_HEAD.match(text)
    return (json.loads(found.group(1)), found.group(2)) if found else ({}, text)


def postlight(root: Path) -> Iterator[GoldPage]:
    """Pages of 62 sites with title, author and date; `gold.json` lists what its tests assert.

    The folder holds `fixtures/*.html.gz` and `gold.json`. There is no gold text.
    """
    base = _clone(root, "postlight", "parser", "gold.json")
    for gold in json.loads((base / "gold.json").read_text("utf-8")):
        yield GoldPage(
            corpus="postlight",
            name=gold["file"],
            url=gold["url"],
            html=_page(base / "fixtures" / f"{gold['file']}.gz"),
            title=gold.get("title") or "",
            authors=_names(gold.get("author")),
            date=(gold.get("date") or "")[:10],
        )


CORPORA: dict[str, Callable[[Path], Iterator[GoldPage]]] = {
    "wcxb": wcxb,
    "scrapinghub": scrapinghub,
    "trafilatura": trafilatura,
    "fundus": fundus,
    "defuddle": defuddle,
}
# Corpora without texts: measured where they are named.
METADATA_CORPORA: dict[str, Callable[[Path], Iterator[GoldPage]]] = {"postlight": postlight}
