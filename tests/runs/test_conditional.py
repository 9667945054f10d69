"""A page that is no article is requested conditionally, as articles are."""

import pytest

from tests.demo_runs import run
from tests.runs.test_run import LONG, TIDE, page

ETAG = {"ETag": '"one"'}
MODIFIED = {"Last-Modified": "Sun, 01 Mar 2026 12:00:00 GMT"}
PAGES = {
    "thin": b"<body><p>Coming soon, says the man at the gate.</p></body>",
    "bot_wall": b"<script>window._cf_chl_opt={}</script><p>Wait a moment, says the man.</p>",
    "section_page": b"<h1>News</h1><ul>"
    + b"".join(
        b"<li><a href=/n%d>The council votes on item %d</a></li>" % (n, n) for n in range(40)
    ),
    "consent": b"<title>Before you continue</title><div class=consent>"
    b"<h1>We value your privacy</h1>"
    b"<p>We and our 831 partners store and access information on a device, such as cookies.</p>"
    b"<button>Accept all</button><button>Reject all</button></div>",
}


def names(ran):
    return [(outcome.name.value, outcome.reason, outcome.status) for outcome in ran.outcomes]


@pytest.mark.parametrize("headers", [ETAG, MODIFIED, ETAG | MODIFIED])
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_that_is_no_article_does_not_come_again(demo, tmp_path, kind, headers):
    demo.override(TIDE, body=PAGES[kind], headers=headers)
    first = run(demo, tmp_path, TIDE)
    ((name, reason, _),) = names(first)
    assert name == kind
    raw = first.rows("SELECT raw_file, raw_offset FROM article")
    for _ in range(2):
        assert names(run(demo, tmp_path, TIDE)) == [(kind, reason, 304)]
    assert first.rows("SELECT outcome, failures FROM article") == [(kind, 0)]
    assert first.rows("SELECT raw_file, raw_offset FROM article") == raw


def test_what_has_changed_comes_whole(demo, tmp_path):
    demo.override(TIDE, body=PAGES["thin"], headers=ETAG)
    run(demo, tmp_path, TIDE)
    demo.override(TIDE, body=page("The tide", LONG), headers={"ETag": '"two"'})
    assert [outcome.name for outcome in run(demo, tmp_path, TIDE).outcomes] == ["new"]
    (again,) = run(demo, tmp_path, TIDE).outcomes
    assert (again.name, again.status) == ("unchanged", 304)


def test_the_validators_of_a_saved_article_stay_its_own(demo, tmp_path):
    demo.override(TIDE, body=page("The tide", LONG), headers=ETAG)
    run(demo, tmp_path, TIDE)
    demo.override(TIDE, body=PAGES["bot_wall"], headers={"ETag": '"wall"'})
    ran = run(demo, tmp_path, TIDE)
    assert ran.rows("SELECT etag FROM article") == [('"one"',)]
    demo.override(TIDE, body=page("The tide", LONG), headers=ETAG)
    (again,) = run(demo, tmp_path, TIDE).outcomes
    assert (again.name, again.status) == ("unchanged", 304)


def test_a_verdict_that_is_saved_now_is_found_anew(demo, tmp_path):
    demo.override(TIDE, body=PAGES["thin"], headers=ETAG)
    run(demo, tmp_path, TIDE)
    ran = run(demo, tmp_path, TIDE, archive={"save": ["article", "thin"]})
    assert [outcome.name for outcome in ran.outcomes] == ["new"]


def test_refresh_all_finds_it_anew(demo, tmp_path):
    demo.override(TIDE, body=PAGES["thin"], headers=ETAG)
    run(demo, tmp_path, TIDE)
    ran = run(demo, tmp_path, TIDE, run={"refresh_days": float("inf")})
    assert [outcome.status for outcome in ran.outcomes] == [200]


@pytest.mark.parametrize("status", [403, 500])
def test_a_failure_between_has_no_validators(demo, tmp_path, status):
    demo.override(TIDE, body=PAGES["thin"], headers=ETAG)
    run(demo, tmp_path, TIDE)
    demo.override(TIDE, status=status, body=PAGES["bot_wall"])
    run(demo, tmp_path, TIDE)
    demo.override(TIDE, body=PAGES["thin"], headers=ETAG)
    assert names(run(demo, tmp_path, TIDE)) == [("thin", "only 8 words", 200)]
