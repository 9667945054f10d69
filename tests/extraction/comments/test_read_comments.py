"""Comments in the markup of many systems: separate from the article, and only on request."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from scraper import extract
from scraper.extraction.comments import read_comments
from scraper.extraction.metadata.json_ld import json_ld_scripts, parse_json_ld
from scraper.extraction.page.parse import parse, strip
from scraper.settings import ExtractSettings
from tests.extraction.outlines import SENTENCE, paragraphs

PAGES = Path(__file__).parent / "pages"
WITH_COMMENTS = ExtractSettings(comments=True)
SUMMER = timezone(timedelta(hours=1))


def page(shape: str) -> str:
    comments = (PAGES / f"{shape}.html").read_text("utf-8")
    return (
        f"<html><title>The ferry</title><body><article><h1>The ferry</h1>{paragraphs(5)}"
        f"</article>{comments}</body></html>"
    )


def comments_of(html: str, **options):
    tree = parse(html)
    json_ld = parse_json_ld(json_ld_scripts(tree))
    return read_comments(strip(tree), json_ld, base="https://x.example/ferry", **options)


@pytest.mark.parametrize(
    "shape",
    ["wordpress", "wordpress-old-theme", "disqus", "microdata", "generic", "blogger", "json-ld"],
)
def test_each_comment_has_its_author_date_and_text(shape):
    first, second, *_ = comments_of(page(shape))
    assert (first.author, second.author) == ("Ann Quay", "Idris Kemp")
    for comment in (first, second):
        assert isinstance(comment.published, datetime)
        assert comment.published.date() == date(2024, 5, 2)
    assert first.text.splitlines()[0] == "My father rowed it."
    assert second.text == "Thank you, Ann."


@pytest.mark.parametrize(
    "shape", ["wordpress", "wordpress-old-theme", "disqus", "microdata", "blogger", "json-ld"]
)
def test_a_reply_is_one_level_deeper_than_its_parent(shape):
    assert [comment.depth for comment in comments_of(page(shape))][:2] == [0, 1]


def test_what_follows_a_reply_is_not_a_reply():
    found = comments_of(page("wordpress"))
    assert [(c.author, c.depth) for c in found] == [("Ann Quay", 0), ("Idris Kemp", 1), ("木村", 0)]


def test_a_comment_is_markdown_with_absolute_links_and_nothing_of_the_page_around_it():
    first = comments_of(page("wordpress"))[0]
    assert first.markdown == (
        "My father *rowed* it.\n\nSee [the photos](https://x.example/photos)."
    )
    assert first.published == datetime(2024, 5, 2, 10, tzinfo=SUMMER)
    assert "(" not in comments_of(page("wordpress"), links=False)[0].markdown


def test_line_breaks_and_entities_in_json_ld_are_decoded():
    assert comments_of(page("json-ld"))[0].markdown == 'My father rowed it.\n\nEvery "day".'
    assert comments_of(page("json-ld"))[1].markdown == "Thank you, **Ann**."


def test_the_source_with_more_comments_is_used():
    declared = {"@type": "Comment", "text": "A third voice", "author": "Uma"}
    script = f'<script type="application/ld+json">{json.dumps(declared)}</script>'
    assert len(comments_of(page("disqus") + script)) == 2
    assert [c.author for c in comments_of(script)] == ["Uma"]


def test_comments_of_a_graph_refer_to_their_parent_by_id():
    graph = {
        "@graph": [
            {"@id": "#1", "@type": "Comment", "text": "One"},
            {"@id": "#2", "@type": "Comment", "text": "Two", "parentItem": {"@id": "#1"}},
            {"@type": "Article", "comment": [{"@id": "#1"}]},
        ]
    }
    found = comments_of(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert [(c.text, c.depth) for c in found] == [("One", 0), ("Two", 1)]


@pytest.mark.parametrize(
    "item",
    [
        '<p class="author">Ann <time>2 May 2024</time></p><p>He rowed it.</p>',
        '<div class="comment-body"><b class="fn">Ann</b> dijo:<p>He rowed it.</div>',
        '<cite>Ann wrote:</cite><br><a class=time title="2 May 2024">2d</a><p>He rowed it.</p>',
    ],
)
def test_the_line_with_author_and_date_is_not_part_of_the_text(item):
    (comment,) = comments_of(f'<ol class="commentlist"><li class="comment">{item}</ol>')
    assert (comment.author, comment.text) == ("Ann", "He rowed it.")


def test_circular_references_end():
    graph = {
        "@graph": [
            {"@id": "#1", "@type": "Comment", "text": "One", "parentItem": {"@id": "#2"}},
            {"@id": "#2", "@type": "Comment", "text": "Two", "parentItem": {"@id": "#1"}},
            {"@id": "#3", "@type": "Comment", "text": "Three", "comment": {"@id": "#3"}},
        ]
    }
    found = comments_of(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert [c.text for c in found] == ["One", "Two", "Three"]


def test_a_date_in_the_future_is_ignored():
    now = datetime(2024, 1, 1, tzinfo=UTC)
    assert [c.published for c in comments_of(page("disqus"), now=now)] == [None, None]


@pytest.mark.parametrize(
    "html",
    [
        "",
        paragraphs(3),
        '<pre><span class="comment"># no comment</span></pre>',
        f'<div class="comment"><h1>A column</h1>{paragraphs(4)}</div>',
        f'<div class="comment">{paragraphs(2)}</div>',
        '<div id="comments"><p>Be the first to comment.</p></div>',
        '<div id="comments"><div id="comment-form" class="comment-form">Write one</div></div>',
        '<ul class="comment-list"><li class="comment"><button>Load more</button></li></ul>',
    ],
)
def test_an_element_that_is_only_named_so_is_not_a_comment(html):
    assert comments_of(html) == ()


def test_comments_that_are_not_requested_are_not_read(monkeypatch):
    def refuse(*_args, **_options):
        raise AssertionError("comments were read")

    monkeypatch.setitem(extract.__globals__, "read_comments", refuse)
    assert extract(page("wordpress")).comments == ()


@pytest.mark.parametrize("shape", ["wordpress", "disqus", "microdata", "generic", "blogger"])
def test_the_article_is_the_same_with_and_without_them_and_holds_none(shape):
    without, with_comments = extract(page(shape)), extract(page(shape), settings=WITH_COMMENTS)
    assert len(with_comments.comments) >= 2
    assert with_comments.markdown == without.markdown
    assert "rowed it" not in with_comments.markdown


def test_a_post_that_is_part_of_the_text_is_not_a_comment():
    posts = "".join(
        f'<div class="comment"><b class="author">Writer {n}</b><div class="comment-text">'
        f"<p>Post {n}: {SENTENCE}</p></div></div>"
        for n in range(6)
    )
    article = extract(f"<title>A thread</title><main>{posts}</main>", settings=WITH_COMMENTS)
    assert all(comment.text not in article.text for comment in article.comments)


def test_deeply_nested_replies_do_not_crash():
    html = '<div class="comment"><b class="author">A</b><p>x</p>' * 2_000
    assert max(comment.depth for comment in comments_of(html)) > 100
