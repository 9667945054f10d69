"""The table of cases, each over a real socket: outcome, reason, and no task or connection left."""

from __future__ import annotations

import pytest

from tests.fetch import memory
from tests.fetch.cases import CASES

# Of resident memory, including the server; bombs would inflate to 256 MiB.
GROWTH = 8 * 1024 * 1024


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_case_ends_as_the_table_says(case, ending_of):
    memory.forget_peak()
    before = memory.peak()
    outcome, reason, body, server = await ending_of(case)
    assert (outcome, reason) == (case.outcome, case.reason.replace("{port}", str(server.port)))
    assert reason.isprintable()
    assert case.requests in (None, len(server.requests))
    assert case.body in (None, body)
    assert memory.peak() - before < GROWTH


def test_case_names_are_unique():
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 60
