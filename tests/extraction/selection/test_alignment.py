from __future__ import annotations

from scraper.extraction.selection.alignment import coverage, main_text
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs


def shares(html: str, pieces: list[str]) -> list[float]:
    return coverage(outline_of(html).segments, pieces)


def test_a_segment_is_found_whatever_its_spaces_and_marks() -> None:
    assert shares(
        "<p>One,  <b>two</b> &amp; three four five six.</p>", ["one two", " & three FOUR five six"]
    ) == [1.0]


def test_a_short_text_counts_only_as_a_piece_of_its_own() -> None:
    html = "<p>More</p><p>There is more to say about the boats of the bay than this.</p>"
    pieces = ["There is more to say about the boats of the bay than this."]
    assert shares(html, pieces) == [0.0, 1.0]


def test_of_equal_texts_the_one_among_its_neighbours_is_taken() -> None:
    html = f"<p>Boats return</p><p>Menu</p><p>Contact us</p><h1>Boats return</h1><p>{SENTENCE}</p>"
    assert shares(html, ["Boats return", SENTENCE]) == [0.0, 0.0, 0.0, 1.0, 1.0]


def test_a_text_that_lost_some_words_is_measured_by_its_shingles() -> None:
    words = SENTENCE.split()
    lost = " ".join(words[:10] + words[12:])
    [share] = shares(f"<p>{SENTENCE}</p>", [lost])
    assert 0.5 < share < 1.0


def test_a_summary_of_taken_text_is_not_taken_again() -> None:
    html = f"<p>{SENTENCE}</p><p>{SENTENCE} And so on for ever.</p>"
    assert shares(html, [SENTENCE]) == [1.0, 0.0]


def test_main_text_of_a_page_without_text_is_empty() -> None:
    assert main_text("<html><body></body></html>") == []
    assert main_text("") == []


def test_main_text_finds_the_paragraphs() -> None:
    pieces = main_text(f"<html><body><article>{paragraphs(5)}</article></body></html>")
    assert len(pieces) == 5
