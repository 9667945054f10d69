"""A page in each language is extracted without boilerplate, thanks to its phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import extract
from scraper.extraction import phrases
from scraper.extraction.phrases import PhraseKind, make_lexicon, read_phrases
from scraper.models import Article, VerdictName

FOLDER = Path(__file__).parent.parent.parent / "fixtures" / "languages"
LANGUAGES = sorted(page.stem for page in FOLDER.glob("*.html"))


def extracted(language: str) -> Article:
    page = (FOLDER / f"{language}.html").read_bytes()
    return extract(page, url=f"https://news.example/{language.lower()}/story")


def expected(language: str) -> str:
    return (FOLDER / f"{language}.md").read_text("utf-8")


@pytest.fixture
def without(monkeypatch):
    """A function that removes the phrases of a language during a test."""

    def without(language: str) -> None:
        written = {
            kind: {tag: listed for tag, listed in read_phrases(kind).items() if tag != language}
            for kind in PhraseKind
        }
        lexicon = make_lexicon(written)
        monkeypatch.setattr(phrases, "lexicon", lambda: lexicon)

    return without


def test_there_is_a_page_for_every_language_that_has_phrases():
    assert sorted(read_phrases(PhraseKind.RECOMMENDATIONS)) == LANGUAGES
    assert len(LANGUAGES) >= 32


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_article_comes_out_and_nothing_else(language):
    article = extracted(language)
    assert article.markdown + "\n" == expected(language)
    assert article.verdict.name is VerdictName.ARTICLE
    assert article.language == language


@pytest.mark.slow
def test_it_is_the_phrases_that_see_to_it(without):
    """The model alone finds most debris; in some languages phrases find a line or two more."""
    leaking = []
    for language in LANGUAGES:
        without(language)
        lines = set(extracted(language).markdown.splitlines())
        if lines - set(expected(language).splitlines()):
            leaking.append(language)
    assert len(leaking) >= len(LANGUAGES) / 8
