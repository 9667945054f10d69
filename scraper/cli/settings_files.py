"""Where settings are found: files, then variables of the environment; the later takes precedence.

The user's `scraper.toml` (in $XDG_CONFIG_HOME/scraper or ~/.config/scraper), that of the working
folder, that of the archive, variables such as SCRAPER_FETCH_RATE. `--config FILE` replaces the
files.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

NAME = "scraper.toml"
TABLES = ("fetch", "extract", "archive", "run")
_PREFIX = "SCRAPER_"

Layer = tuple[str, dict[str, Any]]  # where settings come from, and the settings


def settings_layers(config: Path | None, archive: Path | None) -> Iterator[Layer]:
    """The settings that are found, the weakest first. Raises SettingsError."""
    files = [config] if config is not None else _files(archive)
    yield from ((str(file), read_settings_file(file)) for file in files)
    yield from _variables(os.environ)


def valid_layers(config: Path | None, archive: Path | None) -> Iterator[Layer]:
    """`settings_layers`. Raises SettingsError, with the file or variable, for a wrong setting."""
    from scraper.errors import SettingsError  # noqa: PLC0415 - msgspec is not for --help
    from scraper.pipeline.setting_selectors import check_selectors  # noqa: PLC0415 - the same
    from scraper.settings import by_site, settings_from  # noqa: PLC0415 - the same

    for origin, layer in settings_layers(config, archive):
        try:
            check_selectors(settings_from(layer))
            named = {**layer, "site": by_site(layer["site"])} if "site" in layer else layer
        except SettingsError as error:
            raise SettingsError(f"{origin}: {error}") from error
        yield origin, named


def merged(layers: Iterator[Layer]) -> dict[str, Any]:
    """One document; a table of a later layer replaces the names that it has."""
    document: dict[str, Any] = {}
    for _, layer in layers:
        for table, values in layer.items():
            before = document.get(table)
            if isinstance(before, dict) and isinstance(values, dict):
                document[table] = {**before, **values}
            else:
                document[table] = values
    return document


def read_settings_file(file: Path) -> dict[str, Any]:
    """The document of a TOML file. Raises SettingsError."""
    from scraper.errors import SettingsError  # noqa: PLC0415 - msgspec is not for --help

    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: not valid TOML: {error}") from error


def _files(archive: Path | None) -> list[Path]:
    user = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser() / "scraper"
    folders = (user, Path(), *((archive,) if archive is not None else ()))
    files = (folder / NAME for folder in folders)
    return list(dict.fromkeys(file for file in files if file.is_file()))


def _variables(environment: Mapping[str, str]) -> Iterator[Layer]:
    """SCRAPER_<TABLE>_<NAME> as that setting; a value that is no TOML is a text.

    Raises SettingsError for a variable that has nearly the name of one.
    """
    for variable, text in sorted(environment.items()):
        table, _, name = variable.removeprefix(_PREFIX).lower().partition("_")
        if variable.startswith(_PREFIX) and table in TABLES and name:
            yield variable, {table: {name: _value(text)}}
        elif meant := _similar(variable):
            from scraper.errors import SettingsError  # noqa: PLC0415 - msgspec is not for --help

            raise SettingsError(f"{variable}: unknown setting (is it {' or '.join(meant)}?)")


def unused_variables() -> list[str]:
    """The variables of the environment that begin with SCRAPER_ and resemble no setting: perhaps
    those of another program.
    """
    tables = tuple(f"{_PREFIX}{table.upper()}_" for table in TABLES)
    return sorted(
        variable
        for variable in os.environ
        if variable.startswith(_PREFIX) and not variable.startswith(tables)
    )


def _similar(variable: str) -> list[str]:
    """The variables that were probably meant: nearly so named, or so without their table."""
    if not variable.startswith(_PREFIX):
        return []
    from scraper.settings import Settings  # noqa: PLC0415 - msgspec is not for --help

    meant: dict[str, list[str]] = {}
    for table in TABLES:
        for name in getattr(Settings(), table).__struct_fields__:
            known = f"{table}_{name}".upper()
            for spelling in (known, name.upper()):
                meant.setdefault(spelling, []).append(f"{_PREFIX}{known}")
    given = variable.removeprefix(_PREFIX).upper()
    return [
        each for close in get_close_matches(given, meant, n=1, cutoff=0.8) for each in meant[close]
    ]


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
