"""Large pages are extracted one at a time by all workers of a run."""

import asyncio
import subprocess
import sys

from scraper.workers.large_pages import LargePages
from scraper.workers.memory import is_large

LARGE = b"<p>ab" * 30_000


def test_which_pages_are_large():
    assert is_large(LARGE)
    assert is_large(b"a" * 2_000_000)
    assert not is_large(b"<p>An article of a newspaper, with its menus.</p>" * 3_000)


async def test_one_at_a_time(tmp_path):
    inside, most = 0, 0

    async def extract(pages, body):
        nonlocal inside, most
        async with pages.turn(body):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    workers = [LargePages(tmp_path / "turn") for _ in range(3)]
    await asyncio.gather(*(extract(pages, LARGE) for pages in workers * 3))
    assert most == 1
    await asyncio.gather(*(extract(pages, b"<p>small") for pages in workers * 3))
    assert most > 1


async def test_a_worker_that_was_killed_leaves_its_turn_to_others(tmp_path):
    hold = (
        "import asyncio, sys; from pathlib import Path\n"
        "from scraper.workers.large_pages import LargePages\n"
        "async def hold():\n"
        "    async with LargePages(Path(sys.argv[1])).turn(b'<' * 30_000):\n"
        "        print('held', flush=True); await asyncio.sleep(1000)\n"
        "asyncio.run(hold())"
    )
    command = [sys.executable, "-c", hold, str(tmp_path / "turn")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:  # noqa: ASYNC220
        holder.stdout.readline()
        waiting = asyncio.create_task(LargePages(tmp_path / "turn").turn(LARGE).__aenter__())
        await asyncio.sleep(0)
        assert not waiting.done()
        holder.kill()
    async with asyncio.timeout(20):
        await waiting
