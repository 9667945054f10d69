from __future__ import annotations

import tomllib
import unicodedata
from importlib import resources

import pytest

from scraper.extraction.phrases import (
    PhraseKind,
    lexicon,
    make_lexicon,
    normalise,
    phrases,
    read_phrases,
    read_words,
)

LANGUAGES = frozenset(
    """en pt es ca fr it ro de nl da sv nb fi et lv lt pl cs sk sl hr sr sr-Latn bg ru uk hu el
    tr ar fa ur he hi bn ta zh-Hans zh-Hant ja ko vi th id ms""".split()
)
KIND = PhraseKind.NEWSLETTER


def matches(phrase: str, text: str) -> bool:
    return KIND in make_lexicon({KIND: {"xx": [phrase]}}).kinds(text)


# --- the forms of a phrase ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["Related stories", "  RELATED\xa0STORIES: ", "» related stories «"]
)
def test_a_whole_phrase_is_the_whole_text_whatever_its_case_and_outer_punctuation(text):
    assert matches("related stories", text)


@pytest.mark.parametrize("text", ["Related", "Related stories of the bay", "Unrelated stories"])
def test_a_whole_phrase_is_not_found_inside_a_text(text):
    assert not matches("related stories", text)


def test_at_most_six_words_follow_a_prefix():
    assert matches("more from *", "More from the north of the bay")
    assert not matches("more from *", "More from the north of the bay than ever")
    assert not matches("more from *", "More from")


def test_a_prefix_ends_where_a_word_ends():
    assert not matches("by *", "Bygone days of the ferry")
    assert not matches("by *", "By-election called in Eastham")


def test_a_prefix_keeps_the_punctuation_before_its_star():
    for line in ("文/周岚", "文／周嵐", "文／ 周嵐"):
        assert matches("文／*", line)
    assert not matches("文／*", "文字的重量")
    assert matches("comments (*", "Comments (12)")
    assert not matches("comments (*", "Comments on the bridge")


def test_a_prefix_may_end_with_a_colon_or_without():
    assert matches("tags *", "Tags: ferry, harbour")
    assert matches("tags: *", "Tags : ferry, harbour")
    assert not matches("tags: *", "Tags are many")


def test_a_prefix_without_a_space_may_end_inside_a_word():
    assert matches("עוד ב*", "עוד בחדשות הנמל")
    assert not matches("עוד ב *", "עוד בחדשות הנמל")


def test_at_most_three_words_precede_a_suffix():
    assert matches("* comments", "All 17 reader comments")
    assert not matches("* comments", "He made some quite rude comments")
    assert not matches("* comments", "comments")


def test_an_infix_begins_with_a_word_and_may_end_inside_one():
    assert matches("...our newsletter", "Do read our newsletters, dear friends")
    assert not matches("...our newsletter", "Your newsletter has come")


def test_lone_surrogates_are_ignored():
    assert matches("...sign up for our", "\ud800 Please sign\udfff up for our letter")
    assert not matches("...sign up for our", "\ud800\udfff")


def test_a_gap_in_an_infix_takes_one_to_four_words():
    assert matches(
        "...we and our * partners", "We and our 831 carefully chosen partners process data"
    )
    assert not matches("...we and our * partners", "We and our partners process data")
    assert not matches("...we and our * partners", "we and our a b c d e partners")


def test_an_infix_of_two_letters_is_refused():
    with pytest.raises(ValueError, match="too short"):
        make_lexicon({KIND: {"xx": ["...ad"]}})


def test_a_copyright_line_begins_with_its_sign():
    for line in ("© 2026 The Courier", "©2026 The Courier", "(c) 2026 The Courier"):
        assert matches("©*", line)
    assert not matches("©*", "(c) the third of four points")


