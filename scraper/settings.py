"""Settings: a few small frozen values, built once from TOML; each stage is given its own.

    [fetch]  [extract]  [archive]  [run]  [site."example.org"]

An unknown name, a wrong type or a value out of range is a SettingsError that names it, in one
line. Reading the file is up to the caller: this module turns text into values and does no I/O.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from scraper.errors import SettingsError, UrlError
from scraper.models import VerdictName
from scraper.setting_errors import first_error, setting_key
from scraper.urls import site_named

DEFAULT_USER_AGENT = "article-keeper/0.1 (+https://pypi.org/project/article-keeper/)"
MIB = 1024 * 1024
FOREVER = 36_500  # days: longer than any archive exists; timedelta has a limit, infinity has not

_T = TypeVar("_T")
# Timeouts and sizes have least values below which nothing could work.
_Seconds = Annotated[float, Meta(ge=0.001)]
_AtLeastZero = Annotated[float, Meta(ge=0)]
_Count = Annotated[int, Meta(ge=1)]


class FetchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How pages are requested. Times are seconds, sizes bytes.

    `rate` is requests per second to one site; 0 means no pause at all (for hosts of your
    own). `connections` is the number of concurrent requests to one site. `max_wait` is the
    longest Retry-After that is waited for; a longer one defers the URL to a later run.
    `connect_to` maps a host name to the `address:port` that is connected to instead, as
    curl's --connect-to does: for tests, and for sites behind a name server of your own.
    `feed_limit` is how many articles a feed, a sitemap or a whole index is expanded into.
    """

    user_agent: str = DEFAULT_USER_AGENT
    contact: str = ""
    rate: _AtLeastZero = 1.0
    connections: _Count = 1
    attempts: _Count = 3
    connect_timeout: _Seconds = 10.0
    read_timeout: _Seconds = 20.0
    total_timeout: _Seconds = 60.0
    max_wait: _AtLeastZero = 60.0
    max_bytes: Annotated[int, Meta(ge=1024)] = 10 * MIB
    max_redirects: Annotated[int, Meta(ge=0)] = 10
    robots: bool = True
    allow_private: bool = False
    http2: bool = False
    proxy: str = ""
    headers: dict[str, str] = {}
    connect_to: dict[str, str] = {}
    feed_limit: Annotated[int, Meta(ge=0)] = 200


class Mode(StrEnum):
    """Which of two errors is worse: a word too many (precise), or one too few (complete)."""

    PRECISE = "precise"
    BALANCED = "balanced"
    COMPLETE = "complete"


class ExtractSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is extracted from a page. `drop` and `keep` are CSS selectors.

    `mode` decides on doubtful text. `comments` extracts what readers wrote under the article,
    apart from it.
    """

    mode: Mode = Mode.PRECISE
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    images: bool = True
    links: bool = True
    comments: bool = False

    def __post_init__(self) -> None:
        """Raises SettingsError for an unknown mode, which Python code may have given."""
        if self.mode not in list(Mode):
            choices = ", ".join(f'"{mode}"' for mode in Mode)
            raise SettingsError(f"mode: expected one of {choices}, got {self.mode!r}")


class ArchiveSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is written: pages with one of the verdicts `save`, their images, raw pages in files
    of at most `raw_max_bytes`, and logs of runs, which are kept for `log_days` (0: for ever).
    With `notes`, each article ends with a line below which its user's notes are kept.
    """

    save: tuple[VerdictName, ...] = (VerdictName.ARTICLE,)
    images: bool = False
    raw: bool = True
    raw_max_bytes: Annotated[int, Meta(ge=MIB)] = 1024 * MIB
    log_days: _AtLeastZero = 90.0
    notes: bool = False


class RunSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How work is distributed. `workers` 0 means one for each core.

    `page_timeout` is how many seconds the extraction of one page may take before its worker is
    killed, `page_memory` how many bytes it may allocate, `sites_per_worker` how many sites a
    worker fetches concurrently, `shard_pages` the least number of pages of a shard.
    `refresh_days`: see pipeline/due.py.
    """

    workers: Annotated[int, Meta(ge=0)] = 0
    sites_per_worker: _Count = 32
    page_timeout: Annotated[float, Meta(ge=0.1)] = 30.0
    page_memory: Annotated[int, Meta(ge=MIB)] = 80 * MIB
    refresh_days: _AtLeastZero = 7.0
    shard_pages: _Count = 200

    @property
    def refreshes_all(self) -> bool:
        """Whether everything is requested, whatever is known of it (`--refresh all`)."""
        return self.refresh_days >= FOREVER


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What differs for one site; a field that is left out keeps the common value."""

    rate: _AtLeastZero | None = None
    connections: _Count | None = None
    headers: dict[str, str] = {}
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings of a run. Sites may be named in any spelling of their host, and have that of
    `Target.site` here.
    """

    fetch: FetchSettings = FetchSettings()
    extract: ExtractSettings = ExtractSettings()
    archive: ArchiveSettings = ArchiveSettings()
    run: RunSettings = RunSettings()
    site: dict[str, SiteSettings] = {}

    def __post_init__(self) -> None:
        """Raises SettingsError for a site that is none, or that is named twice."""
        if self.site:
            msgspec.structs.force_setattr(self, "site", by_site(self.site))


def by_site(table: dict[str, _T]) -> dict[str, _T]:
    """A table of sites with their names as in `Target.site`. Raises SettingsError."""
    named: dict[str, _T] = {}
    for name, value in table.items():
        try:
            site = site_named(name)
        except UrlError as error:
            raise SettingsError(f"{setting_key(('site', name))}: {error}") from error
        if site in named:
            raise SettingsError(f"{setting_key(('site', name))}: {site!r} is there already")
        named[site] = value
    return named


def parse_settings(text: str) -> Settings:
    """Settings from TOML text. Raises SettingsError, one line, naming the setting."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not valid TOML: {error}") from error
    return settings_from(data)


def settings_from(data: dict[str, Any]) -> Settings:
    """Settings from nested dicts, as TOML gives them. Raises SettingsError."""
    try:
        return msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(first_error(data, Settings)) from error


def fetch_settings_for(settings: Settings, site: str) -> FetchSettings:
    """The fetch settings of one site: the common ones with the site's own on top."""
    own = settings.site.get(site)
    if own is None:
        return settings.fetch
    common = settings.fetch
    return msgspec.structs.replace(
        common,
        rate=common.rate if own.rate is None else own.rate,
        connections=common.connections if own.connections is None else own.connections,
        headers={**common.headers, **own.headers},
    )


def extract_settings_for(settings: Settings, site: str) -> ExtractSettings:
    """The extract settings of one site: its selectors added to the common ones."""
    own = settings.site.get(site)
    if own is None:
        return settings.extract
    common = settings.extract
    return msgspec.structs.replace(
        common, drop=(*common.drop, *own.drop), keep=(*common.keep, *own.keep)
    )
