"""The forms of the reader: tags and read marks of an article, the only things that it writes.

They are plain HTML, and go the way of `scraper tag` and `scraper read`. A response to a form is a
redirect to a page of the reader.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from scraper.archive.articles.marks import MarkChange, mark_change, tag_key
from scraper.archive.marking import mark_articles
from scraper.archive.readonly import reading
from scraper.errors import UsageError
from scraper.web.requested_article import article_of

_FORM = "application/x-www-form-urlencoded"
_MAX_BYTES = 64 * 1024


class MarkForms:
    """The forms of the archive in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def set_read(self, request: Request) -> Response:
        """`read` is `true` or `false`; `back` the query of the list to return to, if any."""
        form = await _form_of(request)
        if form.get("read") not in {"true", "false"}:
            raise HTTPException(400, "The form has no `read` that is true or false.")
        change = mark_change(is_read=form["read"] == "true")
        return await run_in_threadpool(self._change, request, change, form.get("back"))

    async def set_tags(self, request: Request) -> Response:
        """`tags` are all tags of the article, `before` those that the form was shown with: what
        was changed elsewhere meanwhile stays.
        """
        form = await _form_of(request)
        try:
            change = _tag_change(form.get("before", ""), form.get("tags", ""))
        except UsageError as error:
            raise HTTPException(400, f"{error}") from error
        return await run_in_threadpool(self._change, request, change, form.get("back"))

    def _change(self, request: Request, change: MarkChange, back: str | None) -> Response:
        with reading(self._folder) as state:
            record = article_of(state, request)
            mark_articles(self._folder, state, [record], change)
        # only a query of ours, so that no form can lead elsewhere
        query = urlencode(parse_qsl(back or ""))
        return RedirectResponse(f"/article/{record.id}" if back is None else f"/?{query}", 303)


async def _form_of(request: Request) -> dict[str, str]:
    """The fields of a form. Raises HTTPException for what is none, or too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415, "This is no form.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BYTES:
            raise HTTPException(413, "The form is too large.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _tag_change(before: str, after: str) -> MarkChange:
    """What a person has changed in a list of tags. Raises UsageError."""
    old, new = _tags(before), _tags(after)
    return mark_change(
        add=[tag for key, tag in new.items() if key not in old],
        remove=[tag for key, tag in old.items() if key not in new],
    )


def _tags(text: str) -> dict[str, str]:
    """The tags in a text, separated by commas, by the form in which they are compared."""
    found = (tag.strip() for tag in text.split(","))
    return {tag_key(tag) or tag: tag for tag in found if tag}
