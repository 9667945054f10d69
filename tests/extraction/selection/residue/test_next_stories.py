"""Stories that a page loads after its own are not its text; sections of it are."""

import pytest

from scraper.extraction.article import extract
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.selection.residue.kept_text import kept_text
from scraper.extraction.selection.residue.next_stories import next_stories
from scraper.models import Metadata
from tests.extraction.outlines import outline_of, paragraphs

OTHER = "The council of Highrock decided on Monday to close the old bridge over the river for good."


def page(own: str, other: str) -> str:
    html = f"<html lang=en><title>The loft - Quay</title><body><main>{own}{other}</main>"
    return extract(html, url="https://a.example/loft").markdown


def story(open_tag: str, heading: str, text: str) -> str:
    return f"{open_tag}{heading}{text}</{open_tag[1:].split(' ', maxsplit=1)[0].rstrip('>')}>"


PROSE = paragraphs(5)
BRIDGE = paragraphs(3, words=OTHER)


@pytest.mark.parametrize(
    ("own", "other", "heading"),
    [
        ("<article class=s>", "<article class=s>", "<h1>Bridge closed</h1>"),
        ("<div data-url=/1>", "<div data-url=/2>", "<h2>Bridge closed</h2>"),
        (
            "<div itemtype='https://schema.org/NewsArticle' data-post-id=1>",
            "<div itemtype='https://schema.org/NewsArticle' data-post-id=2>",
            "<h2>Bridge closed</h2>",
        ),
    ],
)
def test_a_story_after_the_own(own: str, other: str, heading: str) -> None:
    text = page(story(own, "<h1>The loft</h1>", PROSE), story(other, heading, BRIDGE))
    assert "In year 1904" in text
    assert OTHER not in text


@pytest.mark.parametrize(
    ("own", "other", "heading"),
    [
        ("<section>", "<section>", "<h2>The bridge</h2>"),
        ("<article class=s>", "<article class=s>", "<h2>The bridge</h2>"),
        ("<div data-url=/1>", "<div data-url=/1>", "<h2>The bridge</h2>"),
        ("<div data-id=1>", "<div data-id=2>", "<h2>The bridge</h2>"),
    ],
)
def test_a_section_of_the_own(own: str, other: str, heading: str) -> None:
    text = page(story(own, "<h1>The loft</h1>", PROSE), story(other, heading, BRIDGE))
    assert OTHER in text


def test_the_sections_of_a_manual_are_no_stories() -> None:
    sections = "".join(
        f"<h2>{name}</h2><p>{date}</p>{paragraphs(2)}"
        for name, date in [
            ("Author", "Ask Ann."), ("Thanks", "26 June 2002"), ("Use", "Read on."), ("End", "Bye.")
        ]
    )  # fmt: skip
    decisions = SegmentDecisions(outline_of(f"<h2>A pilot</h2>{paragraphs(4)}{sections}"))
    assert list(next_stories(kept_text(decisions, Metadata(title="A pilot")))) == []
