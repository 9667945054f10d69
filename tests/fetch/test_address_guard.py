from __future__ import annotations

import asyncio
from ipaddress import ip_address

import pytest

from scraper.errors import Blocked, FetchFailed, SettingsError
from scraper.fetch.address import PrivateAddress
from scraper.fetch.address_guard import AddressGuard, NoSuchHost, interleave_families
from scraper.fetch.fetcher import Fetcher
from tests.fetch.server import RawServer, moved, page


@pytest.mark.parametrize("goal", ["127.0.0.1", "localhost:80", "127.0.0.1:x", "1.1.1.1:65536"])
def test_connect_to_that_is_no_address_is_a_settings_error(goal):
    with pytest.raises(SettingsError, match=r"fetch.connect_to.\"a.test\": expected address:po"):
        AddressGuard(connect_to={"a.test": goal})


async def connect(host, port, **options):
    """The address at which a connection was made."""

    async def make(found, port):
        _, writer = await asyncio.open_connection(found, port)
        writer.close()
        return found, port

    return await AddressGuard(**options).connect(host, port, make, timeout=2)


async def test_connects_to_the_address_that_was_checked(names):
    names.answers["a.test"] = [["127.0.0.2"], ["127.0.0.1"]]
    async with RawServer({}, host="127.0.0.2") as server:
        assert await connect("a.test", server.port) == ("127.0.0.2", server.port)
    assert names.asked == ["a.test"]


async def test_one_private_address_among_public_ones_refuses_the_name(names):
    names.answers["a.test"] = [["127.0.0.2", "10.0.0.1"]]
    with pytest.raises(PrivateAddress, match=r"^a.test is 10.0.0.1, a private address$"):
        await connect("a.test", 80)


async def test_a_name_that_turns_private_is_refused_the_second_time(names):
    names.answers["a.test"] = [["127.0.0.2"], ["127.0.0.1"]]
    async with RawServer({}, host="127.0.0.2") as server:
        await connect("a.test", server.port)
        with pytest.raises(PrivateAddress):
            await connect("a.test", server.port)


async def test_next_address_is_tried_where_one_does_not_answer(names):
    names.answers["a.test"] = [["127.0.0.3", "127.0.0.2"]]
    async with RawServer({}, host="127.0.0.2") as server:
        assert await connect("a.test", server.port) == ("127.0.0.2", server.port)


async def test_no_address_that_answers_is_the_error_of_the_last(names):
    names.answers["a.test"] = [["127.0.0.3", "127.0.0.4"]]
    async with RawServer({}, host="127.0.0.2") as server:
        with pytest.raises(ConnectionRefusedError):
            await connect("a.test", server.port)


async def test_a_name_server_that_does_not_answer_costs_no_more_than_the_time_there_is(names):
    names.answers["a.test"] = asyncio.Event()
    with pytest.raises(TimeoutError):
        await AddressGuard().connect("a.test", 80, asyncio.open_connection, timeout=0.01)


async def test_the_time_is_shared_out_among_the_addresses(names):
    names.answers["a.test"] = [["127.0.0.3", "127.0.0.2"]]

    async def make(found, _port):
        await asyncio.sleep(9 if found == "127.0.0.3" else 0)
        return found

    assert await AddressGuard().connect("a.test", 80, make, timeout=0.5) == "127.0.0.2"


async def test_a_name_without_address_is_named(names):
    with pytest.raises(NoSuchHost, match=r"no such host: b.test"):
        await connect("b.test", 80)


async def test_connect_to_is_guarded_as_well():
    with pytest.raises(PrivateAddress, match=r"a.test is 127.0.0.1, a loopback"):
        await connect("a.test", 80, connect_to={"a.test": "127.0.0.1:80"})


async def test_families_take_turns():
    found = interleave_families([ip_address(a) for a in ("::1", "::2", "::3", "1.1.1.1")])
    assert [str(a) for a in found] == ["::1", "1.1.1.1", "::2", "::3"]


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]"])
async def test_private_host_is_blocked_before_anything_is_sent(host, settings_with):
    async with RawServer({"*": [[page()]]}) as server:
        settings = settings_with(allow_private=False, robots=True)
        async with Fetcher(settings) as fetcher, fetcher.site("x") as site:
            with pytest.raises(Blocked, match=r"(127\.0\.0\.1|::1|::ffff:\S+), a loopback"):
                await site.fetch(f"http://{host}:{server.port}/")
    assert server.connections == 0


async def test_redirect_from_a_public_to_a_private_host_is_blocked(names, settings_with):
    names.answers["a.test"] = [["127.0.0.2"]]
    async with RawServer({"*": [[page()]]}) as private:
        site = {"/": [[moved(private.url("/secret"))]]}
        async with RawServer(site, host="127.0.0.2") as public:
            settings = settings_with(allow_private=False)
            async with Fetcher(settings) as fetcher, fetcher.site("a.test") as a_test:
                with pytest.raises(Blocked, match=r"127.0.0.1, a loopback address") as caught:
                    await a_test.fetch(f"http://a.test:{public.port}/")
    assert caught.value.url == private.url("/secret")
    assert private.connections == 0


async def test_a_host_that_does_not_exist_is_not_tried_again(names, settings_with, fake_time):
    fetcher = Fetcher(settings_with(), time_source=fake_time)
    async with fetcher, fetcher.site("b.test") as site:
        with pytest.raises(FetchFailed, match=r"^no such host: b.test$"):
            await site.fetch("http://b.test/")
    assert fake_time.slept == []
