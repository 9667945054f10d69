from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.errors import FetchFailed, FetchTimeout
from scraper.fetch.exchange import Response
from scraper.fetch.robots import (
    ALLOW_ALL,
    MAX_BYTES,
    RobotsCache,
    origin_of,
    parse_rules,
    product_token,
    rules_for_status,
)

URL = "https://a.test/news/1?x=2"


def answer(status=200, body=b""):
    return Response(
        url="https://a.test/robots.txt",
        status=status,
        headers=(),
        reason_phrase="",
        http_version="HTTP/1.1",
        request_headers=(),
        body=body,
    )


def is_allowed(text, url=URL, token="scraper"):
    return parse_rules(text.encode(), token=token).refusal_of(url) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: other\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: scraper\nAllow: /",
        "User-agent: *\nDisallow: /news\nAllow: /news/",
        "User-agent: *\nDisallow: /news/1$",
        "<!doctype html><title>Not found</title>",
        "Disallow: /",
        "User-agent: scrape\nDisallow: /",
        "User-agent: scraper-other/1.0\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: scraper/2.0 # ours\nAllow: /",
    ],
)
def test_url_that_no_rule_refuses_is_allowed(text):
    assert is_allowed(text)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "\ufeffUser-agent: *\nDisallow: /",
        "User-agent: other\nUser-agent: SCRAPER\nDisallow: /news",
        "User-agent: *\nAllow: /\n\nUser-agent: scraper\nDisallow: /",
        "User-agent: *\r\nDisallow: /*?x=\r\n",
        "User-agent: *\rDisallow: /news",
        "User-agent: scraper/2.0\nDisallow: /",
        "user agent :Scraper/2.0 (a robot)\nDisallow: /",
    ],
)
def test_url_that_a_rule_refuses_is_not_allowed(text):
    assert not is_allowed(text)


def test_refusal_names_the_origin_of():
    rules = parse_rules(b"User-agent: *\nDisallow: /", token="scraper")
    assert rules.refusal_of(URL) == "robots.txt of a.test does not allow it"


def test_what_comes_after_500_kib_is_not_read():
    text = b"#" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /"
    assert parse_rules(text, token="scraper").refusal_of(URL) is None


@pytest.mark.parametrize(("value", "delay"), [("5", 5.0), ("0.5", 0.5), ("-3", 0.0), ("x", 0.0)])
def test_crawl_delay_is_seconds(value, delay):
    text = f"User-agent: *\nCrawl-delay: {value}"
    assert parse_rules(text.encode(), token="scraper").crawl_delay == delay


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_missing_file_allows_everything(status):
    assert rules_for_status(status) is ALLOW_ALL


@pytest.mark.parametrize("status", [429, 500, 503, 599])
def test_file_that_cannot_be_had_allows_nothing(status):
    refusal = rules_for_status(status).refusal_of(URL)
    assert refusal.startswith(f"robots.txt cannot be read: HTTP {status}")


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("scraper/0.1 (+https://x.org)", "scraper"),
        ("My-News_Bot", "My-News_Bot"),
        ("1/2", "*"),
    ],
)
def test_product_token_is_the_name_before_the_version(user_agent, token):
    assert product_token(user_agent) == token


def test_origin_is_scheme_host_and_port():
    assert origin_of("http://a.test:8080/x") == "http://a.test:8080"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_robots_file(data):
    parse_rules(data, token="scraper").refusal_of(URL)


class Site:
    """Records requests, and responds with the given answers in turn; the last one is repeated."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.asked = []

    async def __call__(self, url):
        self.asked.append(url)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply


def cache(site, fake_time):
    return RobotsCache(site, token="scraper", clock=fake_time.clock, entries={})


async def test_each_origin_is_requested_once_a_day(fake_time):
    site = Site(answer(404))
    robots = cache(site, fake_time)
    for url in (URL, "https://a.test/other", "http://a.test/", "https://a.test:8443/"):
        await robots.rules(url)
    assert site.asked == [
        "https://a.test/robots.txt",
        "http://a.test/robots.txt",
        "https://a.test:8443/robots.txt",
    ]
    fake_time.now += timedelta(hours=25)
    await robots.rules(URL)
    assert len(site.asked) == 4


async def test_refusal_for_want_of_a_file_is_asked_again_after_an_hour(fake_time):
    site = Site(FetchFailed("HTTP 500", url="", status=500), answer(404))
    robots = cache(site, fake_time)
    assert (await robots.rules(URL)).refusal_of(URL) is not None
    assert (await robots.rules(URL)).refusal_of(URL) is not None
    fake_time.now += timedelta(minutes=61)
    assert (await robots.rules(URL)).refusal_of(URL) is None


async def test_too_many_redirects_are_a_missing_file(fake_time):
    site = Site(FetchFailed("more than 5 redirects", url="", status=301))
    assert (await cache(site, fake_time).rules(URL)).refusal_of(URL) is None


@pytest.mark.parametrize(
    "error", [FetchFailed("no connection", url=""), FetchTimeout("no data", url="")]
)
async def test_host_that_does_not_answer_is_that_failure(error, fake_time):
    with pytest.raises(type(error)):
        await cache(Site(error), fake_time).rules(URL)


@pytest.mark.parametrize("body", [b"", b"<!doctype html><p>User-agent of ours</p>", b"Disallow: /"])
def test_a_file_without_a_group_allows_everything_and_is_not_kept(body):
    rules = parse_rules(body, token="scraper")
    assert (rules.refusal_of(URL), rules.text) == (None, "")


@pytest.mark.parametrize(
    "line", ["user-agent: *", "  User-Agent : *", "useragent:*", "USER AGENT: *"]
)
def test_a_group_is_found_however_it_is_written(line):
    rules = parse_rules(f"# x\n{line}\nDisallow: /\n".encode(), token="scraper")
    assert rules.refusal_of(URL) is not None


@pytest.mark.parametrize(
    ("group", "refused"),
    [("article-keeper", True), ("scraper", True), ("scraper/2.0", True), ("scrape", False)],
)
def test_groups_for_the_former_name_are_obeyed(group, refused):
    text = f"User-agent: {group}\nDisallow: /\n"
    assert is_allowed(text, token="article-keeper") is not refused
