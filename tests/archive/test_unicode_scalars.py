import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive.unicode_scalars import scalars


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("plain", "plain"),
        ("é😀", "é😀"),
        ("\ud800", "\ufffd"),
        ("a\udc00b", "a\ufffdb"),
        ("\ud83d\ude00", "😀"),
        ("\ud800\ud83d\ude00", "\ufffd😀"),
        ("\ufeffbegins with a mark", "\ufeffbegins with a mark"),
    ],
)
def test_lone_surrogates_are_replaced_and_nothing_else(text, stored):
    assert scalars(text) == stored


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_encoded(text):
    assert scalars(scalars(text)) == scalars(text)
    scalars(text).encode("utf-8")


@given(st.text())
def test_a_text_without_surrogates_stays(text):
    assert scalars(text) == text
