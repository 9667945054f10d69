"""`scraper cron`: lines for crontab and systemd that run the scraper regularly."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from scraper.cli.commands.run import run, run_settings
from scraper.cli.durations import parse_duration
from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import run_archive_option
from scraper.cli.terminal import write_stdout

_HOUR, _DAY = 3600, 86400
_OWN = frozenset({"archive", "deadline", "quiet"})  # options of `run` that cron itself has or sets
_RUN_OPTIONS = [
    each for each in run.params if isinstance(each, click.Option) and each.name not in _OWN
]
_NOT_IN_UNIT = re.compile(r"[^A-Za-z0-9_-]+")  # systemd.unit(5) allows some more


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URLS...")
@run_archive_option
@click.option("--every", metavar="TIME", default="6h", show_default=True, help="How often.")
@click.option("--deadline", metavar="TIME", help="When a run stops [default: 9/10 of --every].")
@click.option("--name", help="Of the systemd units [default: that of the archive's folder].")
@click.pass_context
def cron(
    context: click.Context,
    /,
    *,
    urls: tuple[str, ...],
    archive: Path,
    every: str,
    deadline: str | None,
    name: str | None,
    **options: Any,
) -> ExitCode:
    """Print a crontab line, and a systemd service and timer, that keep an archive up to date.

    It takes the options of `run`, for the runs. Archives have units of their own names.

    \b
      scraper cron urls.txt -o archive --every 6h
      scraper cron feeds.opml -o papers --every 1d --images --contact https://example.org/me
    """
    seconds = int(parse_duration(every, "--every"))
    if "-" in urls:
        raise _usage_error("-: cron gives no standard input; name a file")
    _check(urls, archive, options)
    command = [
        *(sys.executable, "-m", "scraper", "run", *map(_source, urls)),
        *("-o", str(archive.absolute())),
        *_given(context),
        *("--quiet", "--deadline", deadline or _default_deadline(seconds)),
    ]
    name = _unit_name(name or _name_of(archive.absolute()))
    write_stdout(_crontab(seconds, command, name))
    write_stdout(_systemd(seconds, command, name))
    return ExitCode.SUCCESS


cron.params.extend(_RUN_OPTIONS)


def _source(url: str) -> str:
    """A source of the runs as it is named from any folder."""
    from scraper.runs.sources import as_url

    return as_url(url) or str(Path(url).absolute())


def _check(urls: tuple[str, ...], archive: Path, options: dict[str, Any]) -> None:
    """Raises UrlListError, SettingsError and UsageError now rather than in every run."""
    from scraper.runs.sources import check_sources

    check_sources(urls)
    not_settings = {"engine", "scheduler", "as_json", "verbose"}
    run_settings(archive, **{n: value for n, value in options.items() if n not in not_settings})


def _given(context: click.Context) -> Iterator[str]:
    """The options of the runs that are on the command line, as they are there."""
    for option in _RUN_OPTIONS:
        name = option.name or ""
        if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        value = context.params[name]
        yield max(option.opts, key=len)
        if not option.is_flag:
            yield str(value.absolute() if isinstance(value, Path) else value)


def _name_of(archive: Path) -> str:
    """That of the folder or, where it has the default name, of the folder that it is in."""
    return archive.parent.name if archive.name == "archive" else archive.name


def _unit_name(name: str) -> str:
    return f"scraper-{_NOT_IN_UNIT.sub('-', name).strip('-') or 'archive'}"


def _usage_error(message: str) -> Exception:
    from scraper.errors import UsageError

    return UsageError(message)


def _default_deadline(seconds: int) -> str:
    """A deadline before the next run begins: 9/10 of the interval, so that the archive is free."""
    return f"{max(1, seconds * 9 // 10 // 60)}m"


def _crontab(seconds: int, command: list[str], name: str) -> str:
    # `%` ends a command in a crontab (crontab(5))
    line = shlex.join(command).replace("%", r"\%")
    comment = f"# {name}: crontab -e; mail comes only when something is wrong"
    return f"{comment}\n{_times(seconds)}  {line}\n"


def _times(seconds: int) -> str:
    """The five time fields of a crontab line; minute 17, as servers are busiest on the hour."""
    minutes, hours = seconds // 60, seconds // _HOUR
    if seconds % 60 == 0 and 0 < minutes < 60 and 60 % minutes == 0:
        return f"*/{minutes} * * * *"
    if seconds % _HOUR == 0 and 0 < hours < 24 and 24 % hours == 0:
        return f"17 */{hours} * * *"
    if seconds == _DAY:
        return "17 5 * * *"
    if seconds == 7 * _DAY:
        return "17 5 * * 1"
    raise _usage_error("--every: cron can say 10m, 30m, 1h, 6h, 12h, 1d, 7d and the like")


def _systemd(seconds: int, command: list[str], name: str) -> str:
    line = " ".join(_quoted(part) for part in command)
    return f"""\
# ~/.config/systemd/user/{name}.service
[Unit]
Description=Keep an archive of articles up to date
# a unit of yours that tells you when a run could not work, such as mail-me@%n.service
OnFailure=

[Service]
Type=oneshot
ExecStart={line}
# some URLs failed; stopped at the deadline and goes on next time
SuccessExitStatus=1 5

# ~/.config/systemd/user/{name}.timer
[Unit]
Description=Keep an archive of articles up to date

[Timer]
OnBootSec=5min
OnUnitActiveSec={seconds}s
RandomizedDelaySec={min(300, seconds // 10)}s

[Install]
WantedBy=timers.target

# loginctl enable-linger    (so that it also runs while you are not logged in)
# systemctl --user daemon-reload && systemctl --user enable --now {name}.timer"""


def _quoted(part: str) -> str:
    """As systemd.service(5) reads it: C escapes in double quotes, `%` and `$` doubled."""
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != part or not part or set(part) & set(" \t'") else part
