"""`scraper cron` prints lines that crontab and systemd accept unchanged."""

import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser

import pytest

from scraper.cli.commands.cron import _quoted, _times, cron
from scraper.cli.commands.run import run
from tests.runs.test_run import FERRY


@pytest.fixture
def scraper(scraper):
    """Where the lists are that the tests name."""
    for name in ("urls.txt", "urls 100%.txt"):
        (scraper.folder / name).write_text(FERRY + "\n")
    return scraper


def test_a_list_that_does_not_exist_is_named_and_nothing_is_printed(scraper):
    (scraper.folder / "folder").mkdir()
    for name, reason in (("url.txt", "No such file"), ("folder", "is a folder")):
        done = scraper("cron", "urls.txt", name)
        assert (done.code, done.out) == (2, "")
        assert done.talk.startswith(f"scraper: {name}: {reason}")


def test_an_address_without_a_scheme_is_no_file(scraper):
    out = scraper("cron", "example.org/story", "http://a.example/feed").out
    assert " run https://example.org/story http://a.example/feed -o " in out


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


def _units(out: str, name: str) -> list[str]:
    """The service and the timer; the name is in the comment of each."""
    assert f"\n# ~/.config/systemd/user/{name}.service\n" in out
    return out.partition("# ~/.config")[2].split(f"# ~/.config/systemd/user/{name}.timer")


@pytest.mark.parametrize("every", ["7m", "5h", "90s", "13d", "0m", "x"])
def test_a_time_that_cron_cannot_say_is_wrong_usage(scraper, every):
    done = scraper("cron", "urls.txt", "--every", every)
    assert (done.code, done.out) == (2, "")
    assert "--every" in done.talk


def test_the_units_of_systemd(scraper, tmp_path):
    out = scraper("cron", "urls.txt", "--every", "6h", "--deadline", "20m").out
    service, timer = _units(out, f"scraper-{tmp_path.name}")
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(timer.partition("\n")[2])
    assert parsed["Timer"]["OnUnitActiveSec"] == "21600s"
    assert "--deadline 20m" in service
    assert "SuccessExitStatus=1 5" in service
    assert "\nOnFailure=\n" in service.partition("[Service]")[0]
    assert "network-online" not in service  # a target that user managers do not have


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(scraper):
    out = scraper("cron", "urls 100%.txt", "-o", "my archive").out
    service, timer = _units(out, "scraper-my-archive")
    units = [scraper.folder / f"scraper-my-archive.{kind}" for kind in ("service", "timer")]
    units[0].write_text("\n".join(service.splitlines()[1:]) + "\n", "utf-8")
    units[1].write_text(timer.lstrip("\n") + "\n", "utf-8")
    command = ["systemd-analyze", "verify", *map(str, units)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stdout + said.stderr == ""


def test_what_is_printed_for_crontab_works_as_cron_runs_it(scraper):
    """From another folder, in a bare environment, by sh, `%` unescaped: crontab(5)."""
    (scraper.folder / "urls 100%.txt").write_text(FERRY + "\n")
    line = next(
        line
        for line in scraper(
            "cron", "urls 100%.txt", "-o", "my archive", "--config", scraper.config
        ).out.splitlines()
        if line.startswith("17 */6 * * *")
    )
    command = line.removeprefix("17 */6 * * *").replace(r"\%", "%")
    home = {"HOME": str(scraper.folder), "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd="/", env=home, capture_output=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert len(list((scraper.folder / "my archive" / "articles").rglob("*.md"))) == 1


def test_settings_that_no_run_would_take_are_found_out_at_once(scraper):
    (scraper.folder / "mine.toml").write_text("[fetch]\nspeed = 3\n")
    assert scraper("cron", "urls.txt", "--config", "mine.toml").code == 2
    assert scraper("cron", "-").code == 2


@pytest.mark.parametrize(
    ("part", "quoted"),
    [("plain", "plain"), ("a b", '"a b"'), ("100%", '"100%%"'), ('"', '"\\""'), ("$x", '"$$x"')],
)
def test_what_systemd_reads(part, quoted):
    assert _quoted(part) == quoted


def test_every_minute_field_is_one_that_divides_the_hour():
    assert _times(15 * 60) == "*/15 * * * *"


def test_the_options_of_run_are_those_of_the_runs(scraper):
    (scraper.folder / "mine.toml").write_text("[fetch]\nattempts = 2\n")
    given = ["--images", "--rate", "0.5", "--contact", "https://me.example", "--refresh", "30d"]
    out = scraper("cron", "urls.txt", *given, "--config", "mine.toml", "--no-raw").out
    command = shlex.split(next(line for line in out.splitlines() if line.startswith("17 ")))
    assert command[command.index("--contact") + 1] == "https://me.example"
    assert command[command.index("--rate") + 1] == "0.5"
    assert command[command.index("--refresh") + 1] == "30d"
    assert command[command.index("--config") + 1] == str(scraper.folder / "mine.toml")
    assert {"--images", "--no-raw"} < set(command)
    assert not {"--comments", "--workers", "--mode", "--engine"} & set(command)


def test_every_option_of_run_is_one_of_cron():
    assert {each.name for each in run.params} - {"quiet"} <= {each.name for each in cron.params}


def test_a_wrong_option_of_the_runs_is_found_out_at_once(scraper):
    done = scraper("cron", "urls.txt", "--refresh", "soon")
    assert (done.code, done.talk.startswith("scraper: --refresh: ")) == (2, True)


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (("-o", "papers"), "scraper-papers"),
        (("-o", "reading/archive"), "scraper-reading"),
        (("-o", "the news/x%y"), "scraper-x-y"),
        (("-o", "papers", "--name", "my papers"), "scraper-my-papers"),
    ],
)
def test_each_archive_has_units_of_its_own_name(scraper, options, name):
    out = scraper("cron", "urls.txt", *options).out
    assert f"user/{name}.service\n" in out
    assert f"user/{name}.timer\n" in out
    assert f"enable --now {name}.timer" in out
