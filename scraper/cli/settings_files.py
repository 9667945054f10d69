"""Where settings are found: files, then variables of the environment; the later takes precedence.

The user's `scraper.toml` (in $XDG_CONFIG_HOME/scraper or ~/.config/scraper), that of the working
folder, that of the archive, variables such as SCRAPER_FETCH_RATE. `--config FILE` replaces the
files.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
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
    from scraper.settings import settings_from  # noqa: PLC0415 - the same

    for origin, layer in settings_layers(config, archive):
        try:
            check_selectors(settings_from(layer))
        except SettingsError as error:
            raise SettingsError(f"{origin}: {error}") from error
        yield origin, layer


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
    """SCRAPER_<TABLE>_<NAME> as that setting; a value that is no TOML is a text."""
    for variable, text in sorted(environment.items()):
        table, _, name = variable.removeprefix(_PREFIX).lower().partition("_")
        if variable.startswith(_PREFIX) and table in TABLES and name:
            yield variable, {table: {name: _value(text)}}


def _value(text: str) -> Any:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text
