"""Authors that markup names: which node, which item, which of several sources."""

import pytest

from tests.extraction.metadata.reading import metadata_of

URL = "https://harbour.example/ferries/night-boat"
HEADLINE = "The night boat that waits for nobody"
TITLE = f"<title>{HEADLINE} | Harbour</title>"


def authors(html: str) -> tuple[str, ...]:
    return metadata_of(TITLE + html, url=URL).authors


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def card(label: str, data: str) -> str:
    """The first two tags of a Twitter card."""
    return (
        f'<meta name="twitter:label1" content="{label}">'
        f'<meta name="twitter:data1" content="{data}">'
    )


OTHER = '{"@type": "NewsArticle", "url": "https://harbour.example/b", "author": "Wil Gar", "headline": "A mill that grinds"}'  # noqa: E501


@pytest.mark.parametrize(
    "own",
    [
        f'{{"@type": "NewsArticle", "author": "Jane Doe", "url": "{URL}"}}',
        f'{{"@type": "NewsArticle", "author": "Jane Doe", "@id": "{URL}?x=1#a"}}',
        f'{{"@type": "Article", "author": "Jane Doe", "mainEntityOfPage": {{"@id": "{URL}/"}}}}',
        f'{{"@type": "NewsArticle", "author": "Jane Doe", "headline": "{HEADLINE}"}}',
    ],
)
def test_the_node_of_the_page_among_several_articles(own):
    assert authors(ld(f"[{OTHER}, {own}]")) == ("Jane Doe",)


def test_a_node_of_another_page_is_believed_less_than_a_byline():
    page = ld(OTHER) + f'<h1>{HEADLINE}</h1><meta name="author" content="Jane Doe">'
    assert authors(page) == ("Jane Doe",)


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Blog", "blogPost": {"@type": "BlogPosting", "author": "Jane Doe"}}',
        '{"@type": "WebPage", "hasPart": [{"@type": "Article", "author": {"name": "Jane Doe"}}]}',
        '/* made */ {"@type": "Article", // "x"\n "url": "http://x/", "author": "Jane Doe"}',
        '{"@type": "Article", "author": {"givenName": "Jane", "familyName": "Doe"}}',
        '[{"@type": "VideoObject", "author": "Film"}, {"@type": "Article", "author": "Jane Doe"}]',
    ],
)
def test_the_author_of_json_ld(text):
    assert authors(ld(text)) == ("Jane Doe",)


def test_the_posts_of_a_blogs_front_page_are_not_the_pages_article():
    posts = '{"@type": "BlogPosting", "author": "Jane Doe"}, {"@type": "BlogPosting"}'
    assert authors(ld(f'{{"@type": "Blog", "blogPost": [{posts}]}}')) == ()


@pytest.mark.parametrize(
    "head",
    [
        card("Written by", "Jane Doe"),
        card("Verfasst von", "Jane Doe"),
        card("Écrit par", "Jane Doe"),
        """<meta name="parsely-page" content='{"author": "Jane Doe", "title": "x"}'>""",
        """<meta name="parsely-page" content='{"authors": ["Jane Doe"]}'>""",
        '<meta name="bepress_citation_author" content="Doe, Jane">',
        '<meta name="sailthru.author" value="Jane Doe">',
    ],
)
def test_meta_tags_that_name_authors(head):
    assert authors(head) == ("Jane Doe",)


def test_a_card_that_says_something_else_names_nobody():
    assert authors(card("Reading time", "Six Minutes")) == ()
    assert authors("<meta name='parsely-page' content='{'>") == ()


def test_all_authors_of_a_paper_in_their_order():
    tags = "".join(f'<meta name="citation_author" content="{n}">' for n in ("Roe, Bo", "Doe, Al"))
    assert authors(tags) == ("Bo Roe", "Al Doe")


@pytest.mark.parametrize(
    ("inverted", "name"),
    [
        ("de la Fuente, María José", "María José de la Fuente"),
        ("García Márquez, Gabriel", "Gabriel García Márquez"),
        ("Müller, Jörg", "Jörg Müller"),
        ("Jane Doe, PhD", "Jane Doe"),
    ],
)
def test_the_family_name_of_a_papers_author_comes_first(inverted, name):
    assert authors(f'<meta name="citation_author" content="{inverted}">') == (name,)


@pytest.mark.parametrize(
    "markup",
    [
        '<div typeof="NewsArticle"><i property="author">Jane Doe</i></div>',
        '<p property="schema:author" typeof="Person"><b property="schema:name">Jane Doe</b></p>',
        '<p itemprop="author" itemscope><b itemprop="name">Jane Doe</b> <i>Deputy Editor</i></p>',
    ],
)
def test_rdfa_and_microdata(markup):
    assert authors(f"<h1>{HEADLINE}</h1>{markup}") == ("Jane Doe",)


