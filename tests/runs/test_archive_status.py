"""What an archive says of its health."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from scraper.archive.state.site_health import note_health
from scraper.archive.state.state_store import State
from scraper.outcomes import OutcomeName
from scraper.runs.archive_status import archive_status
from scraper.settings import Settings
from tests.archive.make import NOW, make_record

DAY = timedelta(days=1)


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


def run(state, day, outcomes, site="example.org", **changes):
    """A run, `day` days after NOW, in which pages of a site had these outcomes."""
    now = NOW + day * DAY
    number = state.add_run(now)
    base = make_record(site=site, checked_at=now, retry_at=None, created=now, **changes)
    state.put(
        replace(base, key=f"{site}/{place}", outcome=outcome,
                path="articles/a.md" if outcome is OutcomeName.NEW else "")
        for place, outcome in enumerate(outcomes)
    )  # fmt: skip
    list(note_health(state, number, now))


def status_of(state, tmp_path, day=10):
    return archive_status(tmp_path, state, Settings(), now=NOW + day * DAY)


def test_a_site_fails_since_the_first_run_after_its_last_article(state, tmp_path):
    run(state, 1, [OutcomeName.NEW])
    run(state, 2, [OutcomeName.PAYWALL])
    run(state, 3, [OutcomeName.TIMEOUT])
    (site,) = status_of(state, tmp_path).sites
    assert site.failing_since == NOW + 2 * DAY


def test_a_site_that_yields_articles_again_fails_no_more(state, tmp_path):
    run(state, 1, [OutcomeName.TIMEOUT])
    run(state, 2, [OutcomeName.NEW, OutcomeName.TIMEOUT])
    (site,) = status_of(state, tmp_path).sites
    assert site.failing_since is None
    assert (site.urls, site.articles, site.failed) == (2, 1, 1)
    assert site.last_success == NOW + 2 * DAY


def test_failing_sites_come_first(state, tmp_path):
    run(state, 1, [OutcomeName.NEW], site="a.org")
    run(state, 1, [OutcomeName.TIMEOUT], site="b.org")
    assert [site.site for site in status_of(state, tmp_path).sites] == ["b.org", "a.org"]


def test_due_is_what_a_run_would_request(state, tmp_path):
    run(state, 1, [OutcomeName.NEW])
    assert (status_of(state, tmp_path, 2).sites[0].due) == 1
    late = status_of(state, tmp_path, 30).sites[0]
    assert (late.due, late.due_next) == (0, None)


def test_a_dead_address_is_due_when_its_days_are_over_and_never_when_given_up(state, tmp_path):
    later = NOW + 12 * DAY
    gone = make_record(path="", outcome=OutcomeName.GONE, checked_at=NOW, failures=2,
                       retry_at=later)  # fmt: skip
    state.put([gone])
    assert status_of(state, tmp_path).sites[0].due_next == later
    state.put([replace(gone, failures=6)])
    assert status_of(state, tmp_path).sites[0].due_next is None


def test_an_empty_archive_has_no_sites(state, tmp_path):
    status = status_of(state, tmp_path)
    assert (status.sites, status.last_run, status.articles) == ((), None, 0)
