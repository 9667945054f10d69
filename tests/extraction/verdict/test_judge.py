"""Walls as the big vendors write them, and articles that look like one."""

from pathlib import Path

import pytest

from scraper import extract
from scraper.models import VerdictName

FOLDER = Path(__file__).parents[3] / "fixtures" / "verdicts"
CASES = sorted(FOLDER.glob("*/*.html"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}--{case.stem}")
def test_the_verdict_is_what_the_page_is(case):
    path = "" if "front-page" in case.stem else f"2025/03/{case.stem}"
    article = extract(case.read_bytes(), url=f"https://site.example/{path}")
    assert article.verdict.name == case.parent.name, article.verdict.reason
    assert 0 < article.verdict.score <= 1
    assert article.verdict.reason


@pytest.mark.parametrize("kind", ["paywall", "consent", "bot_wall", "soft_404", "section_page"])
def test_there_are_twelve_shapes_of_each(kind):
    assert sum(case.parent.name == kind for case in CASES) >= 12


CHECK = f"""<title>bay.example</title><nav>{"<a href=/x>Ferries</a> " * 40}</nav>
<p>Verify you are human.</p>
<p>{"We have had many visitors from your network today and want to see who is there. " * 2}</p>"""


@pytest.mark.parametrize("status", [403, 429, 503])
def test_the_status_of_a_refusal_says_what_a_check_for_robots_is(status):
    assert extract(CHECK, status=200).verdict.name is not VerdictName.BOT_WALL
    assert extract(CHECK, status=status).verdict.name is VerdictName.BOT_WALL


def test_an_article_that_comes_with_a_403_is_an_article():
    page = (FOLDER / "article" / "about-captchas.html").read_bytes()
    assert extract(page, status=403).verdict.name is VerdictName.ARTICLE


def test_a_challenge_without_a_text_is_a_bot_wall():
    page = "<html><head><script>window._cf_chl_opt={}</script></head><body></body></html>"
    verdict = extract(page).verdict
    assert verdict.name is VerdictName.BOT_WALL
    assert verdict.reason == "a check for robots by Cloudflare"


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


BRIEF = "<p>The ferry at eight has been cancelled because of the fog. Take the boat at seven.</p>"


@pytest.mark.parametrize("signature", ["<p class=byline>By Jane Doe</p>", "<p>3 March 2026</p>"])
def test_a_signed_brief_is_an_article(signature):
    page = f"<title>No ferry</title>{{}}<h1>No ferry</h1>{signature}{BRIEF}"
    assert extract(page.format("<article>")).verdict.name is VerdictName.ARTICLE
    assert extract(page.format("<div>")).verdict.name is VerdictName.THIN
    unsigned = f"<article><h1>No ferry</h1>{BRIEF}</article>"
    assert extract(unsigned).verdict.name is VerdictName.THIN


def test_one_long_paragraph_is_an_article():
    told = "The ferry at eight was cancelled, and those who had come with a dog went home on foot. "
    page = "<title>No ferry</title><main><h1>No ferry</h1><p>{}</p></main>"
    assert extract(page.format(told * 4)).verdict.name is VerdictName.ARTICLE
    assert extract(page.format(told * 2)).verdict.name is VerdictName.THIN