def test_whoever_answers_or_comments_is_no_author():
    item = '<div itemscope itemtype="https://schema.org/{}"><i itemprop="author">{}</i></div>'
    first = item.format("Question", "Jane Doe")
    assert authors(first + item.format("Answer", "Bo Roe")) == ("Jane Doe",)
    assert authors(first + item.format("Question", "Bo Roe")) == ("Jane Doe",)
    assert authors(item.format("Comment", "Bo Roe")) == ()


def test_only_the_links_of_the_first_byline_name_authors():
    line = '<p><span>By <a rel="author" href="/a">{}</a></span> and <span><a rel="author" href="/b">{}</a></span></p>'  # noqa: E501
    page = line.format("Jane Doe", "Bo Roe") + "<div>" + line.format("Al Poe", "Cy Moe") + "</div>"
    assert authors(page) == ("Jane Doe", "Bo Roe")


@pytest.mark.parametrize(
    "byline",
    [
        "By <a href='/p/doe'>Jane Doe</a> <em>Food writer in Tarn</em>",
        "By <b>Jane Doe</b><span>Hardware</span>",
        "<a href='/p/doe'>Jane Doe</a><time>May 3, 2025</time>",
        "By Jane Doe (<a href='mailto:jane@x.example'>jane@x.example</a>)",
    ],
)
def test_a_name_ends_with_its_element(byline):
    assert authors(f'<h1>{HEADLINE}</h1><div class="byline">{byline}</div>') == ("Jane Doe",)


@pytest.mark.parametrize(
    "closing",
    [
        "<h3>About the author</h3><p>Jane Doe</p>",
        "<p>This post was written by Jane Doe, Head of Boats.</p>",
        "<div>Über die Autorin</div><div>Jane Doe</div>",
        "<h3>Author</h3> <p> Jane Doe</p>",
    ],
)
def test_a_name_under_the_text(closing):
    text = "<p>The boat lay at the quay and nobody came to untie it before dawn.</p>" * 30
    assert authors(f"<h1>{HEADLINE}</h1>{text}{closing}") == ("Jane Doe",)
    many = "".join(f"<p>Article by</p><p>{name} Doe</p>" for name in ("Jane", "Al", "Bo"))
    assert authors(f"<h1>{HEADLINE}</h1>{text}{many}") == ()


def test_a_quoted_customer_is_no_author():
    quote = '<div class="quote"><p>“Fast.”</p><i class="quote-author author">Al Poe</i></div>'
    assert authors(f"<h1>{HEADLINE}</h1><p>Text.</p>{quote}") == ()


def test_a_newsroom_signs_what_nobody_else_does():
    page = ld('{"@type": "NewsArticle", "author": {"name": "Harbour"}}')
    assert authors(page) == ("Harbour",)
    assert authors(f"{page}<h1>{HEADLINE}</h1><p>By Jane Doe</p>") == ("Jane Doe",)
    blog = ld('{"@type": "BlogPosting", "author": {"name": "Harbour"}}')
    assert authors(blog) == ()


def test_the_maker_of_a_product_is_no_author():
    assert authors(ld('{"@type": "Product"}') + f"<h1>{HEADLINE}</h1><p>By Rope Works</p>") == ()


def test_the_site_that_is_shown_less_surely_than_a_person_is_no_author():
    node = '{"@type": "NewsArticle", "author": {"name": "Tarn Today"}}'
    site = '<meta property="og:site_name" content="Tarn Today">'
    shown = (
        '<h1>{}</h1><p class="byline">Jane Doe</p><p><span class="author-x">Tarn Today</span></p>'
    )
    page = ld(node) + site + shown.format(HEADLINE)
    assert metadata_of(page, url="https://tarntoday.example/a").authors == ("Jane Doe",)
    alone = ld(node) + site + f'<h1>{HEADLINE}</h1><p class="byline">By Tarn Today</p>'
    assert metadata_of(alone, url="https://tarntoday.example/a").authors == ("Tarn Today",)


def test_a_site_called_as_a_role_is_not_cut():
    page = '<meta name="author" content="Harbour Ferry Expert">' + ld(
        '{"@type": "BlogPosting", "author": {"name": "Harbour Ferry Expert"}}'
    )
    site = '<meta property="og:site_name" content="Harbour Ferry Expert">'
    found = metadata_of(page + site, url="https://harbourferryexpert.example/a").authors
    assert found == ("Harbour Ferry Expert",)


def test_who_is_shown_only_apart_from_the_bylines_did_not_write_it():
    declared = '<meta name="author" content="Conda Nasten">'
    byline = f"<h1>{HEADLINE}</h1><p>By <b>Jane Doe</b></p>"
    rights = "<p>The boat waits.</p><footer>© 2026 Conda Nasten</footer>"
    assert authors(declared + byline + rights) == ("Jane Doe",)
    assert authors(declared + f"<h1>{HEADLINE}</h1>" + rights) == ("Conda Nasten",)
    both = f'<h1>{HEADLINE}</h1><p class="byline">Conda Nasten</p><p>Edited by Jane Doe</p>'
    assert authors(declared + both) == ("Conda Nasten",)


