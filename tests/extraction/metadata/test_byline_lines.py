"""Bylines and datelines that no markup names: read where a reader finds them."""

from datetime import UTC, date, datetime

import pytest

from tests.extraction.metadata.reading import metadata_of

BODY = "<p>The harbour was quiet and the ferries lay at the quay while the guides slept.</p>"
FURTHER = f"{BODY * 12}<p>5 May 2020</p><p>Lena Ottosson</p><p>9 June 2021</p><p>Ola Berg</p>"


def read(around: str, title: str = "The quiet harbour"):
    html = f"<title>{title}</title><body><nav>Travel Guides</nav>{around}{FURTHER}</body>"
    return metadata_of(html, url="https://news.example/a", now=datetime.now(UTC))


def source(metadata, field: str) -> str:
    return next(e.source for e in metadata.evidence if e.field == field)


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>May 12, 2025</span></div>",
        "<p>Published: 12 May 2025</p>",
        "<div>12.05.2025</div>",
        "<p>Jane Doe | Senior Writer | May 12, 2025</p>",
        '<time datetime="2025-05-12">two weeks ago, 1 June 2025</time>',
    ],
)
def test_a_date_under_the_headline(line):
    metadata = read(f"<h1>The quiet harbour</h1>{line}")
    assert metadata.published == date(2025, 5, 12)


def test_a_date_over_the_headline():
    assert read("<p>May 12, 2025</p><h1>The quiet harbour</h1>").published == date(2025, 5, 12)


def test_a_date_in_the_text_is_none_of_the_articles():
    line = "<p>On 12 May 2025 the last of the three ferries left for the islands in the west.</p>"
    assert read(f"<h1>The quiet harbour</h1>{line}").published is None


def test_a_headline_that_is_no_heading():
    metadata = read("<p><b>The quiet harbour</b></p><p>By Jane Doe</p><p>May 12, 2025</p>")
    assert (metadata.authors, metadata.published) == (("Jane Doe",), date(2025, 5, 12))


def test_an_update_is_the_modified_date_and_a_guess_at_the_published():
    metadata = read("<h1>The quiet harbour</h1><span>Last updated:</span> <b>May 12, 2025</b>")
    assert metadata.modified == date(2025, 5, 12)
    assert metadata.published == date(2025, 5, 12)
    assert source(metadata, "published").endswith("(a guess)")


def test_a_labelled_date_at_the_end_of_the_page():
    metadata = read(f"<h1>The quiet harbour</h1>{BODY * 30}<p>Posted on May 12, 2025</p>")
    assert metadata.published == date(2025, 5, 12)
    assert source(metadata, "published") == "a line of the page"


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Jane Doe</p>",
        "<p>Written by: Jane Doe, senior editor</p>",
        "<p><span>By</span> <span>Jane Doe</span></p>",
        '<div class="c-AuthorBlock__x1"><div><b>Jane Doe</b></div></div>',
        '<p><a href="/team/jane-doe">Jane Doe</a></p>',
        "<div><p>Jane Doe</p><p>May 12, 2025</p></div>",
        "<p>Guide by Jane Doe on Monday, May 12</p>",
    ],
)
def test_a_name_under_the_headline(line):
    assert read(f"<h1>The quiet harbour</h1>{line}").authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "line",
    [
        "<div><p>Travel Guides</p><p>May 12, 2025</p></div>",  # "guides" stands small in the text
        "<p>Sort by Guides</p><p>By Guides</p>",
        '<p><a href="https://video.example/user/travel">Watch Now</a></p>',
        "<p>Reviewed by Jane Doe</p>",
        "<p>By 7:30 the ferries had left</p>",
        "<nav>Sign In</nav><p>May 12, 2025</p><nav>Our Apps</nav>",
    ],
)
def test_what_is_no_name_under_the_headline(line):
    assert read(f"<h1>The quiet harbour</h1>{line}").authors == ()


def test_a_login_that_no_reader_sees_is_no_author():
    login = '<meta name="author" content="jdoe77">'
    assert read(f"{login}<h1>The quiet harbour</h1>").authors == ()
    assert read(f"{login}<h1>The quiet harbour</h1><i>jdoe77</i>").authors == ("jdoe77",)
    assert read(f"{login}<h1>The quiet harbour</h1>mail jdoe77@news.example").authors == ()


def test_the_owner_of_a_site_of_the_same_name_is_its_author():
    meta = (
        '<meta property="og:site_name" content="Jane Doe"><meta name="author" content="Jane Doe">'
    )
    assert read(f"{meta}<h1>The quiet harbour</h1>").authors == ("Jane Doe",)


def test_a_site_is_an_author_only_where_the_reader_sees_it_so():
    meta = '<meta property="og:site_name" content="Harbour"><meta name="author" content="Harbour">'
    assert read(f"{meta}<h1>The quiet harbour</h1>").authors == ()
    byline = '<span class="byline">By Harbour</span>'
    assert read(f"{meta}<h1>The quiet harbour</h1>{byline}").authors == ("Harbour",)


def test_the_reviewer_that_follows_the_author_is_not_one():
    two = '<p class="author">By Jane Doe</p><p class="author">Reviewed by Ann Lee</p>'
    assert read(f"<h1>The quiet harbour</h1>{two}").authors == ("Jane Doe",)


def test_a_page_without_dates_gets_none():
    html = f"<title>T</title><h1>T</h1>{BODY * 5}<p>© 2024 News</p>"
    assert metadata_of(html, url="https://n.example/a", now=None).published is None


def test_dates_of_related_stories_are_no_guess():
    html = f'<h1>T</h1>{BODY}<div class="related"><time datetime="2026-01-01">new</time></div>'
    assert metadata_of(html, url="https://n.example/a", now=None).published is None


