"""Options that several commands share, and the settings and the dispatcher they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from scraper.cli.terminal import write_stderr

if TYPE_CHECKING:
    from scraper.runs.session import DispatcherFactory
    from scraper.settings import Settings

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Overrides(TypedDict, total=False):
    """Options of the command line that take precedence over the settings file; None: not given."""

    allow_private: bool | None
    contact: str | None
    rate: float | None
    workers: int | None
    refresh_days: float | None
    comments: bool | None
    images: bool | None
    mode: str | None
    raw: bool | None


# option of the command line -> (table, name) of the settings
_SETTINGS = {
    "allow_private": ("fetch", "allow_private"),
    "contact": ("fetch", "contact"),
    "rate": ("fetch", "rate"),
    "workers": ("run", "workers"),
    "refresh_days": ("run", "refresh_days"),
    "comments": ("extract", "comments"),
    "images": ("archive", "images"),
    "mode": ("extract", "mode"),
    "raw": ("archive", "raw"),
}


def run_archive_option(command: _Command) -> _Command:
    """`-a`, `-o`, `--archive`, for a command whose output the archive is."""
    return _archive_option(("-a", "-o", "--archive"))(command)


def archive_option(command: _Command) -> _Command:
    """`-a`, `--archive`; `-o` is accepted, as in earlier versions, but not shown."""
    return _archive_option(("-a", "-o", "--archive"), _ArchiveOption)(command)


def archive_option_only(command: _Command) -> _Command:
    """`-a`, `--archive`, for a command whose `-o` is its output."""
    return _archive_option(("-a", "--archive"))(command)


class _ArchiveOption(click.Option):
    """An option whose name `-o` is not in the help."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return None if record is None else (record[0].replace("-o, ", ""), record[1])


def _archive_option(
    names: tuple[str, ...], cls: type[click.Option] = click.Option
) -> Callable[[_Command], _Command]:
    return click.option(
        *names,
        "archive",
        cls=cls,
        type=click.Path(path_type=Path),
        default=Path("archive"),
        show_default=True,
        help="The folder of the archive.",
    )


def output_option(command: _Command) -> _Command:
    """`-o`, `--output`: where articles go that are not saved in an archive."""
    return click.option(
        *("-o", "--output"),
        type=click.Path(path_type=Path),
        help="A folder (.md and .json), NAME.jsonl, NAME.parquet; for one page NAME.md, NAME.json.",
    )(command)


def fetch_options(command: _Command) -> _Command:
    """`--config`, `--contact`, `--allow-private`: the options of every command that fetches."""
    for option in (
        click.option(
            "--allow-private",
            is_flag=True,
            help="Allow requests to private and loopback addresses.",
        ),
        click.option(
            "--contact", metavar="URL", help="Who you are: goes into the User-Agent header."
        ),
        config_option,
    ):
        command = option(command)
    return command


def config_option(command: _Command) -> _Command:
    """`--config`: the settings file."""
    return click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML).")(
        command
    )


def site_option(command: _Command) -> _Command:
    """`--site`: a site in any spelling of its domain, given to the command as in `Target.site`."""
    return click.option(
        "--site", metavar="DOMAIN", callback=_site, help="Only this registrable domain."
    )(command)


def _site(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    from scraper.errors import UrlError, UsageError  # noqa: PLC0415 - msgspec is not for --help
    from scraper.urls import site_named  # noqa: PLC0415 - the same

    try:
        return site_named(name) if name is not None else None
    except UrlError as error:
        raise UsageError(f"--site: {name}: {error}") from error


def mode_option(command: _Command) -> _Command:
    """`--mode`: how much doubtful text is kept."""
    return click.option(
        "--mode",
        type=click.Choice(["precise", "balanced", "complete"]),
        help="Where a text is doubtful, keep less or more [default: precise].",
    )(command)


def engine_options(command: _Command) -> _Command:
    """`--engine`, `--scheduler`: which machines do the work."""
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
def dispatcher_of(
    settings: Settings, *, engine: str, scheduler: str | None
) -> Iterator[DispatcherFactory]:
    """The dispatcher of the engine that the options name. Raises UsageError."""
    from scraper.errors import UsageError  # noqa: PLC0415 - msgspec is not for --help
    from scraper.runs.session import local_dispatcher  # noqa: PLC0415
    from scraper.workers.process import check_system  # noqa: PLC0415 - the same

    if engine == "local":
        if scheduler is not None:
            raise UsageError("--scheduler is for --engine dask")
        check_system()
        yield local_dispatcher
        return
    try:
        from scraper.cluster.dask_engine import dask_engine  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--engine dask needs more: pip install 'article-keeper[dask]' ({error})"
        ) from error
    with dask_engine(scheduler, settings) as dispatcher:
        yield dispatcher


def settings_of(
    config: Path | None, archive: Path | None = None, **overrides: Unpack[Overrides]
) -> Settings:
    """The settings that are found (settings_files.py), with options of the command line taking
    precedence. `archive` is the folder of the archive, for a command that has one.

    Raises SettingsError.
    """
    from scraper.cli.settings_files import (  # noqa: PLC0415 - the same
        merged,
        unused_variables,
        valid_layers,
    )
    from scraper.settings import settings_from  # noqa: PLC0415 - msgspec is not for --help

    data = merged(valid_layers(config, archive))
    for variable in unused_variables():
        write_stderr(f"scraper: {variable}: no setting has this name")
    for option, value in overrides.items():
        table, name = _SETTINGS[option]
        if value is not None and isinstance(section := data.setdefault(table, {}), dict):
            section[name] = value
    return settings_from(data)
