"""A refusal whose body is a bot wall is one; other refusals are failures."""

import asyncio

import pytest

from scraper.errors import FetchFailed
from scraper.pipeline.single import fetch_page, scrape
from tests.demo_runs import run, settings_for
from tests.runs.test_run import TIDE

WALL = (
    b"<title>notes.example</title><script>var dd={'host':'geo.captcha-delivery.com'}</script>"
    b"<p>Vent venligst her, mens vi ser efter.</p>"
)
PLAIN = b"<title>403 Forbidden</title><h1>Forbidden</h1><p>You don't have permission to access this"


def outcome_of(ran):
    (outcome,) = ran.outcomes
    return outcome


@pytest.mark.parametrize("status", [200, 202, 403, 405, 429, 503])
def test_a_wall_with_any_status_is_one(demo, tmp_path, status):
    demo.override(TIDE, status=status, body=WALL)
    outcome = outcome_of(run(demo, tmp_path, TIDE))
    assert (outcome.name, outcome.status) == ("bot_wall", status)
    assert outcome.reason.startswith("a check for robots by DataDome")
    assert (f"(HTTP {status}" in outcome.reason) is (status != 200)


@pytest.mark.parametrize("body", [PLAIN, b"", b"\x89PNG\r\n\x1a\n" * 50])
@pytest.mark.parametrize("status", [403, 429, 503])
def test_a_refusal_that_is_no_wall_is_a_failure(demo, tmp_path, status, body):
    demo.override(TIDE, status=status, body=body)
    outcome = outcome_of(run(demo, tmp_path, TIDE))
    assert (outcome.name, outcome.status) == ("failed", status)
    assert outcome.reason.startswith(f"HTTP {status}")


def test_a_gone_page_is_gone_whatever_it_says(demo, tmp_path):
    demo.override(TIDE, status=404, body=WALL)
    assert outcome_of(run(demo, tmp_path, TIDE)).name == "gone"


@pytest.mark.parametrize("status", [429, 503])
def test_a_wall_is_asked_again_as_often_as_any_other_page(demo, tmp_path, status):
    demo.override(TIDE, status=status, body=WALL, headers={"Retry-After": "0"})
    ran = run(demo, tmp_path, TIDE, fetch={"attempts": 3})
    assert outcome_of(ran).name == "bot_wall"
    assert sum(request.url == TIDE for request in demo.requests) == 3


def test_a_wall_that_asks_for_patience_is_put_off(demo, tmp_path):
    demo.override(TIDE, status=429, body=WALL, headers={"Retry-After": "86400"})
    outcome = outcome_of(run(demo, tmp_path, TIDE))
    assert outcome.name == "bot_wall"
    assert outcome.retry_at is not None
    demo.forget_requests()
    assert not outcome_of(run(demo, tmp_path, TIDE)).is_requested
    assert not demo.requests


def test_a_wall_keeps_neither_a_raw_page_nor_loses_the_article(demo, tmp_path):
    first = run(demo, tmp_path, TIDE)
    demo.override(TIDE, status=403, body=WALL)
    ran = run(demo, tmp_path, TIDE)
    assert (outcome_of(ran).name, ran.files) == ("bot_wall", first.files)
    assert ran.rows("SELECT status, path <> '', raw_hash <> '' FROM article") == [(403, 1, 1)]


def test_a_feed_that_is_walled_is_a_failure(demo, tmp_path):
    feed = "http://post.example/walled.xml"
    item = b"<rss><item><link>http://post.example/travel/night-trains</link></item></rss>"
    demo.override(feed, body=item, headers={"Content-Type": "application/rss+xml"})
    run(demo, tmp_path, feed)
    demo.override(feed, status=403, body=WALL)
    outcome = outcome_of(run(demo, tmp_path, feed))
    assert outcome.name == "failed"
    assert outcome.reason.startswith("named 1 article before, now a check for robots by DataDome")


def test_a_single_page_is_told_the_same(demo):
    settings = settings_for(demo)
    demo.override(TIDE, status=403, body=WALL)
    assert scrape(TIDE, settings=settings).verdict.name == "bot_wall"
    demo.override(TIDE, status=403, body=PLAIN)
    with pytest.raises(FetchFailed, match="HTTP 403 Forbidden") as caught:
        scrape(TIDE, settings=settings)
    assert caught.value.page.body == PLAIN
    demo.override(TIDE, status=403, body=b"x" * 1_000_000)
    with pytest.raises(FetchFailed) as caught:
        asyncio.run(fetch_page(TIDE, "notes.example", settings))
    assert len(caught.value.page.body) == 256 * 1024
