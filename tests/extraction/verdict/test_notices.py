"""Pages of next to no words, by what they say of themselves."""

import pytest

from scraper import extract
from scraper.models import VerdictName

MENU = "<nav>" + "".join(f"<a href=/{n}>Boats {n}</a> " for n in range(4)) + "</nav>"
BLOCKED = "<h1>Slow down</h1><p>Your computer opens pages faster than we can send them.</p>"
WRITER = '<meta name="author" content="Ines Vale">'


def verdict(html: str, status: int | None = None) -> VerdictName:
    return extract(html, url="https://bay.example/2026/05/tide", status=status).verdict.name


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<h1>Coat rack</h1><p>It has been sold out since May.</p>", VerdictName.SOFT_404),
        ("<h1>Hm</h1><p>We take you for a robot.</p>", VerdictName.BOT_WALL),
        ("<h1>Hm</h1><p>The heron came at six.</p>", VerdictName.THIN),
    ],
)
def test_a_few_words_say_what_the_page_is(html, name):
    assert verdict(html) is name


def test_what_an_author_signs_is_no_notice():
    page = "<h1>Shop</h1><p>The shop on the quay has closed.</p>"
    assert verdict(page) is VerdictName.SOFT_404
    assert verdict(WRITER + page) is VerdictName.THIN


def test_more_words_are_a_check_only_with_the_status_of_a_refusal():
    explained = (
        BLOCKED + "<p>" + "We count how many pages are opened from each network. " * 3 + "</p>"
    )
    assert verdict(explained, 429) is VerdictName.BOT_WALL
    assert verdict(explained, 200) is not VerdictName.BOT_WALL


def test_a_heading_and_a_line_in_the_menus_of_a_site_are_left_of_a_page():
    page = "<h1>Nobody home</h1><p>We knocked twice.</p>"
    assert verdict(page) is VerdictName.THIN
    assert verdict(MENU + page) is VerdictName.SOFT_404


def test_a_refusal_in_the_menus_of_a_site_is_not_called_gone():
    page = MENU + "<h1>Nobody home</h1><p>We knocked twice.</p>"
    assert verdict(page, 403) is VerdictName.THIN
