from datetime import UTC, datetime, timedelta

import pytest

from scraper.cli.durations import parse_age, parse_duration, parse_since
from scraper.errors import UsageError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("20m", 1200), ("2h", 7200), ("1d", 86400), ("45", 45), (" 1.5 h", 5400)],
)
def test_lengths_of_time(text, seconds):
    assert parse_duration(text, "--deadline") == seconds


@pytest.mark.parametrize("text", ["soon", "", "-1s", "1w", "1h30m"])
def test_what_is_no_length_of_time_names_the_option(text):
    with pytest.raises(UsageError, match=r"^--every: expected a time such as 90s, 20m or 2h, got "):
        parse_duration(text, "--every")


def test_ages_are_days():
    assert (parse_age("30d", "--refresh"), parse_age("12h", "--refresh")) == (30, 0.5)
    assert parse_age("all", "--refresh") == float("inf")


def test_an_instant_before_now():
    assert parse_since(None) is None
    before = datetime.now(UTC) - timedelta(hours=2)
    assert before <= parse_since("2h") <= datetime.now(UTC) - timedelta(hours=2)


def test_what_is_no_age_is_told_what_an_age_is():
    with pytest.raises(
        UsageError, match=r"^--since: .* 30d, or a day such as 2026-01-31, got '1w'"
    ):
        parse_since("1w")
    with pytest.raises(UsageError, match=r"^--refresh: .* 30d or 12h, all, or 0, got 'never'"):
        parse_age("never", "--refresh")


@pytest.mark.parametrize("text", ["30", "1.5", ""])
def test_an_age_has_a_unit(text):
    with pytest.raises(UsageError, match=r"^--since: expected an age"):
        parse_since(text)
    with pytest.raises(UsageError, match=r"^--refresh: expected an age"):
        parse_age(text, "--refresh")
    assert parse_age("0", "--refresh") == 0


def test_before_all_days_of_the_calendar_is_its_first():
    assert parse_since("9999999d").year == 1
    assert parse_since("99999999999999999d").year == 1
