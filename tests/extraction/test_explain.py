"""What is in the article of a page, what is not, and why."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from scraper.extraction.article import extract
from scraper.extraction.explain import explain
from scraper.models import VerdictName
from scraper.settings import ExtractSettings
from tests.extraction.outlines import paragraphs

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PAGE = (
    "<html lang=en><title>The boats</title><body><nav id=top><a href=/>Home</a></nav><main>"
    f"<h1>The boats</h1>{paragraphs(4)}<img src=/boat.png alt='A boat'>"
    f"<aside class=newsletter><p>Subscribe to our newsletter</p></aside>{paragraphs(2)}"
    "<p class=promo>Buy a boat today.</p></main></body></html>"
)


def block_with(explanation, text):
    return next(block for block in explanation.blocks if text in block.text)


def test_all_blocks_of_the_page_are_there_in_order():
    texts = [block.text for block in explain(PAGE).blocks]
    assert texts[:3] == ["Home", "The boats", texts[2]]
    assert len(texts) == 2 + 4 + 1 + 1 + 2 + 1
    assert texts[-1] == "Buy a boat today."


def test_a_dropped_block_names_step_rule_and_the_removed_element():
    home = block_with(explain(PAGE), "Home")
    assert (home.kept, home.step, home.rule) == (False, "prune", "navigation")
    assert (home.path, home.words, home.link_share) == ("nav#top", 1, 1.0)


def test_a_kept_block_has_no_rule():
    block = block_with(explain(PAGE), "In year 1901")
    assert (block.kept, block.step, block.rule) == (True, "", "")
    assert (block.kind, block.tag) == ("text", "p")


def test_an_image_is_shown_by_its_alternative_text():
    assert block_with(explain(PAGE), "A boat").kind == "image"


def test_the_kept_blocks_are_the_words_of_the_article():
    explanation, article = explain(PAGE), extract(PAGE)
    kept, dropped = explanation.words
    assert kept == article.word_count
    assert kept + dropped == sum(block.words for block in explanation.blocks)
    assert explanation.verdict == article.verdict
    assert explanation.metadata == article.metadata


def test_what_selectors_drop_and_keep_names_the_settings():
    settings = ExtractSettings(drop=(".promo",), keep=(".newsletter",))
    explanation = explain(PAGE, settings=settings)
    assert [(r.rule, r.text) for r in explanation.removed] == [("drop .promo", "Buy a boat today.")]
    letter = block_with(explanation, "newsletter")
    assert (letter.kept, letter.step, letter.rule) == (True, "settings", "keep")


@pytest.mark.parametrize("page", ["", b"", "<frameset>", b"\xff\xfe", "%PDF-1.4"])
def test_an_empty_page_is_explained_too(page):
    explanation = explain(page)
    assert explanation.verdict.name in {VerdictName.EMPTY, VerdictName.THIN}


def test_an_explanation_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        explain("<p>x").blocks[0].kept = False


def test_scores_are_those_of_the_model_and_none_where_it_was_not_asked():
    explanation = explain(PAGE)
    assert block_with(explanation, "Home").score is None
    page = (FIXTURES / "founding--semantic" / "page.html").read_bytes()
    prose = [block for block in explain(page).blocks if block.kept and block.words >= 25]
    assert prose
    assert all(block.score > 0.5 for block in prose)


def test_the_markdown_is_that_of_the_article():
    assert explain(PAGE).markdown == extract(PAGE).markdown


def test_what_was_not_chosen_for_the_metadata_is_there_with_its_source():
    html = PAGE.replace("<title>", "<meta property=og:title content='Other boats'><title>")
    rejected = [one for one in explain(html).rejected if one.field == "title"]
    assert ("meta:og:title", "Other boats") in {(one.source, one.value) for one in rejected}
    assert explain(html).metadata.title == "The boats"


@pytest.mark.parametrize("name", ["news--related-boxes", "founding--semantic"])
def test_what_was_chosen_is_not_among_the_rejected(name):
    explanation = explain((FIXTURES / name / "page.html").read_bytes())
    chosen = {(one.field, one.source, one.value) for one in explanation.metadata.evidence}
    assert chosen.isdisjoint((one.field, one.source, one.value) for one in explanation.rejected)


def test_a_page_of_many_candidates_shows_some_of_each_field():
    html = PAGE.replace("<nav", "<meta name=author content='A B'><nav") + "".join(
        f"<meta name=author content='Ann {chr(65 + i % 26)}{i}'>" for i in range(500)
    )
    assert len([one for one in explain(html).rejected if one.field == "authors"]) <= 12
