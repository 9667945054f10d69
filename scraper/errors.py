"""Every error that this project raises on purpose.

    ScraperError
    ├── UsageError              wrong arguments or settings (exit 2)
    │   ├── SettingsError       a setting that is unknown or has a wrong value
    │   └── UrlListError        a URL list that is missing, unreadable or empty
    ├── UrlError                a text that is not an http(s) URL
    ├── ArchiveError            the archive cannot be written or is damaged (exit 4)
    │   └── ArchiveLocked       another run holds the archive (exit 3)
    └── FetchError              a URL without a page; has its outcome
        ├── Blocked             an address that must not be requested (private, other scheme)
        ├── RobotsDisallowed    robots.txt disallows it
        ├── NotHtml             the response is neither a page nor a feed
        ├── Gone                404 or 410
        ├── TooLarge            the decoded body is over the limit
        ├── FetchTimeout        a deadline passed
        ├── RetryLater          Retry-After is longer than this run waits
        └── FetchFailed         everything else: no connection, bad response, other statuses

The message of each is one line for a person: what is wrong, and where. Any other error is a
bug and is not caught, except by the pipeline, for one page.
"""

from __future__ import annotations

from datetime import datetime

from scraper.models import Page
from scraper.outcomes import OutcomeName


class ScraperError(Exception):
    """Base of all expected errors."""


class UsageError(ScraperError):
    """Wrong arguments or settings; the command exits with 2."""


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
    """A URL without a page.

    `url` is the last address that was requested (after redirects), `status` the HTTP status of
    its response, if there was one. `page` is that response with the start of its body, where it
    may be a bot wall. `outcome` is the name of the target's outcome.
    """

    outcome = OutcomeName.FAILED

    def __init__(
        self, reason: str, *, url: str, status: int | None = None, page: Page | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.url = url
        self.status = status
        self.page = page


class Blocked(FetchError):
    """An address that must not be requested: private, or not http(s)."""

    outcome = OutcomeName.BLOCKED


class RobotsDisallowed(FetchError):
    """The site's robots.txt does not allow the URL (RFC 9309)."""

    outcome = OutcomeName.ROBOTS


class NotHtml(FetchError):
    """The response is neither a page nor a feed; where one page is requested, it is no page."""

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
    """No connection, an invalid response, or a status without a page."""


class RetryLater(FetchError):
    """The server requested a retry not before `retry_at`, later than this run waits."""

    def __init__(
        self,
        reason: str,
        *,
        url: str,
        retry_at: datetime,
        status: int | None = None,
        page: Page | None = None,
    ) -> None:
        super().__init__(reason, url=url, status=status, page=page)
        self.retry_at = retry_at
