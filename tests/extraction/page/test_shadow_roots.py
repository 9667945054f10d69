"""What a declarative shadow root holds is a part of the page."""

from scraper import extract
from scraper.extraction.page.shadow_roots import with_shadow_roots
from tests.extraction.outlines import paragraphs


def test_an_article_in_a_shadow_root():
    root = f'<template shadowrootmode="open"><style>p{{}}</style>{paragraphs(4)}</template>'
    page = f"<title>Boats</title><article><h1>Boats</h1><story-body>{root}</story-body></article>"
    assert extract(page).text.count("In year") == 4


def test_other_templates_stay_templates():
    html = (
        "<a-b><template shadowrootmode=open><p>A</p><template><p>B</p></template></template></a-b>"
        "<template><p>C</p></template>"
    )
    assert with_shadow_roots(html) == (
        "<a-b><div><p>A</p><template><p>B</p></template></div></a-b><template><p>C</p></template>"
    )


def test_a_stray_end_tag_is_left_alone():
    html = "</template><template shadowrootmode=open>A"
    assert with_shadow_roots(html) == "</template><div>A"
