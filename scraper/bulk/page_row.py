"""An extracted page as one flat row: the same keys with the same types for every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scraper.archive.unicode_scalars import scalars
from scraper.models import Article
from scraper.outcomes import OutcomeName
from scraper.pipeline.page_outcome import NOT_SAVED

# The columns and their kinds (see exporters/parquet.py): those of an archive's rows
# (exporters/export_row.py) that a page has without an archive, the page, and its verdict.
COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("input", "outcome", "reason", "title", "source", "canonical_url"), "text"),
    "author": "texts",
    **dict.fromkeys(("published", "modified", "published_day"), "text"),
    **dict.fromkeys(("description", "site", "section"), "text"),
    "tags": "texts",
    **dict.fromkeys(("image", "license", "language"), "text"),
    "word_count": "integer",
    "free_access": "boolean",
    "confidence": "number",
    **dict.fromkeys(("markdown", "text"), "text"),
}


def page_row(name: str, article: Article | None, error: str) -> dict[str, Any]:
    """`COLUMNS` of one page; what is unknown is None.

    `input` is the file, or the address in a WARC file. `outcome` is `article`, what a run calls a
    page that is none (`paywall`, …), or `failed`; `reason` the reason for it. `published` and
    `modified` are ISO 8601 as the page gives them, `published_day` a day.
    """
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row["input"] = scalars(name)
    if article is None:
        return row | {"outcome": OutcomeName.FAILED.value, "reason": scalars(error)}
    found = article.to_dict()
    row |= {key: _value(value) for key, value in found.items() if key in COLUMNS}
    row["published_day"] = (row["published"] or "")[:10] or None
    return row | {"outcome": outcome_of(article), "reason": scalars(article.verdict.reason)}


def outcome_of(article: Article) -> str:
    """`article`, or the name that a run has for what the page is (`thin`, `paywall`, …)."""
    name = article.verdict.name
    return NOT_SAVED.get(name, name).value


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(map(scalars, value))
    return scalars(value) or None if isinstance(value, str) else value
