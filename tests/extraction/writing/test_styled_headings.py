"""Lines that their size or a class makes headings."""

import pytest

from scraper import extract

TEXT = (
    "The swifts came on the ninth of May, six days later than last year, and took the same eleven "
    "holes under the roof of the salt store, two of which had been closed with foam in winter."
)


def line(markup: str) -> str:
    """The Markdown of `markup` between two paragraphs of an article."""
    page = f"<title>Swifts</title><article><h1>Swifts</h1><p>{TEXT}</p>{markup}<p>{TEXT[::-1]}</p>"
    return extract(f"{page}<p>{TEXT.upper()}</p></article>").markdown.split("\n\n")[1]


@pytest.mark.parametrize(
    ("markup", "level"),
    [
        ('<p style="font-size:20px;font-weight:700">Under the roof</p>', 3),
        ('<div style="font-weight:bold;font-size:1.5em">Under the roof</div>', 2),
        ('<p><span style="font-size:18pt"><strong>Under the roof</strong></span></p>', 2),
        ('<p><strong><span style="font-size: x-large">Under the roof</span></strong></p>', 2),
        ('<p><font size="4"><b>Under the roof</b></font></p>', 3),
        ('<p><font size="+2">Under the roof</font></p>', 2),
        ('<p style="font-size:24px">Under the roof</p>', 2),
        ('<p class="ql-size-large"><strong>Under the roof</strong></p>', 3),
        ('<p class="fs-3 fw-bold">Under the roof</p>', 3),
        ('<div class="mt-4 text-2xl font-bold">Under the roof</div>', 3),
        ('<p class="h4">Under the roof</p>', 4),
        ('<p class="article__crosshead">Under the roof</p>', 3),
        ('<div class="zwischentitel">Under the roof</div>', 3),
    ],
)
def test_a_line_that_looks_like_a_heading_is_one(markup, level):
    assert line(markup) == f"{'#' * level} Under the roof"


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("<p><strong>Under the roof</strong></p>", "**Under the roof**"),
        ('<p style="font-weight:bold">Under the roof</p>', "**Under the roof**"),
        ('<p style="font-size:15px;font-weight:600">Under the roof</p>', "**Under the roof**"),
        ('<p class="text-2xl">Under the roof</p>', "Under the roof"),
        ('<p style="font-size:24px">They came home late.</p>', "They came home late."),
        ('<ul><li><p style="font-size:24px">Under the roof</p></li></ul>', "- Under the roof"),
        (
            '<blockquote><p style="font-size:24px"><b>Under it</b></p></blockquote>',
            "> **Under it**",
        ),
    ],
)
def test_boldness_or_size_alone_is_no_heading(markup, markdown):
    assert line(markup) == markdown


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ('<span style="font-weight:700">never</span>', "**never**"),
        ('<span style="font-weight: 400">never</span>', "never"),
        ('<span style="font-style:italic">never</span>', "*never*"),
        ('<span style="font-weight:bold;font-style:italic">never</span>', "***never***"),
        ('<span style="text-decoration: line-through">never</span>', "~~never~~"),
        ('<b style="font-weight:normal">never</b>', "never"),
        ('<i style="font-style:normal">never</i>', "never"),
        (
            '<b style="font-weight:normal"><span style="font-weight:700">never</span> and</b>',
            "**never** and",
        ),
    ],
)
def test_the_style_of_a_word_marks_it(markup, markdown):
    assert line(f"<p>They {markup} nest in spring.</p>") == f"They {markdown} nest in spring."
