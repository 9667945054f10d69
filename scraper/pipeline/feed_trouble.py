"""A line of the list that should name articles and does not: what came in their place.

A feed that breaks would otherwise end a run without a failure, and with no new article. The
sitemaps of an index are no lines of the list: some of them are empty by rights.
"""

from __future__ import annotations

import html
import re

from scraper.fetch.content_type import media_type
from scraper.fetch.feeds import Feed
from scraper.fetch.reason_text import printable
from scraper.models import Page
from scraper.outcomes import FAILURES, OutcomeName
from scraper.pipeline.job import Job

_START = 16 * 1024  # bytes of a page in which a title is looked for
_SHOWN = 60  # characters
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def feed_trouble(job: Job, page: Page, feed: Feed | None) -> str:
    """Why the page of `job`, which is `feed`, does not name the articles that it should; empty
    where it does, or where it never did.
    """
    if feed is not None and feed.urls:
        return ""
    if feed is not None and feed.entry_count:
        entries = "1 entry" if feed.entry_count == 1 else f"{feed.entry_count} entries"
        return f"{_before(job)}{entries}, none with an http(s) URL"
    before = _before(job)
    if not before:
        return ""
    return before + ("a feed without entries" if feed is not None else _shown(page))


def refusal_trouble(job: Job, outcome: OutcomeName, reason: str) -> str:
    """The same for a response that is no page, where that is no failure by itself."""
    before = _before(job)
    return before + reason if before and outcome not in FAILURES else ""


def _before(job: Job) -> str:
    """What the line named; empty where it is none, or never named anything."""
    named = job.prior.named if job.prior is not None else 0
    if not named or "://" in job.target.source:
        return ""
    return f"named {named} article{'s' * (named != 1)} before, now "


def _shown(page: Page) -> str:
    text = page.body[:_START].decode("utf-8", "replace")
    if not text.strip():
        return "an empty body"
    title = _TITLE.search(text)
    if title is not None and title[1].strip():
        return f"a page titled {_line(html.unescape(title[1]))!r}"
    return f"{media_type(page.header('content-type')) or 'text'}: {_line(_TAG.sub('', text))}"


def _line(text: str) -> str:
    return printable(" ".join(text.split()), _SHOWN)
