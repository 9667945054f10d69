"""The short form of `make torture`."""

import random

import pytest

from fixtures.server import DemoSite
from tests.torture.torture import Torture


@pytest.mark.slow
def test_an_archive_outlives_runs_that_are_killed(tmp_path):
    with DemoSite() as site:
        torture = Torture(tmp_path, site, random.Random(20261125))
        while torture.kills < 6:
            torture.round(is_killed=True)
        torture.finish()
        assert torture.told
