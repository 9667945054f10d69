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
