"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from scraper.runs.session import Runner
    from scraper.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])

# option of the command line -> (table, name) of the settings
_FLAGS = {
    "allow_private": ("fetch", "allow_private"),
    "contact": ("fetch", "contact"),
    "rate": ("fetch", "rate"),
    "workers": ("run", "workers"),
    "refresh_days": ("run", "refresh_days"),
    "comments": ("extract", "comments"),
    "images": ("archive", "images"),
    "mode": ("extract", "mode"),
}


def archive_option(command: _Command) -> _Command:
    """`-o`, `--archive`: the folder that is written."""
    return click.option(
        "-o",
        "--archive",
        type=click.Path(path_type=Path),
        default=Path("archive"),
        show_default=True,
        help="The folder of the archive.",
    )(command)


def common_options(command: _Command) -> _Command:
    """`--config`, `--contact`, `--allow-private`: what every fetching command knows."""
    for option in (
        click.option(
            "--allow-private", is_flag=True, help="Ask private and loopback addresses too."
        ),
        click.option(
            "--contact", metavar="URL", help="Who you are: goes into the User-Agent header."
        ),
        click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML)."),
    ):
        command = option(command)
    return command


def mode_option(command: _Command) -> _Command:
    """`--mode`: what is done where the page leaves a doubt."""
    return click.option(
        "--mode",
        type=click.Choice(["precise", "balanced", "complete"]),
        help="Where a text is doubtful, keep less or more [default: precise].",
    )(command)


def engine_options(command: _Command) -> _Command:
    """`--engine`, `--scheduler`: whose processors do the work."""
    for option in (
        click.option(
            "--scheduler",
            metavar="ADDRESS",
            help="With --engine dask: its scheduler (tcp://host:8786) [default: a cluster here].",
        ),
        click.option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            show_default=True,
            help="Processes of this machine, or workers on many (docs/cluster.md).",
        ),
    ):
        command = option(command)
    return command


@contextmanager
def engine_of(
    settings: Settings, *, engine: str, scheduler: str | None, **_flags: Any
) -> Iterator[Runner]:
    """The engine that the options name. Raises UsageError."""
    from scraper.errors import UsageError  # noqa: PLC0415
    from scraper.runs.session import on_this_machine  # noqa: PLC0415

    if engine == "local":
        if scheduler is not None:
            raise UsageError("--scheduler is for --engine dask")
        yield on_this_machine
        return
    try:
        from scraper.cluster.dask_engine import dask_engine  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--engine dask needs more: pip install 'scraper[dask]' ({error})"
        ) from error
    with dask_engine(scheduler, settings) as dask:
        yield dask


def settings_of(config: Path | None, **flags: Any) -> Settings:
    """The settings of a file with the flags of the command line on top.

    Raises SettingsError.
    """
    from scraper.settings import settings_from  # noqa: PLC0415 - msgspec is not for --help

    data = _read(config) if config is not None else {}
    for flag, value in flags.items():
        if flag in _FLAGS and value is not None and value is not False and value != "":
            table, name = _FLAGS[flag]
            data.setdefault(table, {})[name] = value
    if flags.get("no_raw"):
        data.setdefault("archive", {})["raw"] = False
    return settings_from(data)


def _read(config: Path) -> dict[str, Any]:
    from scraper.errors import SettingsError  # noqa: PLC0415

    try:
        return tomllib.loads(config.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{config}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{config}: not valid TOML: {error}") from error
