"""Texts that break off, and texts that an offer follows."""

import time

import pytest

from scraper import extract
from scraper.models import VerdictName

HEAD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The buoy",
"author": {"@type": "Person", "name": "Ines Vale"}}</script>"""
LEAD = "<p>The lifeboat was called out at six, when a walker saw a red light blink in the bay.</p>"
NEXT = (
    "<p>It was a buoy, and the crew of five towed it home, which took them until ten at night.</p>"
)
SALE = "<h3>{}</h3><p>4 £ a month.</p><a href=/subscribe>See plans</a>"


def verdict(text: str, after: str = "") -> VerdictName:
    html = f"{HEAD}<main><article><h1>The buoy</h1>{text}</article>{after}</main>"
    return extract(html, url="https://bay.example/2026/05/buoy").verdict.name


@pytest.mark.parametrize("line", ["Subscribers can read the rest of this", "Log in to read on"])
def test_a_line_about_the_rest_and_an_offer_end_a_text(line):
    assert verdict(LEAD + NEXT + SALE.format(line)) is VerdictName.PAYWALL


def test_the_same_outside_of_the_article_is_a_promotion():
    assert verdict(LEAD + NEXT, SALE.format("Subscribers can read it all")) is VerdictName.ARTICLE


def test_a_line_about_the_rest_without_an_offer_ends_nothing():
    assert verdict(LEAD + NEXT + "<h3>More of this story tomorrow</h3>") is VerdictName.ARTICLE


def test_a_paragraph_and_an_offer_in_any_words_are_a_paywall():
    assert verdict(LEAD + SALE.format("Carry on")) is VerdictName.PAYWALL
    assert verdict(LEAD + NEXT + SALE.format("Carry on")) is VerdictName.ARTICLE


def test_a_letter_offered_under_a_paragraph_is_no_paywall():
    letter = "<h3>Sign up for our newsletter</h3><a href=/join>Join</a>"
    assert verdict(LEAD + letter) is not VerdictName.PAYWALL


@pytest.mark.parametrize("row", ["1" * 300_000, "1," * 100_000, "1 " * 8 + "." * 300_000])
def test_a_price_is_looked_for_in_linear_time(row):
    begun = time.process_time()
    verdict(f"{LEAD}<p>{row}</p>")
    assert time.process_time() - begun < 5
