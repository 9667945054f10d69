"""A folder of HTML pages that opens in a browser without a server: articles, indexes, search."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from scraper.archive.articles.assets import linked_asset
from scraper.archive.articles.saved_article import SavedArticle, saved_bytes
from scraper.archive.exporters.article_xhtml import (
    MEDIA_TYPES,
    article_xhtml,
    source_link,
    xml_text,
)
from scraper.archive.exporters.collection import Collection, language_tag
from scraper.archive.exporters.plain_text import plain_text_of
from scraper.errors import ArchiveError

_ASSETS = Path(__file__).parent / "html_assets"
_PAGE = (
    '<!doctype html>\n<html{language}><head><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="referrer" content="no-referrer">'
    '<title>{title}</title><link rel="stylesheet" href="{root}style.css"></head>\n<body>'
    '<nav><a href="{root}index.html">By date</a><a href="{root}sites.html">By site</a>'
    '<a href="{root}tags.html">By tag</a></nav>\n{body}\n</body></html>\n'
)
# Even if a text were not escaped, no script in it would run. `'self'` is not a folder in each
# browser, so that what the pages load themselves is not restricted.
_POLICY = (
    "script-src {scripts}; object-src 'none'; frame-src 'none'; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)
_SEARCH = (
    '<p id="box" hidden><input id="search" type="search" placeholder="Search"> '
    '<span id="count" class="count"></span></p>\n'
)
_NO_DAY, _NO_TAG = "without a date", "without a tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What the indexes show of an article."""

    id: str
    title: str
    site: str
    day: str
    tags: tuple[str, ...]


_Group = tuple[str, list[_Entry]]


def write_html(articles: Iterable[SavedArticle], folder: Path) -> None:
    """`index.html` (by date), `sites.html`, `tags.html`, and a page for each article."""
    for name in ("style.css", "search.js"):
        shutil.copyfile(_ASSETS / name, folder / name)
    (folder / "articles").mkdir()
    collection, entries, images = Collection(), [], _FolderImages(folder)
    with (folder / "texts.js").open("w", encoding="utf-8") as texts:
        for article in articles:
            collection.add(article.sidecar)
            entry = _entry(article)
            entries.append(entry)
            _write(folder / f"articles/{entry.id}.html", _article_page(article, entry, images))
            texts.write(_search_line(article, entry))
    title = collection.title
    _write(folder / "index.html", _index(title, _by_day(entries), is_searched=True))
    _write(folder / "sites.html", _index(title, _by(entries, lambda e: (e.site,))))
    _write(folder / "tags.html", _index(title, _by(entries, lambda e: e.tags or (_NO_TAG,))))


class _FolderImages:
    """The images of the pages, each copied once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, link: str, article: SavedArticle) -> str:
        """See ImageStore: the address relative to the page of an article."""
        path = linked_asset(link)
        copy = self._folder / path
        if path.rpartition(".")[2] not in {*MEDIA_TYPES, "avif"}:
            return ""
        if not copy.exists():
            try:
                content = saved_bytes(article.folder, path)
            except ArchiveError:
                return ""
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        return f"../{path}"


def _entry(article: SavedArticle) -> _Entry:
    sidecar = article.sidecar
    return _Entry(
        id=article.record.id,
        title=xml_text(sidecar.title or article.record.url),
        site=xml_text(sidecar.domain or article.record.site),
        day=sidecar.published[:10],
        tags=tuple(map(xml_text, sidecar.tags)),
    )


def _article_page(article: SavedArticle, entry: _Entry, images: _FolderImages) -> str:
    sidecar = article.sidecar
    about = ", ".join(filter(None, (*sidecar.author, sidecar.site or entry.site, entry.day)))
    body = (
        f'<main dir="auto"><h1>{escape(entry.title)}</h1>\n'
        f'<p class="about">{escape(xml_text(about))}<br>{source_link(article)}</p>\n'
        f"{article_xhtml(article, images)}</main>"
    )
    return _page(entry.title, body, root="../", language=language_tag(sidecar.language))


def _index(title: str, groups: Iterator[_Group], *, is_searched: bool = False) -> str:
    sections = "\n".join(
        f'<section><h2>{escape(name)}</h2>\n<ul class="articles">\n'
        + "\n".join(map(_item, entries))
        + "\n</ul></section>"
        for name, entries in groups
    )
    search, script = (_SEARCH, '\n<script src="search.js"></script>') if is_searched else ("", "")
    body = f"<h1>{escape(title)}</h1>\n{search}{sections}{script}"
    return _page(title, body, scripts="'self' file:" if is_searched else "'none'")


def _item(entry: _Entry) -> str:
    about = ", ".join(filter(None, (entry.site, entry.day, *entry.tags)))
    link = f'<a href="articles/{entry.id}.html">{escape(entry.title)}</a>'
    return (
        f'<li data-id="{entry.id}" dir="auto">{link}'
        f'<br><span class="about">{escape(about)}</span></li>'
    )


def _by_day(entries: Iterable[_Entry]) -> Iterator[_Group]:
    """Groups of a day each, the latest first; those without a day at the end."""
    groups: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.day].append(entry)
    for day in sorted(groups, reverse=True):
        yield day or _NO_DAY, groups[day]


def _by(entries: Iterable[_Entry], names: Callable[[_Entry], tuple[str, ...]]) -> Iterator[_Group]:
    """Groups by name, in alphabetical order; within each the latest first."""
    groups: defaultdict[str, list[_Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda each: each.day, reverse=True):
        for name in names(entry):
            groups[name].append(entry)
    yield from sorted(groups.items(), key=lambda group: group[0].casefold())


def _search_line(article: SavedArticle, entry: _Entry) -> str:
    """A line of texts.js; JSON in ASCII, which is JavaScript too."""
    words = (entry.title, entry.site, *entry.tags, *article.sidecar.author)
    text = " ".join((*words, plain_text_of(article.body)))
    return f"TEXTS.push({json.dumps([entry.id, text])});\n"


def _page(
    title: str, body: str, *, root: str = "", language: str = "", scripts: str = "'none'"
) -> str:
    return _PAGE.format(
        language=f' lang="{escape(language)}"' if language else "",
        policy=_POLICY.format(scripts=scripts),
        title=escape(title),
        root=root,
        body=body,
    )


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", errors="replace")
