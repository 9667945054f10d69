"""`scraper cron` prints what crontab and systemd take as it is."""

import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser

import pytest

from scraper.cli.cron import _quoted, _times


@pytest.mark.parametrize(
    ("every", "fields"),
    [("10m", "*/10 * * * *"), ("1h", "17 */1 * * *"), ("6h", "17 */6 * * *"),
     ("1d", "17 5 * * *"), ("7d", "17 5 * * 1")],
)  # fmt: skip
def test_the_line_for_crontab_runs_what_it_says(scraper, every, fields):
    done = scraper("cron", "urls 100%.txt", "-o", "my archive", "--every", every)
    line = next(x for x in done.out.splitlines() if x.startswith(fields))
    command = shlex.split(line.removeprefix(fields).replace(r"\%", "%"))
    assert command[:4] == [sys.executable, "-m", "scraper", "run"]
    assert command[4] == str(scraper.folder / "urls 100%.txt")
    assert command[5:8] == ["-o", str(scraper.folder / "my archive"), "--quiet"]


@pytest.mark.parametrize("every", ["7m", "5h", "90s", "13d", "0m", "x"])
def test_a_time_that_cron_cannot_say_is_wrong_usage(scraper, every):
    done = scraper("cron", "urls.txt", "--every", every)
    assert (done.code, done.out) == (2, "")
    assert "--every" in done.talk


def test_the_units_of_systemd(scraper, tmp_path):
    out = scraper("cron", "urls.txt", "--every", "6h", "--deadline", "20m").out
    service, timer = out.partition("# ~/.config")[2].split("# ~/.config/systemd/user/scraper.timer")
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(timer.partition("\n")[2])
    assert parsed["Timer"]["OnUnitActiveSec"] == "21600s"
    assert "--deadline 20m" in service
    assert "SuccessExitStatus=1 5" in service
    if verify := shutil.which("systemd-analyze"):  # where it is, it has a word too
        unit = tmp_path / "scraper.service"
        unit.write_text("\n".join(service.splitlines()[1:]), "utf-8")
        subprocess.run([verify, "verify", "--user", str(unit)], check=False)


@pytest.mark.parametrize(
    ("part", "quoted"),
    [("plain", "plain"), ("a b", '"a b"'), ("100%", '"100%%"'), ('"', '"\\""'), ("$x", '"$$x"')],
)
def test_what_systemd_reads(part, quoted):
    assert _quoted(part) == quoted


def test_every_minute_field_is_one_that_divides_the_hour():
    assert _times(15 * 60) == "*/15 * * * *"