HEAD = "<title>Late ferry</title>"
OWN = "<h1>Late ferry</h1>"


def of(markup: str, head: str = "") -> tuple[str, ...]:
    return metadata_of(f"{HEAD}{head}{markup}", url="https://www.ridge.example/a/1").authors


@pytest.mark.parametrize(
    "byline",
    [
        "<p><i>By</i> <a href=/people/a>Jane Doe</a> <i>and</i> <a href=/people/b>Bo Roe</a></p>",
        "<ul class=authors><li>Jane Doe<br>Maritime editor</li><li>Bo Roe<br>Reporter</li></ul>",
        "<div class=byline__names>By <a href=/p/a>Jane Doe</a>, <a href=/p/b>Bo Roe</a>, CNN</div>",
        "<ul class=author-list><li><a class=author>Jane Doe</a><li><a class=author>Bo Roe</a></ul>",
    ],
)
def test_all_names_of_a_byline_in_several_elements(byline):
    assert of(f"<article>{OWN}{byline}<p>Text.</p></article>") == ("Jane Doe", "Bo Roe")


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ('<p class="autor">Von unserer Redakteurin Anna Ek</p>', "Anna Ek"),
        ('<div class="autor-data">Rui Sousa | 05/03/2024 10h20</div>', "Rui Sousa"),
        ('<p class="source">来源：潮汐日报　作者：王晓梅　2024-03-05</p>', "王晓梅"),
        ('<div class="author-box">By <a href="/author/r">रवि वर्मा</a></div>', "रवि वर्मा"),
        ("<p>Posted on March 5, 2024 by Jane Doe</p>", "Jane Doe"),
        ("<p><small>Jane Doe, 5 March 2024</small></p>", "Jane Doe"),
        ('<p class="byline">Από την Ελένη Ρήγα</p>', "Ελένη Ρήγα"),
        ('<div class="penulis">Dewi Sari - Harian Laut</div>', "Dewi Sari"),
        ('<div class="card"><p class="author">Jane Doe</p>%s</div>', "Jane Doe"),
        ('<a href="/@jane">Jane Doe</a><span>·</span><a href="/follow">Follow</a>', "Jane Doe"),
        (
            '<div class="profile-card"><a href="https://substack.com/@jane">Jane Doe</a></div>',
            "Jane Doe",
        ),
        (
            '<p><a href="/toireporter/author-1">Jane Doe</a> / TNN / Updated: Mar 5, 2024</p>',
            "Jane Doe",
        ),
        ('<div id="byline">［森本花，みなとメディア］</div>', "森本花"),
        ('<div class="header_author">潮汐新闻记者 王晓梅</div>', "王晓梅"),
    ],
)
def test_a_byline_in_the_form_of_its_language(byline, name):
    around = byline % OWN if "%" in byline else OWN + byline
    assert of(f"<article>{around}<p>Text.</p></article>") == (name,)


def test_whoever_is_linked_in_a_sentence_is_no_author():
    link = '<a href="/profile/bo-roe">Bo Roe</a>'
    text = f"<p>The harvest was late, {link} says, and it will be later still {'again ' * 12}.</p>"
    assert of(f"<article>{OWN}{text}</article>") == ()
    assert of(f"<article>{OWN}<p>{link}</p><p>Text.</p></article>") == ("Bo Roe",)


def test_a_byline_wins_over_an_owner_that_no_reader_sees():
    head = '<meta name="author" content="Harbour Post">'
    assert of(f'{OWN}<p class="byline">Jane Doe</p><p>Text.</p>', head) == ("Jane Doe",)


def test_a_channel_is_no_author():
    assert of(f'<article>{OWN}<a href="https://youtube.com/@tarn">Tarn Tv</a></article>') == ()


def test_a_menu_names_nobody():
    link = '<a href="/a/2">Next: Fish <span class="author">by Nora Nein</span></a>'
    assert of(f'<article>{OWN}<nav class="post-nav">{link}</nav><p>Text.</p></article>') == ()


def test_a_byline_above_the_headline_is_that_of_another_story():
    top = '<div class="top"><div><h4>Fish</h4><span class="author">Nora Nein</span></div></div>'
    own = f'<article>{OWN}<p class="author">Jane Doe</p><p>Text.</p></article>'
    assert of(top + own) == ("Jane Doe",)


def test_the_post_of_a_blog_that_has_the_headline_of_the_page():
    posts = ", ".join(
        f'{{"@type": "BlogPosting", "headline": "{title}", "author": {{"name": "{name}"}}}}'
        for title, name in (("Fish prices", "Nora Nein"), ("Late ferry", "Jane Doe"))
    )
    blog = f'<script type="application/ld+json">{{"@type": "Blog", "blogPost": [{posts}]}}</script>'
    assert of(f"{OWN}<p>Text.</p>", blog) == ("Jane Doe",)
