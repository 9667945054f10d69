"""A line of the list that named articles, and names none any more, is a failure."""

import pytest

from scraper.outcomes import OutcomeName
from tests.demo_runs import run

FEED = "http://post.example/feed-of-ours.xml"
ITEM = "<item><link>http://post.example/travel/night-trains</link></item>"
GOOD = f"<rss><channel>{ITEM}</channel></rss>".encode()
XML, HTML = {"Content-Type": "application/rss+xml"}, {"Content-Type": "text/html"}


def outcome_of(ran):
    (outcome,) = [each for each in ran.outcomes if each.target.url == FEED]
    return outcome.name, outcome.reason


@pytest.mark.parametrize(
    ("body", "headers", "came"),
    [
        (b"<title>Sign &amp; in</title><p>Please sign in.", HTML, "a page titled 'Sign & in'"),
        (b"", XML, "an empty body"),
        (b"<rss><channel></channel></rss>", XML, "a feed without entries"),
        (b"<rss><item><title>A</title></item></rss>", XML, "1 entry, none with an http(s) URL"),
        (b"<b>Fatal error</b>: out of memory", HTML, "text/html: Fatal error: out of memory"),
        (b"Fatal error", {"Content-Type": "text/plain"}, "text/plain is not a page"),
        (b'{"version":"https://jsonfeed.org/version/1","items":[]}', XML, "a feed without entries"),
    ],
)
def test_a_feed_that_breaks_is_a_failure_until_it_names_articles_again(
    demo, tmp_path, body, headers, came
):
    demo.override(FEED, body=GOOD, headers=XML)
    assert outcome_of(run(demo, tmp_path, FEED)) == (OutcomeName.FEED, "names 1 article")
    demo.override(FEED, body=body, headers=headers)
    for _ in range(2):
        name, reason = outcome_of(run(demo, tmp_path, FEED))
        assert (name, reason) == (OutcomeName.FAILED, f"named 1 article before, now {came}")
    demo.override(FEED, body=GOOD, headers=XML)
    assert outcome_of(run(demo, tmp_path, FEED))[0] is OutcomeName.FEED


@pytest.mark.parametrize("status", [503, 500])
def test_a_feed_that_breaks_after_its_server_was_down_is_another_failure(demo, tmp_path, status):
    demo.override(FEED, body=GOOD, headers=XML)
    run(demo, tmp_path, FEED)
    demo.override(FEED, status=status)
    assert [run(demo, tmp_path, FEED).outcomes[-1].is_repeat for _ in range(2)] == [False, True]
    demo.override(FEED, body=b"<title>This domain is for sale</title>", headers=HTML)
    ran = [run(demo, tmp_path, FEED).outcomes[-1] for _ in range(2)]
    assert {each.reason for each in ran} == {
        "named 1 article before, now a page titled 'This domain is for sale'"
    }
    assert [each.is_repeat for each in ran] == [False, True]
    assert [each.failures for each in ran] == [3, 4]
    demo.override(FEED, status=status)
    assert not run(demo, tmp_path, FEED).outcomes[-1].is_repeat


def test_a_feed_that_is_gone_is_requested_in_every_run(demo, tmp_path):
    demo.override(FEED, body=GOOD, headers=XML)
    run(demo, tmp_path, FEED)
    demo.override(FEED, status=404)
    for _ in range(2):
        ran = run(demo, tmp_path, FEED)
        assert [(o.name, o.is_requested) for o in ran.outcomes] == [(OutcomeName.GONE, True)]


def test_a_feed_that_was_always_empty_is_no_failure(demo, tmp_path):
    demo.override(FEED, body=b"<rss><channel></channel></rss>", headers=XML)
    for _ in range(2):
        assert outcome_of(run(demo, tmp_path, FEED)) == (OutcomeName.FEED, "names 0 articles")


def test_entries_without_a_link_are_a_failure_at_once(demo, tmp_path):
    demo.override(FEED, body=b"<rss><item/><item/></rss>", headers=XML)
    assert outcome_of(run(demo, tmp_path, FEED)) == (
        OutcomeName.FAILED,
        "2 entries, none with an http(s) URL",
    )


def test_a_sitemap_of_an_index_may_become_empty(demo, tmp_path):
    index = "http://post.example/index-of-ours.xml"
    demo.override(index, body=f"<sitemapindex><sitemap><loc>{FEED}</loc></sitemap></sitemapindex>".encode(), headers=XML)  # fmt: skip  # noqa: E501
    demo.override(FEED, body=GOOD.replace(b"rss", b"rss"), headers=XML)
    run(demo, tmp_path, index)
    demo.override(FEED, body=b"<urlset></urlset>", headers=XML)
    assert outcome_of(run(demo, tmp_path, index))[0] is OutcomeName.FEED


def test_two_feeds_that_name_the_same_articles_both_name_them(demo, tmp_path):
    demo.override(FEED, body=GOOD, headers=XML)
    demo.override(FEED + "2", body=GOOD, headers=XML)
    for _ in range(2):
        ran = run(demo, tmp_path, FEED, FEED + "2")
        assert ran.names[FEED] == ran.names[FEED + "2"] == "feed"
