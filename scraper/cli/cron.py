"""`scraper cron`: the lines that make a run regular, for crontab and for systemd."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from scraper.cli.options import settings_of
from scraper.cli.run import parse_duration
from scraper.cli.terminal import write_stdout
from scraper.errors import UsageError

_HOUR, _DAY = 3600, 86400


def cron_command(
    *, urls: tuple[str, ...], archive: Path, every: str, deadline: str | None, config: Path | None
) -> int:
    """Print both; the exit code. Raises UsageError for a time that cron cannot say, and
    SettingsError for settings with which no run would begin.
    """
    seconds = int(parse_duration(every, "--every"))
    if "-" in urls:
        raise UsageError("-: cron gives no standard input; name a file")
    settings_of(config)
    command = _command(urls, archive, config, deadline or _most_of(seconds))
    write_stdout(_crontab(seconds, command))
    write_stdout(_systemd(seconds, command))
    return 0


def _command(urls: tuple[str, ...], archive: Path, config: Path | None, deadline: str) -> list[str]:
    named = [url if "://" in url else str(Path(url).absolute()) for url in urls]
    scraper = [sys.executable, "-m", "scraper", "run", *named, "-o", str(archive.absolute())]
    if config is not None:
        scraper += ["--config", str(config.absolute())]
    return [*scraper, "--quiet", "--deadline", deadline]


def _most_of(seconds: int) -> str:
    """A deadline before the next run begins."""
    return f"{max(1, seconds * 9 // 10 // 60)}m"


def _crontab(seconds: int, command: list[str]) -> str:
    # `%` ends a command in a crontab (crontab(5))
    line = shlex.join(command).replace("%", r"\%")
    return f"# crontab -e; mail comes only when something is wrong\n{_times(seconds)}  {line}\n"


def _times(seconds: int) -> str:
    """The five fields of a crontab line; the minute is none that everybody takes."""
    minutes, hours = seconds // 60, seconds // _HOUR
    if seconds % 60 == 0 and 0 < minutes < 60 and 60 % minutes == 0:
        return f"*/{minutes} * * * *"
    if seconds % _HOUR == 0 and 0 < hours < 24 and 24 % hours == 0:
        return f"17 */{hours} * * *"
    if seconds == _DAY:
        return "17 5 * * *"
    if seconds == 7 * _DAY:
        return "17 5 * * 1"
    raise UsageError("--every: cron can say 10m, 30m, 1h, 6h, 12h, 1d, 7d and the like")


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
