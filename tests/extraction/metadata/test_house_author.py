"""Who signs an article that names no person."""

from datetime import UTC, datetime

import pytest

from tests.extraction.metadata.reading import metadata_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = (
    "<p>" + "The tram left the depot before the first bakery had opened its shutters. " * 4 + "</p>"
)
DATED = '<meta property="article:published_time" content="2025-03-08">'


def authors(head, body="", *, dated=DATED):
    html = f"<head><title>The tram</title>{dated}{head}</head><body><h1>The tram</h1>{body}{TEXT}"
    return metadata_of(html, url="https://tarnecho.example/trams/dawn", now=NOW).authors


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name=author content="Our Editors">', "Our Editors"),
        ('<meta name=author content="Tarn Echo">', "Tarn Echo"),
        ('<meta name=author content="Tarnecho Contributor">', "Tarnecho Contributor"),
        ('<meta name=author content="Community Editor">', "Community Editor"),
        (
            (
                '<meta name="twitter:label1" content="Written by">'
                '<meta name="twitter:data1" content="The Tarn Echo">'
            ),
            "The Tarn Echo",
        ),
    ],
)
def test_a_team_or_the_site_signs(head, expected):
    assert authors(head) == (expected,)


@pytest.mark.parametrize("body", ["<p class=byline>By Staff Writer</p>"])
def test_a_role_signs_in_the_byline(body):
    assert authors("", body) == ("Staff Writer",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name=author content="admin">',
        '<meta name=author content="Webmaster">',
        '<meta name=author content="tarnecho">',
        '<meta name=author content="Tarn Echo PLLC">',
        '<meta name=author content="https://tarnecho.example/team">',
        '<script type="application/ld+json">{"@type": "Article", "author": "Tarnecho"}</script>',
    ],
)
def test_accounts_and_publishers_sign_nothing(head):
    assert authors(head) == ()


def test_a_page_without_a_day_that_is_no_article_is_not_signed():
    assert authors('<meta name=author content="Our Editors">', dated="") == ()


def test_a_person_comes_first():
    head = '<meta name=author content="Our Editors">'
    assert authors(head, "<p>By Perdita Lowe</p>") == ("Perdita Lowe",)


def test_the_footer_of_an_article_is_its_own():
    footer = (
        '<article>{}<footer class="entry-footer"><span itemprop="author" itemscope '
        'itemtype="http://schema.org/Person">Perdita Lowe</span></footer></article>'
    )
    assert authors("", footer.format(TEXT)) == ("Perdita Lowe",)


def test_the_footer_of_the_page_is_not():
    footer = '<footer><span class="author">Perdita Lowe</span> made this site</footer>'
    assert authors("", TEXT + footer) == ()


@pytest.mark.parametrize(
    "body",
    [
        '<ul><li><span class="post-term">Digital Order</span></li><li>8 March 2025</li>',
        "<dl><dt>Joined Tarnecho</dt><dd>8 March 2025</dd></dl>",
        '<div class="byline">Tarn Money Tips</div><p>More money and more tips</p>',
    ],
)  # fmt: skip
def test_rubrics_and_labels_beside_a_day_are_nobody(body):
    assert authors("", body) == ()
