"""The article that the address of a request names."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request

from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State


def article_of(state: State, request: Request) -> Record:
    """The row of the article with the id in the path. Raises HTTPException where there is none."""
    record = state.get_by_id(request.path_params["id"])
    if record is None or not record.path:
        raise HTTPException(404, "No article of this id.")
    return record
