from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.page.word_count import _UNSPACED, _may_be_unspaced, count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("“two” – words", 3),
        ("三个字", 2),
        ("四个字。", 3),
        ("สวัสดี", 3),
        ("half 半 and ลำ", 4),
        ("\ud800 alone", 2),
    ],
)
def test_words_are_counted_as_their_script_writes_them(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text())
def test_no_character_without_spaces_is_overlooked(text: str) -> None:
    assert _may_be_unspaced(text) or not _UNSPACED.search(text)


@pytest.mark.parametrize("first_last", ["\u0e00\u0eff", "\u3041\u30ff", "\u3400\u9fff"])
def test_nor_one_at_the_border_of_its_script(first_last: str) -> None:
    assert all(map(_may_be_unspaced, first_last))
