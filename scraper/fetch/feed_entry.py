"""One entry of a feed or sitemap, and its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

UNDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry: its URL as written (empty where it has none), the base that a relative URL is
    resolved against, and when it was published or changed, if that is given.
    """

    url: str
    base: str = ""
    when: datetime = UNDATED


def feed_date(text: object) -> datetime:
    """A date of RFC 822 or ISO 8601, in UTC; UNDATED where it is neither, or out of range."""
    if not isinstance(text, str) or not text.strip():
        return UNDATED
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            when = parse(text.strip())
            return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return UNDATED
