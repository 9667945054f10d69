"""The pages of `scraper serve`: a list with filters and search, articles, versions, health.

Each request opens the state read-only, so that a run may go on meanwhile. Nothing is written but
the search index, and what the forms change (mark_forms.py).
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from scraper.archive.articles.assets import is_asset
from scraper.archive.articles.saved_article import read_saved, saved_bytes
from scraper.archive.articles.versions import version_lines, versions
from scraper.archive.layout import ASSETS, IMAGES
from scraper.archive.readonly import reading
from scraper.archive.search_index import open_index
from scraper.archive.state.article_list import (
    ArticleFilter,
    list_articles,
    list_failures,
    site_names,
    site_summaries,
)
from scraper.archive.state.run_history import latest_runs
from scraper.archive.state.site_health import failing_since, health_history
from scraper.archive.state.state_store import State
from scraper.control_characters import show_controls
from scraper.errors import ArchiveError, UsageError
from scraper.outcomes import OutcomeName
from scraper.pipeline.archived_page import explain_archived
from scraper.settings import Settings
from scraper.web.article_html import article_html
from scraper.web.charts import run_chart, words_chart
from scraper.web.explanation_page import explanation_page
from scraper.web.html import link, policy_of
from scraper.web.index_updates import IndexUpdates
from scraper.web.list_entries import ArchiveListEntry, list_entries
from scraper.web.mark_forms import MarkForms
from scraper.web.request_guard import RequestGuard
from scraper.web.requested_article import article_of
from scraper.web.text_differences import differences

_QUERY = ("q", "site", "outcome", "since", "until", "tag", "read")  # of the list
_ON_A_PAGE = 50  # articles
_FAILURES = 500  # that are listed
_RUNS = 50
# What an image of an archive may be, by its extension; an SVG could hold scripts.
_IMAGES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}


def make_reader(folder: Path, settings: Settings) -> RequestGuard:
    """The application for the archive in `folder`; `settings` are those of `why`."""
    reader, forms = Reader(folder, settings), MarkForms(folder)
    routes = [
        Route("/", reader.articles),
        Route("/reader.css", reader.style),
        Route("/failures", reader.failures),
        Route("/health", reader.health),
        Route("/tags", reader.tags),
        Route("/article/{id}", reader.article),
        Route("/article/{id}/read", forms.set_read, methods=["POST"]),
        Route("/article/{id}/tags", forms.set_tags, methods=["POST"]),
        Route("/article/{id}/versions", reader.versions),
        Route("/article/{id}/why", reader.why),
        *(Route(f"/{top}/{{path:path}}", reader.asset) for top in (IMAGES, ASSETS)),
    ]
    errors = {HTTPException: reader.http_error, ArchiveError: reader.archive_error}
    return RequestGuard(Starlette(routes=routes, exception_handlers=errors))


class Reader:
    """The pages. Every method runs in a thread of the server's pool."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings
        self._updates = IndexUpdates(folder)
        self._style = files("scraper.web").joinpath("reader.css").read_bytes()
        self._templates = Environment(
            loader=PackageLoader("scraper.web"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            finalize=_visible,
        )

    # --- pages ----------------------------------------------------------------------------

    def articles(self, request: Request) -> Response:
        asked = {name: request.query_params.get(name, "") for name in _QUERY}
        query = asked["q"].replace("\0", " ").strip()
        with reading(self._folder) as state:
            wanted = ArticleFilter(
                site=asked["site"],
                outcome=asked["outcome"],
                since=asked["since"],
                until=asked["until"],
            )
            wanted = self._marked(state, wanted, tag=asked["tag"], read=asked["read"])
            if query:
                entries, more = self._found(state, query, wanted), ""
            else:
                after = request.query_params.get("after", "")
                page = list_articles(state, wanted, limit=_ON_A_PAGE, after=after)
                entries = list_entries(self._folder, ((each, "") for each in page.records))
                more = _next_query(request, page.next)
            sites = site_names(state)
        return self._page(
            "list.html",
            query=query,
            wanted=asked,
            back=urlencode(request.query_params.multi_items()),
            entries=entries,
            more=more,
            sites=sites,
            outcomes=[name.value for name in OutcomeName],
        )

    def tags(self, _: Request) -> Response:
        with reading(self._folder) as state, open_index(self._folder, state) as index:
            self._updates.update(index)
            rows = [(tag, count, urlencode({"tag": tag})) for tag, count in index.marks.tags()]
        return self._page("tags.html", rows=rows)

    def article(self, request: Request) -> Response:
        with reading(self._folder) as state:
            record = article_of(state, request)
        article = read_saved(self._folder, record)
        sidecar = article.sidecar
        about = (*sidecar.author, sidecar.site, sidecar.published[:10], f"{record.words} words")
        return self._page(
            "article.html",
            article=article,
            language=sidecar.language,
            about=", ".join(filter(None, about)),
            source=Markup(link(sidecar.source or record.url)),  # noqa: S704 - escaped there
            marks=article.marks,
            tags=[(tag, urlencode({"tag": tag})) for tag in article.marks.tags],
            notes=Markup(article_html(article.notes, "/{}".format)),  # noqa: S704 - escaped there
            body=Markup(article_html(article.body, "/{}".format)),  # noqa: S704 - escaped there
            versions=len(versions(self._folder, record)),
        )

    def versions(self, request: Request) -> Response:
        with reading(self._folder) as state:
            record = article_of(state, request)
        paths = versions(self._folder, record)
        new = _number(request, "new", len(paths), most=len(paths))
        old = _number(request, "old", max(new - 1, 1), most=len(paths))
        texts = [version_lines(self._folder, paths[number - 1]) for number in (old, new)]
        rows = list(differences(*texts)) if len(paths) > 1 else []
        return self._page(
            "versions.html", record=record, count=len(paths), old=old, new=new, rows=rows
        )

    def why(self, request: Request) -> Response:
        with reading(self._folder) as state:
            record = article_of(state, request)
        if record.raw is None:
            raise HTTPException(404, "The archive has no raw page of this article.")
        explanation = explain_archived(self._folder, record.raw, record, self._settings)
        page = explanation_page(explanation)
        return HTMLResponse(page, headers={"content-security-policy": policy_of(page)})

    def failures(self, _: Request) -> Response:
        with reading(self._folder) as state:
            records = list_failures(state, limit=_FAILURES)
            failing = sorted(failing_since(state).items(), key=lambda item: item[1])
        sites = [(site, f"{since:%Y-%m-%d %H:%M}") for site, since in failing]
        return self._page("failures.html", query="", sites=sites, records=records)

    def health(self, _: Request) -> Response:
        with reading(self._folder) as state:
            runs = latest_runs(state, _RUNS)
            sites = site_summaries(state)
            failing = failing_since(state)
            history = health_history(state)
        rows = [
            {
                "site": site,
                "failing": f"{failing[site.site]:%Y-%m-%d}" if site.site in failing else "",
                "chart": Markup(words_chart(history.get(site.site, []))),  # noqa: S704 - numbers
            }
            for site in sorted(sites, key=lambda one: (one.site not in failing, one.site))
        ]
        chart = Markup(run_chart(runs[::-1]))  # noqa: S704 - numbers
        return self._page("health.html", query="", runs=runs, rows=rows, chart=chart)

    def style(self, _: Request) -> Response:
        return Response(self._style, media_type="text/css")

    def asset(self, request: Request) -> Response:
        """An image of the archive, of a type that cannot run anything."""
        path = request.url.path.removeprefix("/")
        media_type = _IMAGES.get(path.rpartition(".")[2])
        if media_type is None or not is_asset(path):
            raise HTTPException(404, "No such image.")
        try:
            content = saved_bytes(self._folder, path)
        except ArchiveError:
            raise HTTPException(404, "No such image.") from None
        return Response(content, media_type=media_type)

    # --- errors ---------------------------------------------------------------------------

    def http_error(self, _: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return self._page(
            "error.html",
            error.status_code,
            query="",
            heading="Not found" if error.status_code == 404 else "Error",
            message=error.detail,
        )

    def archive_error(self, _: Request, error: Exception) -> Response:
        return self._page("error.html", 500, query="", heading="Error", message=str(error))

    def _page(self, template: str, status: int = 200, **values: Any) -> Response:
        values.setdefault("query", "")
        return HTMLResponse(self._templates.get_template(template).render(values), status)

    def _found(self, state: State, query: str, wanted: ArticleFilter) -> list[ArchiveListEntry]:
        with open_index(self._folder, state) as index:
            self._updates.update(index)
            hits = index.search(query, limit=_ON_A_PAGE, site=wanted.site or None, among=wanted.has)
            try:
                return list_entries(self._folder, ((hit.record, hit.snippet) for hit in hits))
            except UsageError:
                return []

    def _marked(self, state: State, wanted: ArticleFilter, *, tag: str, read: str) -> ArticleFilter:
        """The filter, for articles with a tag and a mark; empty values match all."""
        if not tag and read not in {"read", "unread"}:
            return wanted
        with open_index(self._folder, state) as index:
            self._updates.update(index)
            among = index.marks.keys_with(tag) if tag else None
            seen = index.marks.read_keys()
        if read == "read":
            return replace(wanted, among=seen if among is None else among & seen)
        return replace(wanted, among=among, without=seen if read == "unread" else None)


def _visible(value: Any) -> Any:
    """A text with its control characters shown; what is HTML already stays."""
    return show_controls(value) if type(value) is str else value


def _number(request: Request, name: str, default: int, *, most: int) -> int:
    text = request.query_params.get(name, "")
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 9 else default


def _next_query(request: Request, after: str) -> str:
    """The query of the next page; empty where there is none."""
    if not after:
        return ""
    kept = {name: value for name, value in request.query_params.items() if name != "after"}
    return urlencode({**kept, "after": after})
