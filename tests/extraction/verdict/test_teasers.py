"""Lists of other pages, told by the shape of their teasers."""

import pytest

from scraper import extract
from scraper.models import VerdictName

TEXT = "The {} turns only after dark, because the weir belongs to the anglers until nine o'clock."
THINGS = ("mill", "wheel", "tram", "lamp", "clock")
SHAPES = {
    "boxes": '<div class=item><h3><a href="/s/{0}">A story of the {0}</a></h3><p>{1}</p></div>',
    "in turn": '<h3><a href="/s/{0}">A story of the {0}</a></h3><p>{1}</p>',
    "read on": '<div class=item><h3>The {0}</h3><p>{1}</p><a href="/s/{0}">Read on</a></div>',
}


def page(shape: str, things=THINGS, rest: str = "") -> str:
    teasers = "".join(shape.format(thing, TEXT.format(thing)) for thing in things)
    return f"<title>Streets</title><main><h1>Streets</h1>{teasers}{rest}</main>"


def verdict(html: str) -> VerdictName:
    return extract(html, url="https://bay.example/streets").verdict.name


@pytest.mark.parametrize("shape", SHAPES)
def test_teasers_alike_are_a_list(shape):
    assert verdict(page(SHAPES[shape])) is VerdictName.SECTION_PAGE


def test_titles_that_lead_to_other_sites_are_of_an_article():
    shape = SHAPES["boxes"].replace('"/s/', '"https://other.example/')
    assert verdict(page(shape)) is VerdictName.ARTICLE


def test_titles_that_lead_to_the_page_itself_are_of_an_article():
    assert verdict(page(SHAPES["in turn"].replace('"/s/', '"#'))) is VerdictName.ARTICLE


def test_teasers_after_a_text_leave_it_an_article():
    story = "".join(f"<p>{TEXT.format(thing)} Nobody minds the {thing}.</p>" for thing in THINGS)
    html = page(SHAPES["boxes"]).replace("</h1>", f"</h1><div class=text>{story}</div>")
    assert verdict(html) is VerdictName.ARTICLE


def test_three_are_no_list():
    assert verdict(page(SHAPES["boxes"], THINGS[:3])) is not VerdictName.SECTION_PAGE
