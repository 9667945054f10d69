"""Header values that no server means: dates, zones, seconds, validators; a response still."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import given, settings

from scraper import extract
from scraper.archive.articles.revision import Origin, make_revision, saved_record
from scraper.fetch.content_type import body_refusal, header_refusal, media_type
from scraper.fetch.exchange import Response
from scraper.fetch.request_headers import conditional_headers
from scraper.fetch.retry import RetryPolicy, decide_retry, final_error, retry_after_seconds
from scraper.fetch.status import failure_of_status, page_of
from scraper.models import Validators
from scraper.outcomes import OutcomeName
from scraper.urls import target

# `make fuzz` sets more examples.
FUZZED = settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")), deadline=None)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
POLICY = RetryPolicy(attempts=3, max_wait=60)
URL = "https://a.example/x"

DATES = st.from_regex(
    r"((Mon|Fri|Xyz), )?\d{1,3} (Jan|Feb|May|Foo) \d{1,12} \d{1,3}:\d\d(:\d\d)? ?"
    r"(GMT|UTC|EST|[+-]\d{1,6}|)",
    fullmatch=True,
)
NUMBERS = st.from_regex(r"[+-]?\d{1,30}(\.\d{1,5})?(e\d{1,4})?", fullmatch=True)
VALUES = st.one_of(DATES, NUMBERS, st.text(st.characters(max_codepoint=255), max_size=60))


def response(status, **headers):
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Response(
        url=URL,
        status=status,
        headers=named,
        reason_phrase="",
        http_version="HTTP/1.1",
        request_headers=(),
        body=b"<p>Wait a moment.</p>",
    )


@FUZZED
@given(VALUES, st.sampled_from([429, 503]), st.integers(1, 3))
def test_any_retry_after_is_a_wait_or_none(value, status, attempt):
    seconds = retry_after_seconds(value, now=NOW)
    assert seconds is None or seconds >= 0
    failure = failure_of_status(response(status, Retry_After=value), NOW)
    decision = decide_retry(failure, attempt, policy=POLICY, now=NOW, jitter=0.5)
    assert 0 <= decision.wait <= POLICY.max_wait
    error = final_error(failure, decision, attempt)
    retry_at = getattr(error, "retry_at", None)
    assert retry_at is None or NOW <= retry_at <= NOW + timedelta(days=7)


@FUZZED
@given(VALUES, VALUES, VALUES)
def test_a_page_with_any_dates_and_validators_is_one(date, modified, etag):
    answer = response(200, Date=date, Last_Modified=modified, ETag=etag, Age=etag, Expires=date)
    page = page_of(answer, url=URL, redirects=(), fetched_at=NOW, conditional=False)
    article = extract(page.body, url=URL, headers=page.headers, fetched_at=NOW)
    origin = Origin(page=page)
    revision = make_revision(article, origin, target(URL), saved=None, now=NOW)
    record = saved_record(revision, OutcomeName.NEW, NOW, missing=-1)
    assert (record.etag, record.last_modified) == (etag, modified)
    sent = conditional_headers(Validators(url=URL, etag=etag, last_modified=modified))
    assert all(b"\n" not in value and b"\r" not in value for _, value in sent)


@FUZZED
@given(VALUES, st.binary(max_size=40))
def test_any_content_type_is_accepted_or_refused(value, start):
    assert media_type(value) == media_type(value).lower()
    for refusal in (header_refusal(value), body_refusal(value, start)):
        assert refusal is None or refusal.isprintable()
