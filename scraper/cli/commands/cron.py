"""`scraper cron`: lines for crontab and systemd that run the scraper regularly."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from scraper.cli.durations import parse_duration
from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, settings_of
from scraper.cli.terminal import write_stdout

_HOUR, _DAY = 3600, 86400


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URLS...")
@archive_option
@click.option("--every", metavar="TIME", default="6h", show_default=True, help="How often.")
@click.option("--deadline", metavar="TIME", help="When a run stops [default: 9/10 of --every].")
@click.option("--config", type=click.Path(path_type=Path), help="Settings (TOML) of the runs.")
def cron(
    *, urls: tuple[str, ...], archive: Path, every: str, deadline: str | None, config: Path | None
) -> ExitCode:
    """Print a crontab line, and a systemd service and timer, that keep an archive up to date.

    \b
      scraper cron urls.txt -o archive --every 6h
    """
    seconds = int(parse_duration(every, "--every"))
    if "-" in urls:
        raise _usage_error("-: cron gives no standard input; name a file")
    settings_of(config, archive)  # raises SettingsError now rather than in every run
    command = _command(urls, archive, config, deadline or _default_deadline(seconds))
    write_stdout(_crontab(seconds, command))
    write_stdout(_systemd(seconds, command))
    return ExitCode.SUCCESS


def _usage_error(message: str) -> Exception:
    from scraper.errors import UsageError

    return UsageError(message)


def _command(urls: tuple[str, ...], archive: Path, config: Path | None, deadline: str) -> list[str]:
    named = [url if "://" in url else str(Path(url).absolute()) for url in urls]
    scraper = [sys.executable, "-m", "scraper", "run", *named, "-o", str(archive.absolute())]
    if config is not None:
        scraper += ["--config", str(config.absolute())]
    return [*scraper, "--quiet", "--deadline", deadline]


def _default_deadline(seconds: int) -> str:
    """A deadline before the next run begins: 9/10 of the interval, so that the archive is free."""
    return f"{max(1, seconds * 9 // 10 // 60)}m"


def _crontab(seconds: int, command: list[str]) -> str:
    # `%` ends a command in a crontab (crontab(5))
    line = shlex.join(command).replace("%", r"\%")
    return f"# crontab -e; mail comes only when something is wrong\n{_times(seconds)}  {line}\n"


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


def _systemd(seconds: int, command: list[str]) -> str:
    line = " ".join(_quoted(part) for part in command)
    return f"""\
# ~/.config/systemd/user/scraper.service
[Unit]
Description=Keep an archive of articles up to date

[Service]
Type=oneshot
ExecStart={line}
# some URLs failed; stopped at the deadline and goes on next time
SuccessExitStatus=1 5

# ~/.config/systemd/user/scraper.timer
[Unit]
Description=Keep an archive of articles up to date

[Timer]
OnBootSec=5min
OnUnitActiveSec={seconds}s
RandomizedDelaySec={min(300, seconds // 10)}s

[Install]
WantedBy=timers.target

# loginctl enable-linger    (so that it also runs while you are not logged in)
# systemctl --user daemon-reload && systemctl --user enable --now scraper.timer"""


def _quoted(part: str) -> str:
    """As systemd.service(5) reads it: C escapes in double quotes, `%` and `$` doubled."""
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != part or not part or set(part) & set(" \t'") else part
