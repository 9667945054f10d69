"""The benchmark of shapes: texts are in their places, and lost and leaked pieces are counted."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from unicodedata import category

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.shapes.markups import MARKUPS, Markup
from bench.shapes.measure import Extraction, Report, judge, letters, measure
from bench.shapes.pages import all_pages, make_page
from bench.shapes.site import in_site
from bench.shapes.stories import (
    DEBRIS,
    Piece,
    languages,
    load_story,
    load_traps,
    parse_body,
    traps,
)
from bench.shapes.tables import as_markdown, details

SHAPES = {markup.name: markup for markup in MARKUPS}
PAGE = make_page(load_story("en"), SHAPES["flat"])
BODY = "\n\n".join(piece.text for piece in PAGE.body)


def lines(text: str) -> Counter:
    return Counter(filter(None, map(letters, text.splitlines())))


# --- the texts -------------------------------------------------------------------------


def test_a_body_is_read_as_pieces():
    text = "One\nline.\n\n## Head\n\n? Why?\n\n- a\n- b\n\n1. c\n1. d\n\n| e\n| f\n"
    assert parse_body(text) == (
        Piece("paragraph", "One line."), Piece("heading", "Head"), Piece("question", "Why?"),
        Piece("entry", "a"), Piece("entry", "b"), Piece("step", "c"), Piece("step", "d"),
        Piece("verse", "e\nf"),
    )  # fmt: skip


def test_there_are_forty_languages_and_six_of_each_trap():
    assert len(languages()) >= 40
    assert {trap: len(load_traps(trap)) >= 6 for trap in traps()} == dict.fromkeys(traps(), True)
    assert len(traps()) >= 13
    assert {story.language for trap in traps() for story in load_traps(trap)} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_a_story_has_all_that_a_page_needs(language):
    story = load_story(language)
    kinds = Counter(piece.kind for piece in story.body)
    assert kinds["paragraph"] in {5, 6}
    assert kinds["heading"] == 2
    assert story.debris.keys() == set(DEBRIS)
    assert (len(story.titles), len(story.thread), len(story.menu)) == (3, 3, 5)


@pytest.mark.parametrize("language", languages())
def test_no_two_pieces_of_a_page_are_alike(language):
    page = make_page(load_story(language), SHAPES["flat"])
    texts = [letters(piece.text) for piece in (*page.body, *page.debris)]
    assert max(Counter(texts).values()) == 1
    body = [letters(piece.text) for piece in page.body]
    longer = [letters(piece.text) for piece in page.debris if len(piece.text) > 20]
    assert [text for text in longer if text in "".join(body)] == []


# --- the pages -------------------------------------------------------------------------


@pytest.mark.parametrize("markup", MARKUPS, ids=lambda markup: markup.name)
def test_every_piece_is_once_in_a_page(markup):
    for story in map(load_story, languages()):
        page = make_page(story, markup)
        body = LexborHTMLParser(page.html).body
        assert body is not None
        pieces = "\n".join(piece.text for piece in (*page.body, *page.debris))
        assert lines(body.text(separator="\n")) == lines(pieces), page.name


@pytest.mark.parametrize("trap", traps())
def test_every_piece_of_a_trap_is_once_in_its_page(trap):
    for story in load_traps(trap):
        page = make_page(story, SHAPES["soup"])
        body = LexborHTMLParser(page.html).body
        assert body is not None
        pieces = "\n".join(piece.text for piece in (*page.body, *page.debris))
        assert lines(body.text(separator="\n")) == lines(pieces), page.name


def test_entries_and_steps_are_in_lists_of_their_own():
    story = replace(load_story("en"), body=parse_body("- a\n- b\n\n1. c\n1. d\n\nText.\n\n- e"))
    html = make_page(story, Markup(name="plain")).html
    assert (
        "<ul><li>a</li><li>b</li></ul>\n<ol><li>c</li><li>d</li></ol>\n<p>Text.</p>\n<ul>" in html
    )


def test_calls_are_between_paragraphs_and_nowhere_else():
    page = make_page(load_story("en"), SHAPES["calls"])
    html, debris = page.html, load_story("en").debris
    first, last = (html.index(page.body[n].text[:30]) for n in (0, -1))
    for kind in ("follow", "advert", "newsletter"):
        assert first < html.index(debris[kind]) < last
        assert html.count(debris[kind]) == 1


def test_an_answer_is_in_the_comment_that_it_answers():
    html = make_page(load_story("en"), SHAPES["thread"]).html
    assert html.count("<ul><li><b>") == 2
    assert html.index("Mrs P. Quayle") < html.index("</li></ul></li>") < html.index("Gaz")


def test_a_bare_page_has_no_debris_under_its_text():
    kinds = {piece.kind for piece in make_page(load_story("en"), SHAPES["bare"]).debris}
    assert kinds == {"site", "menu", "headline", "byline", "dateline"}


def test_all_pages_are_made_alike_each_time():
    first, second = (Counter(page.html for page in all_pages()) for _ in range(2))
    assert first == second
    stories = len(languages()) + sum(len(load_traps(trap)) for trap in traps())
    assert max(first.values()) == 1
    assert first.total() == stories * len(MARKUPS)


# --- the measure -----------------------------------------------------------------------


def judged(text: str):
    return judge(PAGE, Extraction(text=text))


def test_the_body_alone_is_perfect_however_it_is_marked():
    text = BODY.replace("bypass", "by\\pass").replace("A bus", "## A bus").replace(" ", "  ")
    assert judged(text).is_perfect


@pytest.mark.parametrize("piece", PAGE.debris, ids=lambda piece: piece.kind)
def test_each_piece_of_debris_is_found_where_it_leaks(piece):
    result = judged(f"{BODY}\n\n**{piece.text}**")
    assert result.leaked == (piece,)
    assert not result.strays


@pytest.mark.parametrize("piece", PAGE.body, ids=lambda piece: piece.text[:20])
def test_each_piece_of_the_body_is_missed_where_it_is_lost(piece):
    result = judged(BODY.replace(piece.text, ""))
    assert (result.lost, result.leaked) == ((piece,), ())


def test_pieces_out_of_their_order_are_lost():
    *rest, last = (piece.text for piece in PAGE.body)
    assert [piece.text for piece in judged("\n\n".join([last, *rest])).lost] == [last]


def test_a_word_elsewhere_is_no_heading():
    body = parse_body("## Tags\n\nThe oldest are of leather, which is why tags of wood are new.")
    page = replace(PAGE, body=body)
    assert judge(page, Extraction(text=body[1].text)).lost == (body[0],)


def test_what_belongs_to_no_piece_is_a_stray():
    result = judged(f"{BODY}\n\nElsewhere")
    assert (result.strays, result.is_perfect) == ("elsewhere", False)


def test_numbers_of_steps_and_addresses_of_links_are_no_text():
    page = replace(PAGE, body=parse_body("1. Stir.\n1. Bake."))
    text = "1. Stir.\n2. [Bake.](https://courier.example/80)"
    assert judge(page, Extraction(text=text)).is_perfect


def test_the_figures_of_a_report():
    whole = judged(BODY)
    poor = judged(BODY.replace(PAGE.body[0].text, "") + "\n\n" + PAGE.debris[-1].text)
    trapped = replace(whole, page=replace(PAGE, trap="poem"), refused=True)
    report = Report((whole, poor, trapped))
    assert report.plain.perfect == 0.5
    assert report.plain.leaked == 1 / (2 * len(PAGE.debris))
    assert report.plain.kept == 1 - 1 / (2 * len(PAGE.body))
    assert (report.traps.perfect, report.traps.whole, report.traps.refused) == (1, 1, 1)
    assert report.plain.lost_by_kind() == {"paragraph": 1 / 12, "heading": 0.0}
    assert report.plain.leaked_by_kind()[PAGE.debris[-1].kind] == 0.5
    assert "| **all** | 2 | 0.500 |" in as_markdown(report)
    assert f"en/flat: lost paragraph: {PAGE.body[0].text}" in details(report)


def test_a_page_in_its_site_has_the_same_pieces_and_a_menu_first():
    page = make_page(load_story("de"), SHAPES["semantic"])
    framed = in_site(page)
    links = LexborHTMLParser(framed.html).css("body > div:first-child a")
    assert len(links) > 100
    assert "og:type" in page.html
    assert "og:type" not in framed.html
    assert (framed.body, framed.debris, framed.name) == (page.body, page.debris, page.name)


# --- what holds today ------------------------------------------------------------------


@pytest.fixture(scope="module")
def german():
    return measure(make_page(load_story("de"), markup) for markup in MARKUPS)


def test_one_language_is_measured_in_all_shapes(german):
    assert len(german.results) == len(MARKUPS)
    assert german.only(shape="semantic").perfect == 1
    assert not any(result.strays or result.refused for result in german.results)


def test_no_paragraph_is_lost_in_any_shape(german):
    assert german.lost_by_kind()["paragraph"] == 0


@pytest.mark.slow
def test_the_command_prints_the_table():
    command = "-m bench.shapes --language pt --shape flat --shape bare --verbose --processes 2"
    run = subprocess.run(
        [sys.executable, *command.split()], capture_output=True, text=True, check=True
    )
    assert "| shape | pages | perfect |" in run.stdout
    assert "| flat |" in run.stdout
    assert "| bare |" in run.stdout


def test_letters_are_what_texts_are_compared_by():
    assert letters("Ａ **b**\u200b, ﬁ 3") == "abfi3"
    assert {category(c)[0] for c in letters("কাঁচা লঙ্কা!")} == {"L", "M"}
