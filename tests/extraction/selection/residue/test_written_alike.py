import pytest

from scraper.extraction.decisions import DropReason, SegmentDecisions
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue import residue
from scraper.models import Metadata
from tests.extraction.outlines import outline_of, paragraphs

LETTER = (
    "Every morning before the first coffee the week of the valley comes to your letterbox, and it "
    "costs nothing but the address that you leave below."
)
TEXT = paragraphs(4).replace("<p>", "<p class=large>")


def kept_of(html: str, dropped: str) -> list[str]:
    """What stays after residue, of a page of which the model dropped the lines with a word."""
    outline = outline_of(html)
    decisions = SegmentDecisions(outline)
    for segment in outline.segments:
        if dropped in segment.text:
            decisions.drop_for(segment.index, DropReason(Rule.MODEL))
    residue(decisions, Metadata())
    return [segment.text for segment in decisions.kept()]


@pytest.mark.parametrize(("others", "stays"), [(3, False), (0, True)])
def test_a_paragraph_leaves_with_the_lines_that_its_template_wrote(
    others: int, *, stays: bool
) -> None:
    lines = f"<p class=small>Pier of island: {LETTER}</p>" * others
    page = f"<div>{TEXT}</div><div>{lines}<p class=small>{LETTER}</p></div>"
    assert (LETTER in kept_of(page, "Pier")) is stays


def test_a_paragraph_before_the_end_of_the_text_stays() -> None:
    lines = f"<p class=small>Pier of island: {LETTER}</p>" * 3
    page = f"<div>{lines}<p class=small>{LETTER}</p>{TEXT}</div>"
    assert LETTER in kept_of(page, "Pier")


def test_a_heading_over_text_stays_whatever_headings_left() -> None:
    lists = "<h2>Pier talk</h2><h2>Pier post</h2>"
    page = f"<div>{TEXT}<h2>Reception</h2><p>{LETTER.replace('Every', 'One')}</p>{lists}</div>"
    assert "Reception" in kept_of(page, "Pier")


def test_the_heading_over_notes_stays_with_them() -> None:
    text = TEXT.replace("</p>", '<sup><a href="#n1" id="r1">[1]</a></sup></p>', 1)
    note = '<ol><li id="n1"><a href="#r1">^</a> Harbour Gazette, 4 March 1962</li></ol>'
    kept = kept_of(f"<div>{text}<h2>Pier seen also</h2><h2>References</h2>{note}</div>", "Pier")
    assert kept[-2] == "References"
