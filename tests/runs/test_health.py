"""A site that yields less than before is reported in one line."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from scraper.archive.state.site_health import note_health
from scraper.archive.state.state_store import State
from scraper.outcomes import OutcomeName
from tests.archive.make import NOW, make_record


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


def noted(state, number, *, saved, left, words=600):
    """The lines of a run in which pages of a site were saved and left out."""
    now = NOW + timedelta(days=number)
    names = [OutcomeName.NEW] * saved + [OutcomeName.PAYWALL] * left
    base = make_record(words=words, checked_at=now, reason="the text breaks off")
    state.put(
        replace(base, key=f"a.org/{number}/{place}", outcome=name)
        for place, name in enumerate(names)
    )
    return list(note_health(state, number, now))


def test_a_site_that_gives_what_it_gave_is_not_named(state):
    assert [noted(state, n, saved=9, left=1) for n in range(1, 5)] == [[]] * 4


def test_a_site_whose_pages_are_walled_all_at_once(state):
    noted(state, 1, saved=9, left=1)
    noted(state, 2, saved=9, left=1)
    (line,) = noted(state, 3, saved=1, left=9)
    assert line == (
        "example.org: 1 of 10 pages gave an article, where 90% did before "
        "(9 paywall, such as the text breaks off); has the site changed?"
    )


def test_a_site_whose_texts_are_short_all_at_once(state):
    noted(state, 1, saved=12, left=0)
    (line,) = noted(state, 2, saved=6, left=0, words=80)
    assert "articles of 80 words, where 600 were usual" in line


@pytest.mark.parametrize(("before", "now"), [(4, 10), (20, 1)])
def test_a_few_pages_say_nothing(state, before, now):
    noted(state, 1, saved=before, left=0)
    assert noted(state, 2, saved=0, left=now) == []


def test_the_table_does_not_grow_without_end(state):
    for number in range(1, 80):
        noted(state, number, saved=1, left=0)
    (count,) = state.database.connection.execute("SELECT count(*) FROM health").fetchone()
    assert count == 50


def test_a_site_that_fails_and_recovers_is_named_twice(state):
    """Failing runs do not become what is usual, however many they are."""
    noted(state, 1, saved=9, left=1)
    noted(state, 2, saved=9, left=1)
    lines = [noted(state, n, saved=0, left=10) for n in range(3, 70)]
    assert [bool(each) for each in lines] == [True] + [False] * 66
    (line,) = noted(state, 70, saved=9, left=1)
    assert line == "example.org: 9 of 10 pages gave an article again"
    assert noted(state, 71, saved=9, left=1) == []
    (line,) = noted(state, 72, saved=0, left=10)
    assert "where 90% did before" in line


@pytest.mark.parametrize(("pages", "runs"), [(1, 2), (2, 1), (3, 1), (4, 1)])
def test_a_site_with_few_pages_a_run_is_named_too(state, pages, runs):
    for number in range(1, 21):
        assert noted(state, number, saved=pages, left=0) == []
    lines = [noted(state, n, saved=0, left=pages) for n in range(21, 26)]
    assert [bool(each) for each in lines].index(True) == runs - 1
    assert sum(map(len, lines)) == 1
    (line,) = lines[runs - 1]
    assert "the text breaks off" in line
    assert (" in 2 runs " in line) is (runs == 2)


def test_a_page_of_four_that_is_walled_says_nothing(state):
    for number in range(1, 21):
        assert noted(state, number, saved=3 + number % 2, left=(number + 1) % 2) == []


def test_short_texts_are_not_usual_after_a_while(state):
    noted(state, 1, saved=12, left=0)
    lines = [noted(state, n, saved=6, left=0, words=80) for n in range(2, 20)]
    assert [bool(each) for each in lines] == [True] + [False] * 17
    assert noted(state, 20, saved=6, left=0) == ["example.org: 6 of 6 pages gave an article again"]
