"""Which exit code an error means: scripts and cron rely on these numbers."""

import pytest

from scraper import errors
from scraper.cli.exit_codes import ExitCode, exit_code_of
from scraper.cli.main import cli


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.UsageError("x"), 2),
        (errors.SettingsError("x"), 2),
        (errors.UrlListError("x"), 2),
        (errors.ArchiveLocked("x"), 3),
        (errors.ArchiveError("x"), 4),
        (errors.Gone("x", url="http://a.example/"), 1),
        (errors.ScraperError("x"), 1),
    ],
)
def test_every_expected_error_has_a_code(error, code):
    assert exit_code_of(error) == code


def test_an_unexpected_error_is_raised_again():
    with pytest.raises(ZeroDivisionError):
        exit_code_of(ZeroDivisionError())


def test_the_codes_are_those_of_the_readme():
    assert [code.value for code in ExitCode] == [0, 1, 2, 3, 4, 5]


_MAKE_ARCHIVES = {"run", "import", "cron", "config"}  # or are there before it is made
_ARGUMENTS = {
    **dict.fromkeys(("show", "search", "diff", "tag", "read", "unread", "forget"), ("x",)),
    "export": ("jsonl",),
    "why": ("aaaaaaaa",),
}
_READING = sorted(
    name
    for name, command in cli.commands.items()
    if name not in _MAKE_ARCHIVES and any(each.name == "archive" for each in command.params)
)


@pytest.mark.parametrize(
    ("name", "more"),
    [*((name, ()) for name in _READING), ("verify", ("--repair",)), ("forget", ("--undo",))],
)
@pytest.mark.parametrize("folder", ["typo", "file.txt", "empty"])
def test_no_archive_is_reported_alike_by_all_commands(scraper, name, more, folder):
    (scraper.folder / "empty").mkdir()
    (scraper.folder / "file.txt").write_text("x")
    before = sorted(scraper.folder.rglob("*"))
    done = scraper(name, *_ARGUMENTS.get(name, ()), "-a", folder, *more)
    assert (done.code, done.out) == (ExitCode.ARCHIVE_ERROR, "")
    assert done.talk.startswith("scraper: ")
    assert done.talk.endswith(f"{folder}: no archive here (no state.sqlite)\n")
    assert done.talk.count("\n") == 1
    assert sorted(scraper.folder.rglob("*")) == before
