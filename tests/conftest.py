"""Which tests are slow: `make unit` leaves them out, `make test` runs all."""

import hypothesis
import pytest

from fixtures.server import DemoSite

# No test may fail because the machine is busy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# Whoever asks for one of these serves a site, and nearly always starts workers that scrape it.
_STARTS_PROCESSES = frozenset({"demo", "scraper"})


def pytest_collection_modifyitems(items):
    for item in items:
        if _STARTS_PROCESSES & set(item.fixturenames):
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def demo():
    """The demonstration site, served on the loopback interface."""
    with DemoSite() as site:
        yield site
