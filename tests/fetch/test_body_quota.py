"""Bodies that come at once are received one after the other beyond a quota."""

import asyncio

import pytest

from scraper.fetch.body_quota import BodyQuota, current_share


@pytest.fixture
def most():
    return [0]


async def page(quota, size, most, *, done=None):
    """Receive `size` bytes, one by one, and hold them until `done`."""
    with quota.page():
        share = current_share()
        with share.body():
            for _ in range(size):
                await share.wait()
                share.grow(1)
                most[0] = max(most[0], quota._held)
                await asyncio.sleep(0)
        if done is not None:
            await done.wait()
        await asyncio.sleep(0)


async def test_many_bodies_take_little_more_than_the_quota(most):
    quota = BodyQuota(limit=100)
    await asyncio.gather(*(page(quota, 60, most) for _ in range(50)))
    assert 100 <= most[0] <= 160
    assert quota._held == 0


async def test_a_body_longer_than_the_quota_is_received(most):
    quota = BodyQuota(limit=10)
    await asyncio.gather(*(page(quota, 60, most) for _ in range(5)))
    assert most[0] <= 10 + 60
    assert quota._held == 0


async def test_a_page_that_is_worked_on_keeps_others_waiting(most):
    quota, done = BodyQuota(limit=10), asyncio.Event()
    first = asyncio.create_task(page(quota, 20, most, done=done))
    second = asyncio.create_task(page(quota, 20, most))
    for _ in range(200):
        await asyncio.sleep(0)
    assert quota._held <= 31
    assert not second.done()
    done.set()
    await asyncio.gather(first, second)
    assert quota._held == 0


async def test_a_body_that_is_given_up_leaves_its_room_to_others(most):
    quota = BodyQuota(limit=10)
    tasks = [asyncio.create_task(page(quota, 30, most)) for _ in range(4)]
    for _ in range(20):
        await asyncio.sleep(0)
    tasks[0].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert quota._held == 0
    assert all(task.done() for task in tasks)


async def test_without_an_account_there_is_no_limit():
    share = current_share()
    share.grow(1 << 40)
    with share.body():
        await share.wait()
