"""What an answer amounts to: a page, or the failure that its status stands for. Pure."""

from __future__ import annotations

from datetime import datetime

from scraper.errors import FetchFailed, Gone
from scraper.fetch.exchange import WITH_BODY, Response
from scraper.fetch.reason_text import status_line
from scraper.fetch.retry import Failure
from scraper.models import Page, Redirect

_GONE = frozenset({404, 410})


def page_of(
    answer: Response,
    *,
    url: str,
    redirects: tuple[Redirect, ...],
    fetched_at: datetime,
    conditional: bool,
) -> Page:
    """The page that `answer` is. Raises Gone, or FetchFailed for a status that is no page."""
    status = answer.status
    if status in _GONE:
        raise Gone(status_line(status), url=answer.url, status=status)
    if status not in WITH_BODY and not (status == 304 and conditional):
        raise FetchFailed(status_line(status), url=answer.url, status=status)
    return Page(
        url=url,
        final_url=answer.url,
        status=status,
        headers=answer.headers,
        content=answer.content,
        body=answer.body,
        fetched_at=fetched_at,
        redirects=redirects,
        reason_phrase=answer.reason_phrase,
        http_version=answer.http_version,
        request_headers=answer.request_headers,
    )


def failure_of_status(answer: Response) -> Failure:
    """The facts of an answer that may be better another time."""
    return Failure(
        reason=status_line(answer.status),
        url=answer.url,
        status=answer.status,
        retry_after=answer.header("retry-after"),
        transient=True,
    )
