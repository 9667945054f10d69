"""The headline: told apart from the site's name, sections, kickers, badges and logos."""

import json

import pytest

from scraper.extraction.article import extract
from scraper.extraction.metadata.title_parts import SiteNames, left_over, parts, without_site
from tests.extraction.metadata.reading import metadata_of

URL = "https://www.harbour-post.example/ferries/night-boat"
HEADLINE = "The night boat that waits for nobody"


def title(html: str, url: str = URL) -> str:
    return metadata_of(html, url=url).title


@pytest.mark.parametrize(
    "written",
    [
        f"{HEADLINE} | Harbour Post",
        f"{HEADLINE} - Harbour Post",
        f"{HEADLINE} – Ferries – The Harbour Post",
        f"{HEADLINE} — Harbour Evening Post",
        f"{HEADLINE} :: Harbour Post",
        f"{HEADLINE} • harbour-post.example",
        f"{HEADLINE} » Ferries » Harbour Post",
        f"Harbour Post » {HEADLINE}",
        f"Harbour Post: {HEADLINE}",
        f"harbour-post.example {HEADLINE}",
        f"Harbour Post | {HEADLINE}",
        f"{HEADLINE} | HP News | Harbour Post",
    ],
)
def test_the_name_of_the_host_is_no_part_of_the_headline(written):
    declared = '<meta property="og:site_name" content="HP News">'
    assert title(f"<title>{written}</title>{declared}") == HEADLINE


@pytest.mark.parametrize(
    "written",
    [
        "夜の船は誰も待たない_港新聞",
        "夜の船は誰も待たない - 港新聞",
        "夜の船は誰も待たない｜港新聞",
        "夜の船は誰も待たない：港新聞",
        "港新聞「夜の船は誰も待たない」",
        "夜の船は誰も待たない_社会_港新聞",
    ],
)
def test_titles_without_spaces(written):
    page = f'<title>{written}</title><meta property="og:site_name" content="港新聞">'
    url = "https://minato.example/社会/1"
    assert title(page, url) == "夜の船は誰も待たない"


@pytest.mark.parametrize(
    "written",
    [
        "Ferries: the night boat that waits for nobody",
        "Boats - a history in ten parts",
        "«The boat waits», says the captain of the ferry",
        "Harbour Post 2",
        "The high-speed/night-boat war of 1911",
    ],
)
def test_what_only_looks_like_a_site_stays(written):
    page = f"<title>{written}</title>"
    assert title(page, "https://www.harbour.example/a/b") == written


def test_a_short_last_part_is_a_site_where_the_rest_is_a_headline():
    assert title(f"<title>{HEADLINE} | Salt &amp; Rope</title>", "https://x1.example/a") == HEADLINE
    kept = f"{HEADLINE} | Part 2"
    assert title(f"<title>{kept}</title>", "https://x1.example/a") == kept


