import re
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive.articles.paths import (
    article_id,
    article_path,
    id_in,
    json_path,
    site_folder,
)

DAY = date(2026, 3, 9)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)


def name(title: str) -> str:
    path = article_path(site="example.org", day=DAY, title=title, id_="abcdefgh")
    return path.removeprefix("articles/example.org/2026/")


def test_a_name_says_day_title_and_id():
    assert name("Ferry returns, after 12 years!") == (
        "2026-03-09-ferry-returns-after-12-years-abcdefgh.md"
    )


@pytest.mark.parametrize("title", ["", "   ", "😀😀", "???", "\ud800", "../..", "\x00\n"])
def test_a_title_without_letters_is_called_article(title):
    assert name(title) == "2026-03-09-article-abcdefgh.md"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "c-windows-system32"),
        ("CON", "con"),  # not a device name: the date comes first
        ("Größe und Übermut", "grosse-und-ubermut"),
        ("Ceny mieszkań w Łodzi", "ceny-mieszkan-w-lodzi"),
        ("a\nb\u2028c\u202ed", "a-b-cd"),
    ],
)
def test_a_slug_holds_no_sign_that_a_file_system_knows(title, slug):
    assert name(title) == f"2026-03-09-{slug}-abcdefgh.md"


def test_a_long_title_is_cut_at_a_word_and_never_skips_one():
    title = "A short start " + "verylongword" * 5 + " and on"
    assert name(title) == "2026-03-09-a-short-start-abcdefgh.md"


def test_a_title_of_a_thousand_signs_makes_a_short_name():
    assert len(name("x" * 1000)) == len("2026-03-09-") + 60 + len("-abcdefgh.md")


@given(title=ANY_TEXT, site=ANY_TEXT)
def test_no_title_and_no_site_leaves_the_folder_of_articles(title, site):
    path = article_path(site=site, day=DAY, title=title, id_="abcdefgh")
    assert re.fullmatch(
        r"articles/[a-z0-9][a-z0-9.-]*/2026/2026-03-09-[a-z0-9-]+-abcdefgh\.md", path
    )
    parts = PurePosixPath(path).parts
    assert len(parts) == 4
    assert ".." not in parts
    assert all(len(part) <= 100 and not part.endswith(".") for part in parts)
    assert not any(PureWindowsPath(part).is_reserved() for part in parts)


@pytest.mark.parametrize(
    ("site", "folder"),
    [
        ("example.co.uk", "example.co.uk"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("2001:db8::1", "2001-db8-1"),
        ("con.com", "site-con.com"),
        ("NUL", "site-nul"),
        ("..", "site-"),
        ("", "site-"),
        (".hidden.", "hidden"),
    ],
)
def test_a_site_is_a_safe_folder(site, folder):
    assert site_folder(site) == folder


def test_an_early_year_has_four_digits():
    path = article_path(site="a.org", day=date(7, 1, 2), title="x", id_="abcdefgh")
    assert path == "articles/a.org/0007/0007-01-02-x-abcdefgh.md"


@given(ANY_TEXT)
def test_an_id_is_eight_letters_and_digits(key):
    assert re.fullmatch("[a-z2-7]{8}", article_id(key))


def test_an_id_stays_what_it_is():
    assert article_id("example.org/a") == "srmeeb7y"
    assert article_id("example.org/a") != article_id("example.org/b")


def test_the_json_has_the_same_name_which_contains_the_id():
    beside = json_path("articles/a.org/2026/2026-03-09-x-abcdefgh.md")
    assert beside == "articles/a.org/2026/2026-03-09-x-abcdefgh.json"
    assert id_in(beside) == "abcdefgh"
