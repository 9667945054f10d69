"""Settings: a few small frozen values, built once from TOML; each stage is given its own.

    [fetch]  [extract]  [archive]  [run]  [site."example.org"]

An unknown name, a wrong type or a value out of range is a SettingsError that names it, in one
line. Reading the file is up to the caller: this module turns text into values and does no I/O.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta, inspect

from scraper.errors import SettingsError
from scraper.models import VerdictName

DEFAULT_USER_AGENT = "article-keeper/0.1 (+https://pypi.org/project/article-keeper/)"
MIB = 1024 * 1024
FOREVER = 36_500  # days: longer than any archive exists; timedelta has a limit, infinity has not

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
        return msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        message = _first_error(data, inspect.type_info(Settings), ())
        raise SettingsError(message) from error


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


_Path = tuple[str | int, ...]  # keys of tables, indexes of lists


def _first_error(value: Any, wanted: inspect.Type, path: _Path) -> str:
    """What is wrong with the first wrong setting within `value`, which is at `path`.

    Each part is tried alone: msgspec's own message names neither keys of tables nor values.
    """
    if isinstance(wanted, inspect.UnionType):  # of a type and None, which TOML does not have
        wanted = wanted.types[0]
    for step, part, part_type in _parts(value, wanted):
        if part_type is None:
            return f"{_key((*path, step))}: unknown setting{_suggestion(str(step), wanted)}"
        if not _is_valid(part, (*path, step)):
            return _first_error(part, part_type, (*path, step))
    return f"{_key(path)}: {_expectation(value, wanted)}"


def _suggestion(name: str, wanted: inspect.Type) -> str:
    """The setting that was probably meant."""
    known = (
        [field.name for field in wanted.fields] if isinstance(wanted, inspect.StructType) else []
    )
    close = get_close_matches(name, known, n=1)
    return f" (is it {close[0]!r}?)" if close else ""


def _parts(
    value: Any, wanted: inspect.Type
) -> Iterator[tuple[str | int, Any, inspect.Type | None]]:
    """The parts of a table or a list, with their types; None for an unknown setting."""
    if isinstance(wanted, inspect.StructType) and isinstance(value, dict):
        types = {field.name: field.type for field in wanted.fields}
        yield from ((key, part, types.get(key)) for key, part in value.items())
    elif isinstance(wanted, inspect.DictType) and isinstance(value, dict):
        yield from ((key, part, wanted.value_type) for key, part in value.items())
    elif isinstance(wanted, inspect.VarTupleType) and isinstance(value, list):
        yield from ((index, part, wanted.item_type) for index, part in enumerate(value))


def _is_valid(value: Any, path: _Path) -> bool:
    """Whether settings with this value alone are valid; all others have defaults."""
    for step in reversed(path):
        value = [value] if isinstance(step, int) else {step: value}
    try:
        msgspec.convert(value, Settings)
    except msgspec.ValidationError:
        return False
    return True


def _expectation(value: Any, wanted: inspect.Type) -> str:
    """What is allowed where `value` is not."""
    if isinstance(wanted, inspect.EnumType):
        choices = ", ".join(f'"{member.value}"' for member in wanted.cls)
        return f"expected one of {choices}, got {_shown(value)}"
    if isinstance(wanted, inspect.FloatType) and type(value) in {int, float}:
        return f"must be at least {wanted.ge}, got {float(value)}"
    if isinstance(wanted, inspect.IntType) and type(value) is int:
        return f"must be at least {wanted.ge}, got {value}"
    return f"expected {_KINDS.get(type(wanted), 'a table')}, got {_shown(value)}"


_KINDS: dict[type[inspect.Type], str] = {
    inspect.FloatType: "a number",
    inspect.IntType: "a whole number",
    inspect.StrType: "a text in quotes",
    inspect.BoolType: "true or false",
    inspect.VarTupleType: "a list",
}


def _key(path: tuple[str | int, ...]) -> str:
    """The setting as TOML writes it: names that are not bare keys in quotes."""
    return ".".join(
        f'"{step}"' if isinstance(step, str) and not re.fullmatch(r"[\w-]+", step) else str(step)
        for step in path
    )


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= 60 else text[:57] + "..."
