"""Redirects over several runs: what a site says once by mistake does not last."""

import math

import pytest

from scraper.outcomes import OutcomeName
from tests.demo_runs import run
from tests.runs.test_run import LONG, page

URL, OTHER = "http://notes.example/one", "http://notes.example/other"


def moved(demo, to, status=301):
    demo.override(URL, status=status, headers={"Location": to})


def outcome_of(ran):
    (outcome,) = [each for each in ran.outcomes if each.target.url == URL]
    return outcome.name


@pytest.mark.parametrize("status", [301, 308])
def test_a_mistaken_permanent_redirect_does_not_outlive_its_run(demo, tmp_path, status):
    moved(demo, OTHER, status)
    demo.override(OTHER, body=b"<title>Sign in</title><p>Please sign in.")
    assert outcome_of(run(demo, tmp_path, URL)) is OutcomeName.THIN
    demo.override(URL, body=page("One", LONG))
    assert outcome_of(run(demo, tmp_path, URL)) is OutcomeName.NEW


def test_a_redirect_to_an_article_is_used_until_all_is_requested(demo, tmp_path):
    moved(demo, OTHER)
    demo.override(OTHER, body=page("One", LONG))
    asked = []
    for refresh_days in (7, 7, math.inf):
        demo.forget_requests()
        run(demo, tmp_path, URL, run={"refresh_days": refresh_days})
        asked.append([r.path for r in demo.requests if r.path != "/robots.txt"])
    assert asked == [["/one", "/other"], ["/other"], ["/one", "/other"]]


def test_validators_are_sent_to_the_url_that_gave_them(demo, tmp_path):
    """A page that an article redirects to may be older than the article."""
    since = "Sun, 01 Mar 2026 12:00:00 GMT"
    demo.override(URL, body=page("One", LONG), headers={"Last-Modified": since})
    run(demo, tmp_path, URL)
    moved(demo, OTHER, 302)
    demo.override(OTHER, body=page("Other", LONG * 2), headers={"Last-Modified": since})
    demo.forget_requests()
    assert outcome_of(run(demo, tmp_path, URL)) is OutcomeName.UPDATED
    sent = {r.path: r.headers.get("if-modified-since") for r in demo.requests}
    assert (sent["/one"], sent["/other"]) == (since, None)
    demo.forget_requests()
    assert outcome_of(run(demo, tmp_path, URL)) is OutcomeName.UNCHANGED
    sent = {r.path: r.headers.get("if-modified-since") for r in demo.requests}
    assert (sent["/one"], sent["/other"]) == (None, since)
