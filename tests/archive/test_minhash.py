import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive.minhash import (
    _HAS_UNSPACED,
    _WORD_OR_CHARACTER,
    SIMILAR,
    _words,
    bands,
    minhash_of,
    most_similar,
    similarity,
)
from tests.archive.make import make_record

WORDS = [
    "harbour",
    "ferry",
    "council",
    "tide",
    "engine",
    "winter",
    "crew",
    "ticket",
    "stone",
    "lamp",
]


def text_of(seed: int, length: int = 300) -> list[str]:
    random_ = random.Random(seed)
    return [f"{random_.choice(WORDS)}{random_.randrange(200)}" for _ in range(length)]


def joined(words: list[str]) -> str:
    return " ".join(words)


def test_a_text_is_like_itself_whatever_its_case_and_punctuation():
    words = text_of(1)
    one, other = minhash_of(joined(words)), minhash_of("– ".join(w.upper() for w in words) + "!")
    assert similarity(one, other) == 1.0
    assert len(one) == 256


@pytest.mark.parametrize("seed", range(20))
def test_an_agencys_copy_is_found_and_another_text_is_not(seed):
    words = text_of(seed)
    copy = [*words[:100], "corrected", *words[101:290]]
    one, near, other = map(minhash_of, (joined(words), joined(copy), joined(text_of(seed + 1000))))
    assert similarity(one, near) >= SIMILAR
    assert set(bands(one)) & set(bands(near))
    assert similarity(one, other) < 0.2


def test_the_order_of_the_words_counts():
    words = text_of(3)
    assert similarity(minhash_of(joined(words)), minhash_of(joined(words[::-1]))) < 0.2


def test_a_short_text_says_nothing():
    assert minhash_of("only a few words") == b""
    assert bands(b"") == ()
    assert similarity(b"", b"") == 0.0


@given(st.text(st.one_of(st.sampled_from("ab1_ -–’“é\xa0…\n日々𠮷ท"), st.characters())))
def test_the_words_of_a_text_are_those_that_the_patterns_find(text):
    word = _WORD_OR_CHARACTER if _HAS_UNSPACED.search(text) else re.compile(r"\w+")
    assert _words(text) == [found.encode() for found in word.findall(text)]


@pytest.mark.parametrize("text", ["人々の声", "𠮷野家"])
def test_every_character_of_a_script_without_spaces_is_a_word(text):
    assert [word.decode() for word in _words(text)] == [*text]


def test_a_text_without_spaces_has_words():
    text = "".join(chr(0x4E00 + n * 7 % 900) for n in range(200))
    assert similarity(minhash_of(text), minhash_of(text[:-4])) >= SIMILAR


def test_the_nearest_is_the_one_that_is_most_alike():
    words = text_of(5)
    signature = minhash_of(joined(words))
    close = make_record("a", minhash=minhash_of(joined(words[:-10])))
    closer = make_record("b", minhash=signature)
    assert most_similar(signature, [close, closer]) == closer
    other = make_record("c", minhash=minhash_of(joined(text_of(6))))
    assert most_similar(signature, [other]) is None
