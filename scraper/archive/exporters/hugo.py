"""Content for Hugo: a page bundle for each article, which builds with any theme and settings.

What differs from the archive: no headline in the text, since a theme shows the title; images
beside the text; a `date`, which Hugo sorts by; no earlier headlines, which would be addresses; and
code and formulas in which Hugo would find a shortcode. Text in HTML tags is escaped as it is in
the archive, so `markup.goldmark.renderer.unsafe` may be set for `<sub>`, `<br>` and `<details>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath

from msgspec import structs

from scraper.archive.articles.assets import linked_asset
from scraper.archive.articles.front_matter import front_matter
from scraper.archive.articles.saved_article import SavedArticle, saved_bytes
from scraper.archive.articles.sidecar import FRONT_MATTER, Sidecar
from scraper.archive.exporters.article_name import article_name
from scraper.errors import ArchiveError

_LINK = re.compile(r"(?<=\]\()\.\./\S+?(?=[\s)])")
_OPEN = re.compile(r"\{\{([<%])")
_CLOSING = {"<": ">}}", "%": "%}}"}
_MAX_TAG = 200  # bytes: a tag is the name of a folder
# Earlier headlines would be addresses; the others say which file of the archive a `.md` is.
_LEFT_OUT = frozenset({"aliases", "id", "content_hash", "version"})


def write_hugo(articles: Iterable[SavedArticle], folder: Path) -> None:
    """`<site>/<name of the article>/index.md` with its images, and `<site>/_index.md`."""
    for article in articles:
        bundle = folder / article_name(article)
        bundle.mkdir(parents=True, exist_ok=True)
        _write(bundle / "index.md", _front_matter(article.sidecar), _content(article, bundle))
        _write(bundle.parent / "_index.md", _title(article.sidecar.domain))


def without_shortcodes(markdown: str) -> str:
    """A text in which Hugo finds no shortcode; it shows what it would show without them.

    Hugo looks for them before it reads Markdown, in code too, where no backslash helps: it has a
    comment for that, `{{</* x */>}}`. What is never closed gets a U+2060, which is not seen.
    """
    last = {sign: markdown.rfind(closing) for sign, closing in _CLOSING.items()}
    parts, at = [], 0
    while found := _OPEN.search(markdown, at):
        sign, start = found[1], found.end()
        parts.append(markdown[at : start - 1])
        if start > last[sign]:
            parts.append(f"\u2060{sign}")
            at = start
        else:
            at = markdown.index(_CLOSING[sign], start)
            parts.append(f"{sign}/*{markdown[start:at]}*/{_CLOSING[sign]}")
            at += len(_CLOSING[sign])
    return "".join((*parts, markdown[at:]))


def _front_matter(sidecar: Sidecar) -> str:
    published = sidecar.published if _is_time(sidecar.published) else ""
    modified = sidecar.modified if _is_time(sidecar.modified) else ""
    tags = tuple(tag for tag in sidecar.tags if len(tag.encode()) <= _MAX_TAG)
    shown = structs.replace(sidecar, published=published, modified=modified, tags=tags)
    date = published or (sidecar.created.isoformat() if sidecar.created else "")
    return (f"date: {date}\n" if date else "") + front_matter(shown, without=_LEFT_OUT)


def _title(text: str) -> str:
    return front_matter(Sidecar(title=text), without={*FRONT_MATTER} - {"title"})


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _content(article: SavedArticle, bundle: Path) -> str:
    def beside(link: re.Match[str]) -> str:
        if not (path := linked_asset(link.group())):
            return link.group()
        try:
            content = saved_bytes(article.folder, path)
        except ArchiveError:
            return link.group()
        name = PurePosixPath(path).name
        (bundle / name).write_bytes(content)
        return name

    return without_shortcodes(_LINK.sub(beside, article.body))


def _write(path: Path, front: str, text: str = "") -> None:
    content = f"---\n{front}---\n\n{text}".rstrip("\n") + "\n"
    path.write_text(content, encoding="utf-8", errors="replace", newline="\n")
