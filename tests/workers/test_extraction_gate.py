import asyncio

from scraper.workers.extraction_gate import ExtractionGate

ENOUGH = 8  # pages that wait while more are requested


async def settled():
    """All tasks have run as far as they can."""
    for _ in range(200):
        await asyncio.sleep(0)


class Pages:
    """Pages whose extraction lasts until a test ends it."""

    def __init__(self, gate, count):
        self.begun = []
        self._ends = [asyncio.Event() for _ in range(count)]
        self.tasks = [asyncio.create_task(self._page(gate, i)) for i in range(count)]

    async def _page(self, gate, number):
        async with gate.extraction():
            self.begun.append(number)
            await self._ends[number].wait()

    async def end(self, number):
        self._ends[number].set()
        await settled()


async def ask(gate, asked, name):
    await gate.wait_for_capacity()
    asked.append(name)


def test_pages_take_gate_in_the_order_they_came():
    async def run():
        pages = Pages(ExtractionGate(), 3)
        await settled()
        assert pages.begun == [0]
        await pages.end(0)
        assert pages.begun == [0, 1]
        await pages.end(1)
        assert pages.begun == [0, 1, 2]

    asyncio.run(run())


def test_the_loop_sees_to_its_sockets_between_two_gate():
    async def run():
        events = []
        loop, gate = asyncio.get_running_loop(), ExtractionGate()

        async def page(number):
            async with gate.extraction():
                loop.call_soon(events.append, f"heard after {number}")
                events.append(number)

        await asyncio.gather(page(1), page(2), page(3))
        assert events[:5] == [1, "heard after 1", 2, "heard after 2", 3]

    asyncio.run(run())


def test_no_page_is_asked_for_while_enough_wait_and_one_for_each_that_is_missing():
    async def run():
        gate, asked = ExtractionGate(), []
        pages = Pages(gate, ENOUGH)
        await settled()
        lanes = [asyncio.create_task(ask(gate, asked, name)) for name in "abcdef"]
        await settled()
        assert asked == []
        await pages.end(0)
        assert asked == ["a"]
        await pages.end(1)
        assert asked == ["a", "b", "c"]
        assert not lanes[3].done()
        lanes[3].cancel()
        await pages.end(2)
        assert asked == ["a", "b", "c", "e", "f"]

    asyncio.run(run())


def test_all_are_let_in_where_no_page_is_left():
    async def run():
        gate, asked = ExtractionGate(), []
        pages = Pages(gate, ENOUGH)
        lanes = [asyncio.create_task(ask(gate, asked, name)) for name in range(60)]
        await settled()
        assert asked == []
        for number in range(ENOUGH):
            await pages.end(number)
        assert asked == list(range(60))
        assert all(lane.done() for lane in lanes)

    asyncio.run(run())


def test_a_turn_that_fails_or_is_called_off_ends():
    async def run():
        gate = ExtractionGate()
        pages = Pages(gate, 3)
        await settled()
        pages.tasks[1].cancel()  # while it waits
        pages.tasks[0].cancel()  # while it lasts
        await settled()
        assert pages.begun == [0, 2]

    asyncio.run(run())
