"""Which exit code an error means: scripts and cron rely on these numbers."""

import pytest

from scraper import errors
from scraper.cli.exit_codes import ExitCode, exit_code_of


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
