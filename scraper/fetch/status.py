"""What a response amounts to: a page, or the failure that its status stands for. Pure."""

from __future__ import annotations

from datetime import datetime

from scraper.errors import FetchFailed, Gone
from scraper.fetch.exchange import MAY_BE_WALL, WITH_BODY, Response
from scraper.fetch.reason_text import status_line
from scraper.fetch.retry import Failure
from scraper.models import Page, Redirect

_GONE = frozenset({404, 410})


def page_of(
    response: Response,
    *,
    url: str,
    redirects: tuple[Redirect, ...],
    fetched_at: datetime,
    conditional: bool,
) -> Page:
    """The page that `response` holds. Raises Gone, or FetchFailed for a status without a page."""
    status = response.status
    if status in _GONE:
        raise Gone(status_line(status), url=response.url, status=status)
    page = _page(response, url=url, redirects=redirects, fetched_at=fetched_at)
    if status not in WITH_BODY and not (status == 304 and conditional):
        wall = page if _may_be_wall(response) else None
        raise FetchFailed(status_line(status), url=response.url, status=status, page=wall)
    return page


def _may_be_wall(response: Response) -> bool:
    return response.status in MAY_BE_WALL and bool(response.body)


def _page(
    response: Response, *, url: str, redirects: tuple[Redirect, ...], fetched_at: datetime
) -> Page:
    return Page(
        url=url,
        final_url=response.url,
        status=response.status,
        headers=response.headers,
        content=response.content,
        body=response.body,
        fetched_at=fetched_at,
        redirects=redirects,
        reason_phrase=response.reason_phrase,
        http_version=response.http_version,
        request_headers=response.request_headers,
    )


def failure_of_status(response: Response, fetched_at: datetime) -> Failure:
    """The facts of a response with a transient status."""
    wall = _page(response, url=response.url, redirects=(), fetched_at=fetched_at)
    return Failure(
        reason=status_line(response.status),
        url=response.url,
        status=response.status,
        retry_after=response.header("retry-after"),
        transient=True,
        page=wall if _may_be_wall(response) else None,
    )
