"""Which tests are slow: `make unit` skips them, `make test` runs all."""

import hypothesis
import pytest

from fixtures.server import DemoSite

# No test may fail because the machine is busy.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

# A test with one of these fixtures serves a site, and nearly always starts workers.
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
