"""Pages -> metadata: which source is believed, and that every value says where it is from."""

from datetime import UTC, date, datetime

import pytest

from tests.extraction.metadata.reading import metadata_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)
URL = "https://www.news.example/politics/story"


def read(html: str, url: str = URL, **rest):
    return metadata_of(html, url=url, now=NOW, **rest)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def source(metadata, field: str) -> str:
    return next(e.source for e in metadata.evidence if e.field == field)


def test_json_ld_graph_with_references():
    metadata = read(
        ld(
            '{"@graph": [{"@type": "WebSite", "name": "News"}, {"@id": "#a", "name": "Jane Doe"},'
            '{"@type": ["NewsArticle"], "headline": "H", "author": {"@id": "#a"},'
            '"datePublished": "2026-05-01T10:00:00+02:00"}]}'
        )
    )
    assert (metadata.title, metadata.authors) == ("H", ("Jane Doe",))
    assert metadata.published == datetime.fromisoformat("2026-05-01T10:00:00+02:00")
    assert source(metadata, "authors") == "json-ld:author"


@pytest.mark.parametrize(
    "text",
    [
        '<!-- {"@type": "Article", "headline": "H"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "H"}\n//]]>',
        '{"@type": "Article", "headline": "H",}',
        '{"@type": "Article", "headline": "H\n"}',
        '[{"@type": "BreadcrumbList"}, {"@type": "Article", "headline": "H"}]',
        '{"@type": "http://schema.org/Article", "headline": "H"}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "H"}}',
    ],
)
def test_json_ld_as_templates_write_it(text):
    assert read(ld(text)).title == "H"


@pytest.mark.parametrize(
    "text", ["{", "null", '"x"', "[" * 5000, '{"author": {"name": {}}}', "1e9"]
)
def test_json_ld_that_is_none_says_nothing(text):
    assert read(ld(text)).evidence == ()


def test_the_heading_that_the_title_holds_is_the_headline():
    metadata = read("<title>A long story | News</title><h1>News</h1><h1>A long story</h1>")
    assert (metadata.title, source(metadata, "title")) == ("A long story", "h1")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A long story - The News", "A long story"),
        ("A long story | The News | Politics", "A long story"),
        ("The News: no site here", "The News: no site here"),
        ("A story – with a dash", "A story – with a dash"),
        ("The News", "The News"),
    ],
)
def test_the_sites_name_leaves_the_title(title, expected):
    head = f'<title>{title}</title><meta property="og:site_name" content="The News">'
    assert read(head).title == expected


def test_a_heading_in_other_words_beats_a_title_made_for_search():
    page = "<title>Best Mild Curry Recipes 2026</title><h1>Ten mild curry recipes we love</h1>"
    assert read(page).title == "Ten mild curry recipes we love"


def test_a_date_in_the_future_is_not_believed():
    metadata = read('<meta property="article:published_time" content="2027-01-01">')
    assert metadata.published is None


def test_a_modified_before_the_published_is_not_believed():
    metadata = read(
        '<meta property="article:published_time" content="2026-05-02">'
        '<meta property="article:modified_time" content="2026-05-01">'
    )
    assert (metadata.published, metadata.modified) == (date(2026, 5, 2), None)


def test_the_address_gives_the_day_where_nothing_else_does():
    metadata = read("<p>x", url="https://x.example/2026/04/03/story")
    assert metadata.published == date(2026, 4, 3)
    assert source(metadata, "published") == "url"


def test_a_date_beside_other_stories_is_not_the_articles():
    page = '<p>x</p><aside class="related"><time datetime="2026-01-01"></time></aside>'
    assert read(page).published is None


def test_the_site_is_nobody():
    page = '<meta property="og:site_name" content="News"><meta name="author" content="News">'
    assert read(page).authors == ()


def test_a_commenter_is_no_author():
    page = (
        '<div class="comments"><div class="comment"><span class="author">troll</span></div></div>'
    )
    assert read(page).authors == ()


def test_microdata():
    metadata = read(
        '<div itemscope itemtype="https://schema.org/Article"><h2 itemprop="headline">H</h2>'
        '<span itemprop="author" itemscope><b itemprop="name">Jane Doe</b></span>'
        '<meta itemprop="datePublished" content="2026-05-01"></div>'
    )
    assert (metadata.authors, metadata.published) == (("Jane Doe",), date(2026, 5, 1))
    assert metadata.title == "H"


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="pt_br">', "pt-BR"),
        ('<html lang="zh-hans-cn">', "zh-Hans-CN"),
        ('<html lang="">', ""),
        ('<html lang="{{lang}}">', ""),
        ('<meta property="og:locale" content="de_AT">', "de-AT"),
    ],
)
def test_language_is_a_tag_of_bcp_47(html, language):
    assert read(html).language == language


def test_addresses_come_out_absolute_and_only_http():
    metadata = read(
        '<link rel="canonical" href="/s"><meta property="og:image" content="javascript:x">'
        '<meta name="twitter:image" content="//cdn.example/i.jpg">'
    )
    assert metadata.canonical_url == "https://www.news.example/s"
    assert metadata.image == "https://cdn.example/i.jpg"


def test_a_canonical_address_that_is_the_home_page_is_not_believed():
    assert read('<link rel="canonical" href="https://www.news.example/">').canonical_url == ""


@pytest.mark.parametrize(("said", "free"), [("False", False), ('"true"', True), ("null", None)])
def test_free_access(said, free):
    text = '{"@type": "Article", "headline": "H", "isAccessibleForFree": %s}'
    said = said.lower() if said == "False" else said
    assert read(ld(text % said)).free_access is free


def test_hostile_values_are_one_line_of_text():
    metadata = read('<meta property="og:title" content="a&#10;b\x1b[31m &lt;b&gt;c&lt;/b&gt;">')
    assert metadata.title == "a b[31m c"


def test_nothing_comes_of_an_empty_page():
    assert read("", url="").evidence == ()


def test_what_the_page_declares_to_be():
    metadata = read(
        '<meta property="og:type" content="article">'
        + ld('{"@graph": [{"@type": ["NewsArticle", "Report"]}, {"@type": "NewsArticle"}]}')
        + ld('{"@type": "https://schema.org/Organization", "name": "News"}')
    )
    assert metadata.types == ("NewsArticle", "Report", "Organization", "og:article")
    assert source(metadata, "types") == "json-ld:@type"


def test_a_type_is_a_name():
    bad = '<meta property="og:type" content="a type\u0007">' + ld('{"@type": ["<b>", 7, "A B"]}')
    assert read(bad).types == ()
    many = ld('{"@type": [' + ",".join(f'"T{number}"' for number in range(300)) + "]}")
    assert len(read(many).types) == 20


def test_the_text_that_the_page_states():
    page = ld(
        '[{"@type": "Article", "articleBody": "<p>The ferry &amp; the\\n harbour."},'
        '{"@type": "Review", "reviewBody": "Short."}, {"@type": "Article", "articleBody": 7}]'
    )
    assert read(page).stated_text == "The ferry & the harbour."
    assert read(ld('{"@type": "Article"}')).stated_text == ""


def test_a_stated_text_of_any_size_is_read_in_bounded_time():
    assert len(read(ld('{"articleBody": "' + "<!--" * 500_000 + '"}')).stated_text) <= 200_000