def test_opens_requires_only_the_beginning():
    lexicon = make_lexicon({KIND: {"xx": ["read also", "相关阅读", "関連記事"]}})
    for line in (
        "Read also: what the ferryman said when he was asked about the bridge",
        "READ ALSO – The ferryman speaks",
        "相关阅读：渡口的最后一班船",
        "【関連記事】渡し船の最後の日",
    ):
        assert lexicon.opens(KIND, line)
    assert not lexicon.opens(KIND, "Read alsoran stories")
    assert not lexicon.opens(KIND, "The crew read also at night")


# --- scripts without spaces -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("更多来自*", "更多来自东湾日报"),
        ("*件のコメント", "12件のコメント"),
        ("...订阅我们的电子报", "欢迎订阅我们的电子报，每周一封"),
        ("...สมัครรับจดหมายข่าว", "กรุณาสมัครรับจดหมายข่าวของเรา"),
        ("...メルマガに登録", "無料のメルマガに登録しませんか"),
        ("แท็ก *", "แท็ก: ท่าเรือ"),
    ],
)
def test_phrases_match_in_scripts_without_spaces(phrase, text):
    assert matches(phrase, text)


def test_a_long_text_without_spaces_does_not_match_a_prefix():
    assert not matches("更多来自*", "更多来自东湾的渔民在清晨五点就已经把船推下了水")


# --- folding ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mais lidas não", unicodedata.normalize("NFD", "MAIS LIDAS NÃO")),
        ("ﬁne", "FINE"),
        ("ＮＥＷＳ", "news"),
        ("ﾒﾙﾏｶﾞ", "メルマガ"),
        ("ABONE OLUN, İLGİLİ YAZILAR", "abone olun, ilgili yazılar"),
        ("ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ", "Διαβάστε επίσης"),
        ("ещё", "ЕЩЕ"),
        ("Citește și", "citeşte şi"),
        ("مـــقالات ذات صلة", "مَقالات ذات صِلة"),
        ("ﻣﻘﺎﻻﺕ", "مقالات"),
        ("می\u200cشود", "میشود"),
        ("يک", "یک"),
        ("תְּגוּבוֹת", "תגובות"),
        ("can’t", "CAN'T"),
        ("re\xadlated", "related"),
        ("हिन्\u200dदी", "हिन्दी"),
    ],
)
def test_spellings_of_the_same_words_are_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), [("की", "का"), ("กา", "ก"), ("が", "か"), ("ไม่", "ไม้")])
def test_signs_that_are_letters_of_their_script_are_kept(one, other):
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("text", ["", " ", "…", "—", "\u200b", "🙂", "***"])
def test_a_text_without_words_matches_no_phrase(text):
    assert lexicon().kinds(text) == frozenset()


# --- the data -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PhraseKind)
def test_every_kind_has_phrases_in_every_language(kind):
    assert read_phrases(kind).keys() >= LANGUAGES


def test_the_words_of_sites_are_in_all_languages():
    assert set(read_words("site_words")) == LANGUAGES


@pytest.mark.parametrize("kind", PhraseKind)
def test_the_lists_are_toml(kind):
    source = (
        resources.files("scraper.extraction.phrases").joinpath(f"{kind}.toml").read_text("utf-8")
    )
    assert read_phrases(kind) == tomllib.loads(source)


@pytest.mark.parametrize("kind", PhraseKind)
def test_no_phrase_is_empty_or_listed_twice_in_a_language(kind):
    for written in read_phrases(kind).values():
        assert all(map(normalise, written))
        for phrase in (p for p in written if "*" in p):
            assert phrase[0] in "*." or phrase[-1] == "*", phrase
        assert len(written) == len(set(map(str.casefold, written)))


def test_phrases_of_one_kind_match_only_that_kind():
    assert phrases(PhraseKind.RECOMMENDATIONS).match("Notícias recomendadas")
    assert not phrases(PhraseKind.COOKIES).match("Notícias recomendadas")
    assert phrases(PhraseKind.READ_MORE).opens("Leia também: a ponte reabre em maio")