def test_the_date_of_another_story_is_older_news():
    card = (
        '<a href="/b"><p>The quay that nobody repaired</p><time datetime="2024-01-02"></time></a>'
    )
    header = "<header><p>May 12, 2025</p><h1>The quiet harbour</h1></header>"
    assert read(f"{header}{card}").published == date(2025, 5, 12)
    assert read(f"<h1>The quiet harbour</h1>{card}").published is None


def test_updated_before_published_in_one_line():
    line = '<p class="dateline">Updated 3 June 2025. First published 12 May 2025.</p>'
    metadata = read(f"<h1>The quiet harbour</h1>{line}")
    assert (metadata.published, metadata.modified) == (date(2025, 5, 12), date(2025, 6, 3))


def test_the_numbers_of_a_date_are_read_as_the_page_is_written():
    page = '<html lang="{}"><h1>A quiet harbour</h1><p>04/11/2025</p>'
    assert metadata_of(page.format("en-GB")).published == date(2025, 11, 4)
    assert metadata_of(page.format("en-US")).published == date(2025, 4, 11)
    assert metadata_of(page.format("en")).published is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3 hours ago", datetime(2026, 6, 1, 9, tzinfo=UTC)),
        ("vor 2 Tagen", date(2026, 5, 30)),
        ("il y a 5 jours", date(2026, 5, 27)),
        ("hace una hora", datetime(2026, 6, 1, 11, tzinfo=UTC)),
        ("2日前", date(2026, 5, 30)),
        ("Yesterday", date(2026, 5, 31)),
        ("Heute, 9.15 Uhr", date(2026, 6, 1)),
        ("Updated 3 hours ago", None),
        ("It was 3 hours ago that the last of the ferries came back to the quay.", None),
    ],
)
def test_a_date_that_counts_back_from_the_fetch(line, expected):
    page = f"<title>A quiet harbour</title><h1>A quiet harbour</h1><p>{line}</p>{BODY}"
    metadata = metadata_of(page, now=datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert metadata.published == expected
    if expected is not None:
        assert source(metadata, "published") == "near the headline, relative"
    assert metadata_of(page, now=None).published is None


def test_the_particles_of_a_name_are_small_words_of_its_language():
    page = "<h1>Een stille haven</h1><div>Door <b>Pieter van den Berg</b></div>"
    text = (
        "<p>De boten van het eiland varen elke nacht naar den Haag en terug, van mei tot mei.</p>"
    )
    assert read(page + text).authors == ("Pieter van den Berg",)


def named(html: str) -> tuple[str, ...]:
    return metadata_of(html, url="https://news.example/a").authors


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("김서연 기자 seoyeon@ridge.example", "김서연"),
        ("한도윤 선임기자", "한도윤"),
        ("林小美／記者", "林小美"),
    ],
)
def test_a_reporter_signs_with_the_role_behind_the_name(line, name):
    assert named(f"<h1>Title of the piece</h1><div>{line}</div><p>Text.</p>") == (name,)


def test_the_source_in_the_line_before_is_not_that_of_the_name():
    spans = "<span>来源：潮汐日报</span><span>记者：王晓梅 李强</span><span>责任编辑：赵敏</span>"
    assert named(f"<h1>Title of the piece</h1><div>{spans}</div>") == ("王晓梅", "李强")
    assert not named("<h1>Title of the piece</h1><div>Photos by</div><div>Jane Doe</div>")


def test_the_author_of_a_teaser_is_not_that_of_the_article():
    card = '<div class="card"><a href="/s">Fog at noon</a> <a class="author">Nora Nein</a></div>'
    assert not named(f"<h1>Title of the piece</h1><p>Text.</p><aside>{card}</aside>")
    own = '<div class="author-card"><a class="author">Nora Nein</a></div>'
    assert named(f"<h1>Title of the piece</h1>{own}<p>Text.</p>") == ("Nora Nein",)


@pytest.mark.parametrize(
    "shown",
    [
        '<time title="2024-03-05T10:20:00Z">2 hours ago</time>',
        '<abbr class="published" title="2024-03-05T10:20:00Z">Tuesday</abbr>',
        '<span class="date" data-timestamp="1709634000">recently</span>',
        "<div>Mar</div><div>5</div><div>2024</div>",
        "<p>This article appeared in the print edition of Tuesday 5 March 2024</p>",
    ],
)
def test_a_date_that_is_shown_in_another_form(shown):
    page = f"<h1>Title of the piece</h1>{shown}<p>Text.</p>"
    now = datetime(2024, 3, 9, tzinfo=UTC)
    published = metadata_of(page, now=now).published
    assert published.isoformat().startswith("2024-03-05")


@pytest.mark.parametrize(
    "lines",
    [
        '<span class="updated">2024-03-06</span><span class="published">2024-03-05</span>',
        "<p>Vol. 12, No. 3, March 2024</p><p>Published online: 5 March 2024</p>",
        "<div>10:20 | 05.03.24</div>",
        "<p>Received: 1 January 2024; Accepted: 1 March 2024; Published: 5 March 2024</p>",
        "<p><b>Received:</b> 1 January 2024; <b>Published:</b> 5 March 2024</p>",
    ],
)
def test_the_day_of_publication_among_others(lines):
    page = f"<html lang=de><h1>Title of the piece</h1>{lines}<p>Text.</p>"
    assert str(metadata_of(page).published).startswith("2024-03-05")


def test_a_day_in_han_numerals_has_no_digit():
    page = "<h1>Title of the piece</h1><div>二〇二四年三月五日</div><p>Text.</p>"
    assert metadata_of(page).published == date(2024, 3, 5)
