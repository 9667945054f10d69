"""Every error this project raises on purpose, drawn in one place.

    ScraperError
    ├── UsageError              what was asked for cannot be done (exit 2)
    │   ├── SettingsError       a setting that is unknown or has a wrong value
    │   └── UrlListError        a URL list that is missing, unreadable or empty
    ├── UrlError                a text that is no http(s) URL
    ├── ArchiveError            the archive cannot be written or is damaged (exit 4)
    │   └── ArchiveLocked       another run holds the archive (exit 3)
    └── FetchError              a URL that gave no page; names its outcome
        ├── Blocked             an address that must not be asked (private, other scheme)
        ├── RobotsDisallowed    robots.txt says no
        ├── NotHtml             the answer is neither a page nor a feed
        ├── Gone                404 or 410
        ├── TooLarge            the decoded body is over the limit
        ├── FetchTimeout        a deadline passed
        ├── RetryLater          the server asks for more patience than this run has
        └── FetchFailed         everything else: no connection, bad answer, other statuses

The message of each is one line for a person: what and where. An error that is none of
these is a bug, and stays loud: only the pipeline catches it, at the border of one page.
"""

from __future__ import annotations

from datetime import datetime

from scraper.outcomes import OutcomeName


class ScraperError(Exception):
    """Base of all expected errors."""


class UsageError(ScraperError):
    """What was asked for cannot be done as asked; the command exits with 2."""


class SettingsError(UsageError):
    """A settings file that cannot be read, or a setting that is unknown or wrong."""


class UrlListError(UsageError):
    """A URL list that is missing, unreadable or empty."""


class UrlError(ScraperError):
    """A text that is not an absolute http or https URL."""


class ArchiveError(ScraperError):
    """The archive cannot be read or written; the command exits with 4."""


class ArchiveLocked(ArchiveError):
    """Another run holds the archive; the command exits with 3."""


class FetchError(ScraperError):
    """A URL that gave no page.

    `url` is the address that was asked when it ended (after redirects), `status` the
    HTTP status where there was an answer. `outcome` is the name the URL's run ends with.
    """

    outcome = OutcomeName.FAILED

    def __init__(self, reason: str, *, url: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.url = url
        self.status = status


class Blocked(FetchError):
    """An address that must not be asked: private, or not http(s)."""

    outcome = OutcomeName.BLOCKED


class RobotsDisallowed(FetchError):
    """The site's robots.txt does not allow the URL, or could not be read (RFC 9309)."""

    outcome = OutcomeName.ROBOTS


class NotHtml(FetchError):
    """The answer is neither a page nor a feed."""

    outcome = OutcomeName.NOT_HTML


class Gone(FetchError):
    """The server says there is no such page (404 or 410)."""

    outcome = OutcomeName.GONE


class TooLarge(FetchError):
    """The decoded body is over the limit."""

    outcome = OutcomeName.TOO_LARGE


class FetchTimeout(FetchError):
    """A connect, read or total deadline passed."""

    outcome = OutcomeName.TIMEOUT


class FetchFailed(FetchError):
    """No connection, a broken answer, or a status that is no page."""


class RetryLater(FetchError):
    """The server asks to come back at `retry_at`, later than this run can wait."""

    def __init__(
        self, reason: str, *, url: str, retry_at: datetime, status: int | None = None
    ) -> None:
        super().__init__(reason, url=url, status=status)
        self.retry_at = retry_at
