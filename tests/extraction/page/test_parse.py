from __future__ import annotations

import pytest

from scraper.extraction.page.parse import parse

MANY = "<p " + " ".join(f"a{n}=1" for n in range(9_000)) + ">text</p>"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<script>" + "x" * 20_000 + "</script>",
        "<script>" + "a<b && " * 5_000 + "</script>",
        "<p>" + "a text > of its own " * 900 + "</p>",
        "<!-- " + "-" * 4_990,
    ],
    ids=["first", "after a script", "after comparisons", "after a text", "in a comment"],
)
def test_a_tag_of_many_attributes_loses_them_wherever_it_stands(before: str) -> None:
    assert "a8999" not in (parse(before + MANY).html or "")


def test_a_long_tag_of_few_attributes_keeps_them() -> None:
    page = parse('<p title="' + "x" * 25_000 + '">text</p>')
    assert len(page.css_first("p").attributes["title"] or "") == 25_000


def test_the_parser_reads_what_decoding_has_encoded() -> None:
    page = parse("<p>caf\xe9", "<p>caf\xe9".encode())
    assert page.css_first("p").text() == "caf\xe9"


def test_a_long_tag_loses_its_attributes_where_the_page_comes_in_utf_8_too() -> None:
    assert "a8999" not in (parse(MANY, MANY.encode()).html or "")


@pytest.mark.parametrize("text", ["<title>mml:math</title>", "<script>'<mml:math>'</script>"])
def test_prefixed_mathml_that_is_only_named(text: str) -> None:
    assert "mml:math" in (parse(text).html or "")
