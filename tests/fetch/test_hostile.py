"""The table of cases, each against a real socket: outcome, reason, and nothing left behind."""

from __future__ import annotations

import asyncio
import resource
import time

import pytest

from scraper.errors import FetchError
from scraper.fetch import Fetcher
from tests.fetch.cases import BOMBS, CASES, TOTAL_TIMEOUT, Case
from tests.fetch.server import RawServer

# ru_maxrss is KiB on Linux; each bomb would inflate to 256 MiB.
_GROWTH_KIB = 48 * 1024


async def ending_of(case: Case, settings_with, fake_time):
    """(outcome, reason, body) of the case's `/`, and the server that was asked."""
    server = RawServer(case.site)
    async with server:
        settings = settings_with(robots=case.robots)
        fetcher = Fetcher(settings, sleep=fake_time.sleep, clock=fake_time.clock)
        async with fetcher, fetcher.site("127.0.0.1") as site:
            try:
                page = await site.fetch(server.url())
                ending = "page", "", page.body
            except FetchError as error:
                ending = str(error.outcome), error.reason, None
        assert await server.no_connection_left()
    return *ending, server


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_case_ends_as_the_table_says(case, settings_with, fake_time):
    begun = time.monotonic()
    outcome, reason, body, server = await ending_of(case, settings_with, fake_time)
    assert (outcome, case.reason in reason) == (case.outcome, True), reason
    assert reason.isprintable()
    assert case.requests in (None, len(server.requests))
    assert case.body in (None, body)
    assert time.monotonic() - begun < TOTAL_TIMEOUT + 1
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("case", BOMBS, ids=lambda case: case.name)
async def test_bomb_costs_no_memory(case, settings_with, fake_time):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome, reason, _, _ = await ending_of(case, settings_with, fake_time)
    assert (outcome, case.reason in reason) == (case.outcome, True), reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _GROWTH_KIB


def test_case_names_are_unique():
    names = [case.name for case in (*CASES, *BOMBS)]
    assert len(names) == len(set(names)) >= 60
