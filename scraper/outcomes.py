"""How a target ended in a run: one of these names, with its details."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from scraper.models import Target


class OutcomeName(StrEnum):
    """How a target ended in a run. Every target ends in exactly one of these."""

    # saved: the archive holds the article
    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    # left out: the site responded, and there is no article to save
    THIN = "thin"
    PAYWALL = "paywall"
    CONSENT = "consent"
    BOT_WALL = "bot_wall"
    SOFT_404 = "soft_404"
    SECTION_PAGE = "section_page"
    NOT_HTML = "not_html"
    ROBOTS = "robots"
    DELETED = "deleted"  # its file was deleted by somebody; `verify` asks what to do
    FORGOTTEN = "forgotten"  # it was removed for good (`scraper forget`)
    FEED = "feed"  # it lists articles, which are targets of their own
    # failed: nothing is known about the page, or it no longer exists
    GONE = "gone"
    BLOCKED = "blocked"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    FAILED = "failed"


SAVED = frozenset(
    {OutcomeName.NEW, OutcomeName.UPDATED, OutcomeName.UNCHANGED, OutcomeName.DUPLICATE}
)
FAILURES = frozenset(
    {
        OutcomeName.GONE,
        OutcomeName.BLOCKED,
        OutcomeName.TOO_LARGE,
        OutcomeName.TIMEOUT,
        OutcomeName.FAILED,
    }
)


class Outcome(Struct, frozen=True, kw_only=True):
    """How one target ended.

    `reason` is one line for a person, empty where the name is enough. `path` is the
    saved `.md`, relative to the archive. `words` is the length of the text. `is_requested` is
    False where the target was not due: its row is not changed. `failures` is how many runs in a
    row have failed, this one included, the first at `failing_since`, and `is_repeat` whether the
    last one ended alike; of an outcome that is no failure they tell what has ended. Journals hold
    outcomes, so names in them are kept (shards/journal.py).
    """

    target: Target
    name: OutcomeName
    reason: str = ""
    path: str = ""
    final_url: str = ""
    status: int | None = None
    title: str = ""
    words: int = 0
    retry_at: datetime | None = None
    is_requested: bool = field(default=True, name="is_asked")
    failures: int = 0
    failing_since: datetime | None = None
    is_repeat: bool = False
