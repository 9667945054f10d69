"""What is printed about a run, from what is known of it."""

import pytest

from scraper.cli.report import Pace, Tally, outcome_line, progress_text, summary, summary_lines
from scraper.models import Target
from scraper.outcomes import Outcome, OutcomeName

URL = "http://a.example/1"
TARGET = Target(url=URL, key="a.example/1", site="a.example")


def tally(*names: OutcomeName, **fields) -> Tally:
    made = Tally(**fields)
    for name in names:
        made.add(Outcome(target=TARGET, name=name))
    return made


@pytest.mark.parametrize(
    ("names", "left", "text"),
    [
        ([], None, "0/55"),
        (["new", "unchanged"], 9.2, "2/55 · saved 2 · 9 s left"),
        (["new", "failed", "paywall"], 300, "3/55 · saved 1 · left out 1 · failed 1 · 5 min left"),
        (["feed", "new"], 7 * 3600, "2/55 · saved 1 · 7.0 h left"),
    ],
)
def test_progress_is_one_line(names, left, text):
    found = tally(*map(OutcomeName, names))
    assert progress_text(found, len(names), 55, left) == text


def test_what_is_not_due_takes_no_time():
    pace = Pace(start=100.0)
    assert pace.seconds_left(0, 10, 0, 100.0) is None
    assert pace.seconds_left(50, 100, 50, 101.0) is None
    assert pace.seconds_left(60, 100, 50, 105.0) == 20.0
    assert pace.seconds_left(100, 100, 50, 105.0) is None


def test_a_stopped_run_says_how_many_remain():
    stopped = tally(OutcomeName.NEW, completed=False, remaining=54)
    assert "54 of 55 URLs remain" in "\n".join(summary_lines(stopped, "archive", 1.0))
    assert summary(stopped, "archive", 1.0)["remaining"] == 54
    assert summary(tally(OutcomeName.NEW, remaining=3), "archive", 1.0)["remaining"] == 0


@pytest.mark.parametrize(
    ("reason", "is_hinted"),
    [
        ("127.0.0.1, a loopback address", True),
        ("a.test is 10.0.0.1, a private address", True),
        ("localhost is this machine", True),
        ("redirect to ftp: only http and https are fetched", False),
    ],
)
def test_the_option_that_permits_private_addresses_is_named(reason, is_hinted):
    outcome = Outcome(target=TARGET, name=OutcomeName.BLOCKED, reason=reason)
    assert ("--allow-private" in outcome_line(outcome)) is is_hinted
