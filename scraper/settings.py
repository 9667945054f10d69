"""Settings: a few small frozen values, built once from TOML, each stage given its own.

    [fetch]  [extract]  [archive]  [run]  [site."example.org"]

An unknown name or a wrong type is a SettingsError that says which, in one line. Reading
the file is the caller's: this module turns text into values and does no I/O.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from typing import Any

import msgspec

from scraper.errors import SettingsError
from scraper.models import VerdictName

DEFAULT_USER_AGENT = "scraper/0.1 (+https://pypi.org/project/scraper/)"
MIB = 1024 * 1024


class FetchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How pages are asked for. Times are seconds, sizes bytes.

    `rate` is requests a second to one site; 0 means no pause at all (for hosts of your
    own). `connections` is requests in flight to one site. `max_wait` is the longest pause
    a server may ask for (Retry-After) before the URL is put off to a later run.
    `connect_to` maps a host name to the `address:port` that is connected to instead, as
    curl's --connect-to does: for tests, and for sites behind a name server of your own.
    `feed_limit` is how many articles a feed, a sitemap or a whole index is expanded into.
    """

    user_agent: str = DEFAULT_USER_AGENT
    contact: str = ""
    rate: float = 1.0
    connections: int = 1
    attempts: int = 3
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0
    max_wait: float = 60.0
    max_bytes: int = 10 * MIB
    max_redirects: int = 10
    robots: bool = True
    allow_private: bool = False
    http2: bool = False
    proxy: str = ""
    headers: dict[str, str] = {}
    connect_to: dict[str, str] = {}
    feed_limit: int = 200


class Mode(StrEnum):
    """Which of two faults is dearer: a word too many (precise), or one too few (complete)."""

    PRECISE = "precise"
    BALANCED = "balanced"
    COMPLETE = "complete"


class ExtractSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is read out of a page. `drop` and `keep` are CSS selectors.

    `mode` says how much is kept where it is doubtful. `comments` asks for what readers wrote
    under the article, apart from it.
    """

    mode: Mode = Mode.PRECISE
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    images: bool = True
    links: bool = True
    comments: bool = False


class ArchiveSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is written: the verdicts that are saved, their pictures, raw pages, in files of
    `raw_max_bytes` at most, and logs of runs, kept for `log_days` (0: for ever).
    """

    save: tuple[VerdictName, ...] = (VerdictName.ARTICLE,)
    images: bool = False
    raw: bool = True
    raw_max_bytes: int = 1024 * MIB
    log_days: float = 90.0


class RunSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How work is spread. `workers` 0 means one for each core.

    `page_timeout` is how many seconds one page may take before its worker is killed,
    `page_memory` how many bytes it may ask for, `sites_per_worker` how many sites a worker fetches
    side by side, `shard_pages` the least of a shard. `refresh_days`: see pipeline/due.py.
    """

    workers: int = 0
    sites_per_worker: int = 32
    page_timeout: float = 30.0
    page_memory: int = 1024 * MIB
    refresh_days: float = 7.0
    shard_pages: int = 200


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What differs for one site; a field left out keeps the common value."""

    rate: float | None = None
    connections: int | None = None
    headers: dict[str, str] = {}
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings of a run."""

    fetch: FetchSettings = FetchSettings()
    extract: ExtractSettings = ExtractSettings()
    archive: ArchiveSettings = ArchiveSettings()
    run: RunSettings = RunSettings()
    site: dict[str, SiteSettings] = {}


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
        settings = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(_explain(str(error), data)) from error
    _check_ranges(settings)
    return settings


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


# --- messages --------------------------------------------------------------------------

_TYPE_NAMES = {
    "float": "a number",
    "int": "a whole number",
    "str": "a text in quotes",
    "bool": "true or false",
    "object": "a table",
    "array": "a list",
}
_WRONG_TYPE = re.compile(r"Expected `([^`]+)`, got `[^`]+`(?: - at `\$\.?(.*)`)?$")
_WRONG_NAME = re.compile(r"Invalid enum value '.*?'(?: - at `\$\.?(.*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`(?: - at `\$\.?(.*)`)?$")


def _explain(message: str, data: dict[str, Any]) -> str:
    """msgspec's message in the words of a settings file."""
    if match := _UNKNOWN.match(message):
        field, path = match.groups()
        where = _readable(path or "", data)
        return f"{where}.{field}: unknown setting" if where else f"{field}: unknown setting"
    if match := _WRONG_TYPE.match(message):
        expected, path = match.groups()
        names = [_TYPE_NAMES.get(name.strip(), name.strip()) for name in expected.split("|")]
        wanted = " or ".join(name for name in names if name != "null")
        value = _value_at(path or "", data)
        return f"{_readable(path or '', data)}: expected {wanted}, got {_show(value)}"
    if match := _WRONG_NAME.match(message):
        path = match.group(1) or ""
        value, where = _show(_value_at(path, data)), _readable(path, data)
        known: type[StrEnum] = Mode if where == "extract.mode" else VerdictName
        choices = ", ".join(f'"{name}"' for name in known)
        return f"{where}: expected one of {choices}, got {value}"
    return message


def _steps(path: str) -> list[str | int]:
    """`fetch.headers[...]` or `site[...].drop[1]` as keys, indexes and `...`."""
    found = re.findall(r"([^.\[\]]+)|\[(\.\.\.|\d+)\]", path)
    return [name or (index if index == "..." else int(index)) for name, index in found]


def _value_at(path: str, data: Any) -> Any:
    for step in _resolve(path, data):
        data = data[step]
    return data


def _readable(path: str, data: dict[str, Any]) -> str:
    return ".".join(
        f'"{step}"' if isinstance(step, str) and not re.fullmatch(r"[\w-]+", step) else str(step)
        for step in _resolve(path, data)
    )


def _resolve(path: str, data: Any) -> list[str | int]:
    """The path with every `...` (msgspec for "some key") replaced by the key that is wrong."""
    resolved: list[str | int] = []
    for step in _steps(path):
        if step == "...":
            step = _first_wrong_key(data, SiteSettings if resolved == ["site"] else str)
        resolved.append(step)
        data = data[step]
    return resolved


def _first_wrong_key(table: dict[str, Any], wanted: type) -> str:
    for key, value in table.items():
        try:
            msgspec.convert(value, wanted)
        except msgspec.ValidationError:
            return key
    return ""


def _show(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= 60 else text[:57] + "..."


_LEAST = {
    "rate": 0,
    "connections": 1,
    "attempts": 1,
    **dict.fromkeys(("connect_timeout", "read_timeout", "total_timeout"), 0.001),
    "max_wait": 0,
    "max_bytes": 1024,
    "max_redirects": 0,
    "feed_limit": 0,
    "raw_max_bytes": MIB,
    "log_days": 0,
    "workers": 0,
    "sites_per_worker": 1,
    "page_timeout": 0.1,
    "page_memory": MIB,
    "refresh_days": 0,
    "shard_pages": 1,
}


def _check_ranges(settings: Settings) -> None:
    tables = {"fetch": settings.fetch, "archive": settings.archive, "run": settings.run}
    tables |= {f'site."{name}"': site for name, site in settings.site.items()}
    for table, struct in tables.items():
        for name in struct.__struct_fields__:
            value = getattr(struct, name)
            if name in _LEAST and value is not None and not value >= _LEAST[name]:
                raise SettingsError(f"{table}.{name}: must be at least {_LEAST[name]}, got {value}")
