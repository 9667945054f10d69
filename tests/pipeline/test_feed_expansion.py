from __future__ import annotations

from scraper.pipeline.feed_expansion import FeedExpansion
from scraper.urls import target
from tests.demo_runs import run

INDEX = target("https://a.test/index.xml")


def urls(name, count):
    return [f"https://a.test/{name}{number}" for number in range(count)]


def test_a_feed_names_as_many_as_the_limit():
    named = FeedExpansion(2).expand(INDEX, urls("a", 3), is_index=False)
    assert [(each.url, each.source) for each in named] == [
        ("https://a.test/a0", INDEX.url),
        ("https://a.test/a1", INDEX.url),
    ]


def test_the_sitemaps_of_an_index_share_its_limit_and_the_rest_is_needless():
    expansion = FeedExpansion(3)
    first, second, third = expansion.expand(INDEX, urls("map", 3), is_index=True)
    assert len(expansion.expand(first, urls("a", 2), is_index=False)) == 2
    assert not expansion.is_unneeded(second)
    assert len(expansion.expand(second, urls("b", 2), is_index=False)) == 1
    assert expansion.is_unneeded(third)
    assert not expansion.is_unneeded(target("https://a.test/a0"))


def test_lines_do_not_share_their_limits():
    expansion = FeedExpansion(1)
    for name in ("one", "two"):
        assert len(
            expansion.expand(target(f"https://a.test/{name}"), urls(name, 2), is_index=False)
        )


def test_an_index_that_names_ever_new_ones_ends():
    expansion, asked = FeedExpansion(5), [INDEX]
    for number, sitemap in enumerate(asked):
        asked += expansion.expand(sitemap, urls(f"map{number}-", 3), is_index=True)
    assert len(asked) == 6


def test_known_targets_and_bad_urls_do_not_count_towards_the_limit():
    found = ["https://a.test/a", "ftp://a.test/b", INDEX.url, "https://a.test/a?utm_source=x"]
    expansion = FeedExpansion(9)
    assert len(expansion.expand(INDEX, found, is_index=False)) == 1
    assert expansion.expand(INDEX, found, is_index=False) == ()


def test_a_sitemap_that_is_needless_is_not_asked(demo, tmp_path):
    index, old, new = (f"http://post.example/{name}.xml" for name in ("index", "old", "new"))
    xml = "<sitemapindex>{}</sitemapindex>"
    entry = "<sitemap><loc>{}</loc><lastmod>{}</lastmod></sitemap>"
    listed = entry.format(old, "2024-01-01") + entry.format(new, "2026-01-01")
    demo.override(index, body=xml.format(listed).encode())
    found = [f"http://post.example/travel/{name}" for name in ("night-trains", "lost")]
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in found)
    demo.override(new, body=f"<urlset>{entries}</urlset>".encode())
    ran = run(demo, tmp_path, index, fetch={"feed_limit": 2})
    assert ran.names == {index: "feed", new: "feed", old: "feed", found[0]: "new", found[1]: "gone"}
    assert "/old.xml" not in [request.path for request in demo.requests]
