"""Comments are known by their pattern, in any markup and language."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.selection.residue import residue
from scraper.models import Metadata
from tests.extraction.outlines import outline_of, paragraphs

NAMES = ["Odile de Bourg", "moviola69", "Ange B."]
SAID = "We walked there every Sunday with the whole family, and nobody minded."


def kept_lines(head: str, times: list[str], tag: str = "p") -> list[str]:
    """What stays of a text with comments after it, of which nothing else tells it apart."""
    thread = "".join(
        f"<{tag}>{line}</{tag}>"
        for name, time in zip(NAMES, times, strict=True)
        for line in (name, time, f"{SAID} {name}, of the old town")
    )
    page = f"<body>{paragraphs(6)}<{tag}>{head}</{tag}>{thread}"
    decisions = SegmentDecisions(outline_of(page))
    residue(decisions, Metadata(title="The pier"))
    return [s.text for s in decisions.kept() if not s.text.startswith("In year")]


AGO = [
    ["il y a 2 heures", "il y a 3 heures", "il y a 5 heures"],
    ["לפני שעתיים", "לפני 4 שעות", "לפני 6 שעות"],
    ["gestern", "vor 2 Tagen", "vor 3 Tagen"],
]


@pytest.mark.parametrize("times", AGO)
def test_names_and_times_that_count_back_are_comments(times: list[str]) -> None:
    assert kept_lines("From the valley", times) == ["From the valley"]


DAYS = ["3 June, 11.47am", "3 June, 8.15am", "2 June, 9.02pm"]


@pytest.mark.parametrize("tag", ["p", "div", "dd"])
@pytest.mark.parametrize("head", ["What readers say (3)", "12 voices of readers"])
def test_comments_are_as_many_as_the_line_before_them_counts(head: str, tag: str) -> None:
    is_listed = tag == "dd"  # entries are not known to be comments
    assert (len(kept_lines(head, DAYS, tag)) > 1) is is_listed


@pytest.mark.parametrize("head", ["What is on this week", "Three of 2 boats (1)"])
def test_a_programme_of_names_and_times_stays(head: str) -> None:
    assert len(kept_lines(head, DAYS)) == 10


def signed(name: str, time: str) -> str:
    return f"<div><span>{name}</span><span>{time}</span></div><p>{SAID} {name}, of the old town</p>"


def lines_of(intro: int, posts: list[str]) -> int:
    """How many segments stay of a text with posts after it."""
    page = f"<body>{paragraphs(intro)}<p>From the valley</p>{''.join(posts)}"
    decisions = SegmentDecisions(outline_of(page))
    residue(decisions, Metadata(title="The pier"))
    return len(decisions.kept())


def test_a_name_and_a_time_in_one_line_sign_a_comment() -> None:
    posts = [signed(name, f"{n} hours ago") for n, name in enumerate(NAMES, 2)]
    assert lines_of(6, posts) == 7
    assert lines_of(6, [post.replace(" ago", " of talks") for post in posts]) == 13


def test_comments_may_be_longer_than_a_short_article() -> None:
    posts = [signed(name, f"{n} hours ago") for n, name in enumerate(NAMES, 2)]
    assert lines_of(2, posts) == 3


def test_a_live_report_is_no_thread() -> None:
    posts = [signed(f"Boat {n} is in", f"{n} hours ago") for n in range(2, 20)]
    assert lines_of(2, posts) == 3 + 2 * 18
