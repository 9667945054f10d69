"""The Markdown of an article as HTML: only its own tags, and no image from elsewhere."""

import pytest

from scraper.web.article_html import article_html

IMAGE = "3f/3fa1" + "0" * 28 + ".jpg"


def html(markdown: str) -> str:
    return article_html(markdown, "/{}".format)


def test_markdown_is_html():
    assert html("Some *text*\n\n| a | b |\n|---|---|\n| 1 | ~~2~~ |") == (
        "<p>Some <em>text</em></p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n"
        "</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td><s>2</s></td>\n</tr>\n</tbody>\n</table>\n"
    )


def test_the_tags_of_the_archive_stay():
    assert "H<sub>2</sub>O" in html("H<sub>2</sub>O")
    assert "<details>\n<summary>More</summary>" in html("<details>\n<summary>More</summary>\n\nx")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<sub onclick=alert(1)>x</sub>",
        "<details open ontoggle=alert(1)>\n\nx",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<!-- --><iframe src=//evil.example></iframe>",
        "[x](javascript:alert(1))",
        "![x](javascript:alert(1))",
        "![x](https://evil.example/pixel.png)",
        '![x](<https://evil.example/"onerror="alert(1)>)',
        "```<script>\nalert(1)\n```",
        '[x](https://a.example/ "\\"onmouseover=alert(1)")',
    ],
)
def test_nothing_else_does(hostile):
    page = html(hostile)
    for tag in ("<script", "<img", "<svg", "<iframe", "<sub ", "<details ", 'href="javascript'):
        assert tag not in page


def test_an_image_elsewhere_is_a_link():
    assert html("![A boat](https://a.example/b.png)") == (
        '<p><a href="https://a.example/b.png" rel="noreferrer noopener">[image: A boat]</a></p>\n'
    )


def test_controls_of_direction_are_removed():
    assert html("a\u202eb\u2066c") == "<p>abc</p>\n"
