"""Repeated paragraphs are removed; repeated entries, cells and quotations are kept."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.selection.residue.kept_text import kept_text
from scraper.extraction.selection.residue.repeats import repeats
from scraper.models import Metadata
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs

STEP = "Set a webhook that is called when the tide gauge reports a new level."


def repeated(html):
    decisions = SegmentDecisions(outline_of(html))
    body = kept_text(decisions, Metadata())
    return [decisions.outline.segments[index].text for index, _ in repeats(body)]


def test_an_article_that_is_printed_twice_stands_once_with_its_lists():
    article = f"<p>{SENTENCE}</p><ul><li>{STEP}</li></ul><p>Once more: {SENTENCE}</p>"
    assert repeated(article + article) == [SENTENCE, STEP, f"Once more: {SENTENCE}"]


def test_the_same_step_of_two_ways_stays():
    way = f"<ol><li>{STEP}</li></ol>"
    assert repeated(f"<h2>Python</h2>{way}<h2>Java</h2>{way}") == []


def test_the_same_note_in_two_rows_stays():
    assert repeated(f"<table><tr><td>{STEP}</td></tr><tr><td>{STEP}</td></tr></table>") == []


def test_who_answers_quotes():
    assert repeated(f"<p>{SENTENCE}</p><blockquote><p>{SENTENCE}</p></blockquote><p>No.</p>") == []


def test_short_lines_may_repeat():
    assert repeated("<p>Read the tide.</p>" * 3) == []


ASKED = "Would you ever sail around the northern isles without a chart again?"


@pytest.mark.parametrize("mark", ["?", "؟", "？"])
def test_a_question_to_everyone_is_asked_again(mark):
    asked = f"<p>{ASKED.replace('?', mark)}</p>"
    assert repeated(f"{asked}<p>Never again: {SENTENCE}</p>{asked}<p>Any day: {SENTENCE}</p>") == []


def test_a_question_that_is_printed_twice_with_its_answer_is_asked_once():
    pair = f"<p>{ASKED}</p><p>No.</p>"
    assert repeated(f"{pair}{paragraphs(6)}{pair}") == [ASKED]


RETURNS = "<h4>Returns</h4><p>True where the data was read before the end of the file.</p>"


def test_what_is_said_of_many_things_stays_under_each():
    parts = "".join(f"<h3>read_{n}()</h3><p>Reads island {n}.</p>{RETURNS}" for n in range(3))
    assert repeated(f"{paragraphs(6)}{parts}") == []


def test_a_section_that_is_printed_twice_stands_once():
    section = f"<h2>The lamp</h2>{paragraphs(3)}"
    assert len(repeated(section + section)) == 3
