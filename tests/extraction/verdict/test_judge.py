"""Walls as the big vendors write them, and articles that look like one."""

from pathlib import Path

import pytest

from scraper import extract
from scraper.models import VerdictName

FOLDER = Path(__file__).parents[3] / "fixtures" / "verdicts"
CASES = sorted(FOLDER.glob("*/*.html"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}--{case.stem}")
def test_the_verdict_is_what_the_page_is(case):
    path = "" if case.parent.name == "section_page" else case.stem
    article = extract(case.read_bytes(), url=f"https://site.example/{path}")
    assert article.verdict.name == case.parent.name, article.verdict.reason
    assert 0 < article.verdict.score <= 1
    assert article.verdict.reason


@pytest.mark.parametrize("kind", ["paywall", "consent", "bot_wall", "soft_404"])
def test_there_are_six_shapes_of_each(kind):
    assert sum(case.parent.name == kind for case in CASES) >= 6


@pytest.mark.parametrize(
    "html",
    ["", "   ", "<!DOCTYPE html>", "<html><body><script>app()</script></body></html>",
     "<body><img src=a.png></body>"],
)  # fmt: skip
def test_a_page_without_text_is_empty(html):
    assert extract(html).verdict.name is VerdictName.EMPTY


def test_a_line_is_thin():
    verdict = extract("<body><p>Coming soon, says the man at the gate.</p></body>").verdict
    assert verdict.name is VerdictName.THIN
    assert verdict.reason == "only 8 words"


def test_a_list_of_titles_is_a_section_page():
    titles = "".join(
        f"<li><a href=/n{n}>The council votes again on item {n}</a></li>" for n in range(40)
    )
    verdict = extract(
        f"<body><h1>News</h1><ul>{titles}</ul></body>", url="https://a.example/news"
    ).verdict
    assert verdict.name is VerdictName.SECTION_PAGE