def test_what_the_title_adds_to_the_headline_is_the_site():
    page = f"<title>{HEADLINE} | Ferries | Salt &amp; Rope</title><h1>{HEADLINE}</h1>"
    assert metadata_of(page, url=URL).site_name == "Salt & Rope"
    assert metadata_of(f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>", url=URL).site_name == ""


@pytest.mark.parametrize(
    "logo",
    [
        '<h1><a href="/">Salt and Rope</a></h1>',
        '<h1><a href="https://www.harbour-post.example/">Salt and Rope</a></h1>',
        '<a href="/"><h1>Salt and Rope</h1></a>',
        '<h1 class="site-title">Salt and Rope</h1>',
        '<div id="logo"><h1>Salt and Rope</h1></div>',
        "<h1>Harbour Post</h1>",
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_a_logo_is_no_headline(logo, tag):
    name = "Harbour Post" if "Harbour" in logo else "Salt and Rope"
    page = f"<title>{HEADLINE} | {name}</title>{logo}<{tag}>{HEADLINE}</{tag}>"
    assert title(page) == HEADLINE


@pytest.mark.parametrize(
    "heading",
    [
        f'<span class="kicker">Ferries</span> <span>{HEADLINE}</span>',
        f'<span class="o-overline">Ferries</span>{HEADLINE}',
        f"<span>Ferries and quays</span><span>{HEADLINE}</span>",
        f'{HEADLINE}<a class="headerlink" href="#a">#</a>',
        f'{HEADLINE} <a href="#a">¶</a>',
        f'{HEADLINE} <span class="badge">Premium</span>',
        f"{HEADLINE} <small>What the captain says</small>",
        f'<style>.a{{color:red}}</style><span class="a">{HEADLINE}</span>',
        f'{HEADLINE}<p class="subtitle">What the captain says</p>',
        "The <b>n</b>ight boat<br>that waits for<wbr> nobody",
    ],
)
def test_what_a_heading_holds_beside_the_headline(heading):
    assert title(f"<title>{HEADLINE} | Ferries</title><h1>{heading}</h1>") == HEADLINE


def test_a_kicker_that_is_called_the_line_above_but_comes_last():
    lines = "<span>Ferries and quays:</span>\n\t<span class=topline>The boat waits</span>\n\t"
    page = f"<title>Ferries and quays: it waits for you</title><h1>{lines}</h1>"
    assert title(page) == "Ferries and quays: The boat waits"


def test_a_double_colon_is_one_sign():
    page = f"<title>{HEADLINE} :: Gull Weekly Magazine</title><div>{HEADLINE}</div>"
    assert title(page, "https://a.example/b") == HEADLINE


def test_words_in_elements_of_their_own_are_not_glued():
    page = "<h1><span>Night boats:</span><span>The ones that wait</span></h1>"
    assert title(page) == "Night boats: The ones that wait"


def test_the_headline_that_readers_see_beats_one_made_for_search():
    page = "<title>Night Boat Times 2026: Best Ferries at Night</title>"
    assert title(f"{page}<h1>The night boat that waits</h1>") == "The night boat that waits"
    two = "<h1>Ferries at night, at their best times</h1><h1>Best of all night ferries</h1>"
    assert title(page + two).startswith("Night Boat Times")
    assert title(f"{page}<h1>{'Best night boat times and ferries. ' * 12}</h1>").startswith("Night")


def test_text_that_looks_like_a_tag_is_text():
    page = "<title>Why &lt;b&gt; beats &lt;strong&gt;</title>"
    assert title(page) == "Why <b> beats <strong>"
    assert title(f"{page}<h1>Why &lt;b&gt; beats &lt;strong&gt;</h1>") == "Why <b> beats <strong>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("How &lt;b&gt; came to be", "How <b> came to be"),
        ("How &amp;lt;b&amp;gt; came to be", "How <b> came to be"),
        ("Vec&lt;T&gt; explained", "Vec<T> explained"),
        ("The &lt;details&gt; element", "The <details> element"),
        ("Where &lt;/p&gt; may be left out", "Where </p> may be left out"),
        ("Why 3 &lt; 4 and 5 &gt; 2", "Why 3 < 4 and 5 > 2"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
    ],
)
@pytest.mark.parametrize(
    "markup",
    [
        "<h1>{}</h1>",
        "<title>{}</title>",
        '<meta property="og:title" content="{}">',
        '<meta property="og:title" content="{0}"><h1>{0}</h1>',
        '<script type="application/ld+json">{{"@type":"Article","headline":"{}"}}</script>',
    ],
)
def test_a_tag_that_is_escaped_is_text(written, read, markup):
    assert title(markup.format(written)) == read


@pytest.mark.parametrize(
    "written",
    [
        "The <b>night</b> boat <i class=x>waits</i>",
        "The <i><b>night</b></i> boat waits",
        "The night<br/>boat<!-- x --> waits",
        "The night<br>boat waits",
        "The <span class='x'>night boat waits",
    ],
)
def test_markup_in_a_title_is_not_text(written):
    expected = "The night boat waits"
    assert title(f'<meta property="og:title" content="{written}">') == expected
    node = {"@type": "Article", "headline": written}
    assert title(f'<script type="application/ld+json">{json.dumps(node)}</script>') == expected


def test_a_bold_line_is_the_headline_of_a_page_without_headings():
    page = "<title>夜の船は誰も待たない - 渡し場</title><p><b>夜の船は誰も待たない</b><p>本文です。"
    assert extract(page, url="https://x1.example/a").metadata.title == "夜の船は誰も待たない"


@pytest.mark.parametrize(
    ("name", "is_site"),
    [
        ("The New York Times", True),
        ("NY Times", True),
        ("nytimes.example", True),
        ("Nine yellow trucks", False),
        ("Times", True),
        ("Opinion", False),
    ],
)
def test_names_that_a_host_abbreviates(name, is_site):
    assert SiteNames([], "https://www.nytimes.example/a").names(name) is is_site


def test_the_parts_of_a_title():
    assert parts("A | B – C_D :: E") == ["A", "B", "C_D", "E"]
    assert parts("« A » et « B »") == ["« A » et « B »"]
    assert left_over("A quiet day | News | Post", "A quiet day") == "Post"
    assert without_site("A day | Post", SiteNames(["Post"])) == "A day"


def test_the_only_heading_of_an_article_is_its_headline():
    page = f"<title>Best beds of 2026</title><h1>{HEADLINE}</h1>"
    article = '<meta property="og:type" content="article">'
    assert title(article + page) == HEADLINE
    assert title(page) == "Best beds of 2026"


def test_a_logo_is_no_picture_of_the_article():
    logo = '<meta property="og:image" content="/logo.png">'
    head = f'{logo}<meta name="twitter:image" content="/a.jpg">'
    assert metadata_of(head, url=URL).image == "https://www.harbour-post.example/a.jpg"
    alone = '<meta property="og:image" content="/logo.png">'
    assert metadata_of(alone, url=URL).image.endswith("/logo.png")


@pytest.mark.parametrize(
    "crumb",
    [
        '<nav class="breadcrumb"><a href="/a">Ferries</a> <h1>{}</h1></nav>',
        '<ul class="breadcrumbs"><li><a href="/a">Ferries</a><li><h1>{}</h1></ul>',
        '<ol><li itemprop="itemListElement"><h1 itemprop="name">{}</h1></li></ol>',
        '<div><h1 class="c-Breadcrumb__item">{}</h1></div>',
    ],
)
def test_a_heading_among_the_steps_to_a_page_gives_way_to_a_title_below_it(crumb):
    searched = "Night boat times: when the ferries wait"
    page = f'<title>{searched}</title><meta property="og:title" content="{HEADLINE}">'
    crumb = crumb.format(searched)
    assert title(f"{page}{crumb}<h2><span>{HEADLINE}</span></h2>") == HEADLINE
    assert title(f"{page}{crumb}<h2>Other boats of the harbour</h2>") == searched


@pytest.mark.parametrize(
    "heading",
    [
        f'<b class="a1">Ferries and quays</b><i> – </i><b class="headline">{HEADLINE}</b>',
        f'<span class="post-title"><small>Boat of the week</small><br>{HEADLINE}</span>',
        f'<span class="x-label">Boat of the week</span><b class="c-title">{HEADLINE}</b>',
    ],
)
def test_the_part_of_a_heading_that_is_called_the_headline(heading):
    node = f'<meta name="twitter:title" content="{HEADLINE}">'
    assert title(f"<title>{HEADLINE} | Harbour</title>{node}<h1>{heading}</h1>") == HEADLINE


def test_a_label_behind_the_headline_is_a_part_of_it():
    page = '<h1>Boats that wait: <span class="topline">A history of night ferries</span></h1>'
    assert title(page) == "Boats that wait: A history of night ferries"


def test_words_behind_a_closed_quotation_are_not_glued():
    page = '<h1><span>"It will wait"</span><span>Captain speaks of night boats</span></h1>'
    assert title(page) == '"It will wait" Captain speaks of night boats'


@pytest.mark.parametrize("written", ["Home", "Startseite", "Untitled document", "Accueil"])
def test_a_title_that_names_no_page_gives_way_to_the_only_heading(written):
    assert title(f"<title>{written}</title><h1>{HEADLINE}</h1>") == HEADLINE


def test_signs_between_the_parts_of_a_heading_are_those_of_the_title():
    page = "<title>Ferries: Why the night boat waits | Harbour Post</title>"
    heading = "<h2><span>Ferries</span> <span>Why the night boat waits</span></h2>"
    assert title(page + heading) == "Ferries: Why the night boat waits"
    heading = "<h2><span>Ferries</span> <i>why the night boat waits</i></h2>"
    assert title(page + heading) == "Ferries why the night boat waits"


def test_the_first_line_of_a_cell_can_be_the_headline():
    cell = f"<font size=5><b>{HEADLINE}</b></font><br><i>by Ruth Ansell</i>"
    page = f"<title>Gull Weekly :: Town :: {HEADLINE}</title><table><tr><td>{cell}</table>"
    assert extract(page).metadata.title == HEADLINE
