"""Where the markup and the lines around the headline disagree: which of them is believed."""

from datetime import UTC, date, datetime

import pytest

from tests.extraction.metadata.reading import metadata_of

LATER = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = (
    "<p>" + "The tram left the depot before the first bakery had opened its shutters. " * 4 + "</p>"
)


def page(below, *, head="", after="", title="The tram that leaves before dawn"):
    return (
        f"<html lang=en><head><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1>{below}{TEXT}{after}</article></body></html>"
    )


def declared(**values):
    listed = ", ".join(f'"{name}": "{value}"' for name, value in values.items())
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f'"The tram that leaves before dawn", {listed}}}</script>'
    )


def read(html):
    return metadata_of(html, url="https://tarnecho.example/trams/dawn", now=LATER)


# --- days ---------------------------------------------------------------------------------


def test_a_page_that_was_republished_is_as_old_as_it_shows():
    head = declared(datePublished="2025-06-24T08:00:00Z", dateModified="2025-06-24T08:00:00Z")
    assert read(page("<p>August 25, 2023</p>", head=head)).published == date(2023, 8, 25)


def test_a_later_day_is_that_of_a_change():
    head = declared(datePublished="2023-08-25")
    assert read(page("<p>June 24, 2025</p>", head=head)).published == date(2023, 8, 25)


def test_an_instant_in_utc_is_that_of_the_zone_which_the_page_shows():
    head = declared(datePublished="2025-06-24T02:00:00Z")
    below = '<time datetime="2025-06-23T22:00:00-04:00">June 23, 2025</time>'
    assert read(page(below, head=head)).published.isoformat() == "2025-06-23T22:00:00-04:00"
    other = '<time datetime="2025-06-23T21:00:00-04:00">June 23, 2025</time>'
    assert read(page(other, head=head)).published == datetime(2025, 6, 24, 2, 0, tzinfo=UTC)


def test_a_labelled_day_beside_the_text_is_that_of_publication():
    day = '<p><time datetime="2024-08-30">August 30, 2024</time></p>'
    fair = '<h3>Next fair</h3><p><time datetime="2024-08-12">August 12, 2024</time></p>'
    after = f"{TEXT * 4}<aside>{fair}<h3>Published</h3>{day}</aside>"
    assert read(page("", after=after)).published == date(2024, 8, 30)


def test_one_day_of_difference_is_that_of_the_zone():
    head = declared(datePublished="2025-06-24T02:00:00+00:00")
    assert read(page("<p>June 23, 2025</p>", head=head)).published == datetime(
        2025, 6, 24, 2, 0, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "below",
    [
        "<blockquote>Great line! <a href=/s>May 2, 2020</a></blockquote>",
        "<figure><img src=a.png><figcaption>The depot, <i>May 2, 2020</i></figcaption></figure>",
        (
            "<p>After the <a href=/ruling>2 May 2020 ruling</a> of the court, which had kept the "
            "whole town waiting for months, the first trams were allowed to leave the depot.</p>"
        ),
        "<p>Received May 2, 2020</p>",
        "<p><b>Release:</b> May 2, 2020</p>",
        '<p><span class="updated">May 2, 2020</span></p>',
        '<a href="/other"><span>May 2, 2020</span> <b>Another story about another tram</b></a>',
    ],
)
def test_a_day_of_something_else_contradicts_nothing(below):
    head = declared(datePublished="2023-08-25")
    assert read(page(below, head=head)).published == date(2023, 8, 25)


def test_a_day_above_the_headline_wins_over_those_of_teasers():
    html = (
        "<title>The tram that leaves before dawn</title><body><main><article>"
        "<div><p>May 22, 2024</p><a href=/news/trams>Trams</a></div>"
        f"<h1>The tram that leaves before dawn</h1>{TEXT}</article><section><h2>Keep reading</h2>"
        "<a href=/a><div>Another story about another tram</div>"
        "<div><span>Product</span> <time datetime=2024-03-05>Mar 5, 2024</time></div></a></section>"
    )
    assert read(html).published == date(2024, 5, 22)


# --- people -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "owner", ["Tarn Echo Media Group", "The Tarn Echo", "KatieS", "webteam", "Morgan & Morgan"]
)
def test_a_byline_wins_over_an_owner_that_the_markup_names(owner):
    head = declared(author=owner)
    assert read(page("<p>By Perdita Lowe</p>", head=head)).authors == ("Perdita Lowe",)


@pytest.mark.parametrize(
    "name", ["Wilf Garrow", "André Oliver KLEIN", "viktor hedlund", "山田太郎"]
)
def test_a_person_whom_readers_see_stays(name):
    html = page(f"<p>By Perdita Lowe</p><p>{name}</p>", head=declared(author=name))
    assert read(html).authors == (name,)


def test_an_account_that_no_reader_sees_gives_way_to_the_byline():
    html = page("<p>By Perdita Lowe</p>", head='<meta name=author content="Wilf Garrow">')
    assert read(html).authors == ("Perdita Lowe",)


def test_an_account_without_a_byline_stays():
    html = page("<p>Trams</p>", head='<meta name=author content="Wilf Garrow">')
    assert read(html).authors == ("Wilf Garrow",)


def test_in_a_forum_accounts_are_authors():
    head = declared(author="crustfan").replace("NewsArticle", "DiscussionForumPosting")
    html = page("<p>By Perdita Lowe</p><p>crustfan</p>", head=head)
    assert read(html).authors == ("crustfan",)


def test_the_site_beside_a_person_is_no_author():
    head = declared(author="Tarn Echo") + '<meta property="og:site_name" content="Tarn Echo">'
    below = '<div class="byline">Perdita Lowe | Tarn Echo</div>'
    assert read(page(below, head=head)).authors == ("Perdita Lowe",)


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<p>Perdita Lowe | Senior Writer | July 2, 2025</p>", ("Perdita Lowe",)),
        ("<p>July 2, 2025 · Perdita Lowe on behalf of the Council</p>", ("Perdita Lowe",)),
        ("<p>Perdita Lowe — 2 July 2025</p>", ("Perdita Lowe",)),
        ("<p>July 2, 2025 | Tram Guides</p><p>Many tram guides and many trams</p>", ()),
        ("<p>Winter Timetable | July 2, 2025</p><p>The winter timetable</p>", ()),
        ("<div><p>Perdita Lowe</p><p>Tech Writer</p></div>", ("Perdita Lowe",)),
        ("<div><p>Winter Sale</p><p>Our partners</p></div>", ()),
        (
            (
                "<div><p>July 2, 2025</p><p>Jane Smith, Research Scientist, and John Doe, VP and "
                "Senior Fellow, Example Research</p></div>"
            ),
            ("Jane Smith", "John Doe"),
        ),
        ("<div class=authors><p>Reviewed by</p><p>Perdita Lowe</p></div>", ()),
        ("<div><p>July 2, 2025</p><p>Lowe Dentistry PLLC</p></div>", ()),
    ],
)
def test_names_in_the_lines_of_the_day_and_of_the_role(below, authors):
    assert read(page(below)).authors == authors
