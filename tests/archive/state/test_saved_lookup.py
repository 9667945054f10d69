"""A worker's view of what is saved: the state, and what it has saved itself since."""

from contextlib import closing

import pytest

from scraper.archive.minhash import minhash_of
from scraper.archive.state.saved_lookup import SavedLookup
from scraper.archive.state.state_store import State
from tests.archive.make import make_record

REMEMBERED = 500
TEXT = " ".join(f"word{number}" for number in range(300))
NEAR = TEXT.replace("word299", "word300")


@pytest.fixture
def known(tmp_path):
    with closing(State(tmp_path / "state.sqlite")):
        return SavedLookup(tmp_path / "state.sqlite")


def saved(number, **changes):
    return make_record(f"example.org/{number}", text_hash=f"{number}", path="a.md", **changes)


def test_what_was_just_saved_is_found_by_address_alias_text_and_likeness(known):
    record = saved(1, minhash=minhash_of(TEXT))
    known.remember(record, ("example.org/old",))
    assert known.find_saved("example.org/1") is known.find_saved("example.org/old") is record
    assert known.find_same_text("1") is known.find_similar(minhash_of(NEAR)) is record
    assert known.find_saved("example.org/2") is known.find_same_text("2") is None


def test_so_many_are_remembered_and_the_oldest_forgotten_under_all_its_names(known):
    known.remember(saved(0, minhash=minhash_of(TEXT)), ("example.org/old",))
    for number in range(1, REMEMBERED):
        known.remember(saved(number))
    assert known.find_saved("example.org/0") is not None
    known.remember(saved(REMEMBERED))
    gone = (
        known.find_saved("example.org/0"),
        known.find_saved("example.org/old"),
        known.find_same_text("0"),
    )
    assert gone == (None, None, None)
    assert known.find_similar(minhash_of(TEXT)) is None
    assert known.find_saved("example.org/1") is not None


def test_a_name_that_went_to_a_later_article_stays_its_name(known):
    known.remember(saved(0), ("example.org/shared",))
    later = saved(1)
    known.remember(later, ("example.org/shared",))
    for number in range(2, REMEMBERED + 1):
        known.remember(saved(number))
    assert known.find_saved("example.org/0") is None
    assert known.find_saved("example.org/shared") is later


def test_what_is_not_remembered_is_asked_of_the_state(tmp_path):
    with closing(State(tmp_path / "state.sqlite")) as state:
        state.put([saved(7, minhash=minhash_of(TEXT))], [("example.org/old", "example.org/7")])
    known = SavedLookup(tmp_path / "state.sqlite")
    found = (
        known.find_saved("example.org/old"),
        known.find_same_text("7"),
        known.find_similar(minhash_of(NEAR)),
    )
    assert [record.key for record in found if record] == ["example.org/7"] * 3
