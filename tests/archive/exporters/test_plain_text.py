"""The text of an export is that of `Article.text`, made from its Markdown."""

from pathlib import Path

import pytest

from scraper.archive.exporters.plain_text import plain_text_of
from scraper.blocks import (
    Callout,
    CodeSpan,
    Details,
    Footnote,
    FootnoteReference,
    Paragraph,
    Table,
    Text,
    plain_text,
)
from scraper.extraction.article import extract
from scraper.markdown import render_markdown

FIXTURES = Path(__file__).parent.parent.parent.parent / "fixtures"


def lines(text):
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize(
    "blocks",
    [
        (Paragraph((Text("As said"), FootnoteReference("1"), Text("."))),
         Footnote("1", (Paragraph((Text("By whom?"),)),))),
        (Paragraph((Text("The class [^abc] in "), CodeSpan("[^x]"), Text(" is [!NOTE] no mark"))),),
        (Paragraph((Text("[!NOTE] at the start, and [^1]: too"),)),),
        (Callout("NOTE", (Text("Beware"),), (Paragraph((Text("It is hot."),)),)),),
        (Details((Text("Why & how"),), (Paragraph((Text("So."),)),)),),
        (Table((), (((Text("a"),), (Text("b"),)),)),),
    ],
)  # fmt: skip
def test_marks_that_commonmark_does_not_know_are_no_text(blocks):
    assert lines(plain_text_of(render_markdown(blocks))) == lines(plain_text(blocks))


@pytest.mark.parametrize("page", sorted(FIXTURES.glob("*/page.html")), ids=lambda p: p.parent.name)
def test_the_text_of_an_article_is_that_of_its_markdown(page):
    article = extract(page.read_bytes())
    extra = set(lines(plain_text_of(article.markdown))) ^ set(lines(article.text))
    assert all("Photograph:" in line for line in extra)  # a caption
