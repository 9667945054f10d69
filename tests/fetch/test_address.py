from __future__ import annotations

import asyncio
import socket
from ipaddress import IPv4Network, ip_address

import httpcore
import pytest

from scraper.errors import Blocked, FetchFailed, SettingsError
from scraper.fetch import Fetcher, address
from scraper.fetch.address import (
    GuardedBackend,
    NoSuchHost,
    PrivateAddress,
    check_without_resolving,
    is_public,
    literal,
    special_use,
)
from tests.fetch.server import RawServer, moved, page

PRIVATE = {
    "0.0.0.0": "unspecified",
    "10.1.2.3": "private",
    "100.64.0.1": "shared",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "168.63.129.16": "cloud host",
    "169.254.169.254": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.192": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4",
    "192.168.1.1": "private",
    "198.19.0.1": "benchmarking",
    "224.0.0.1": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "reserved",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:10.0.0.1": "private",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b:1::a00:1": "private",
    "100::1": "reserved",
    "2001::1": "Teredo",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "loopback",
    "2002:c0a8:101::1": "private",
    "3fff::1": "documentation",
    "4000::1": "reserved",
    "fc00::1": "private",
    "fd00:ec2::254": "private",
    "fe80::1": "link-local",
    "fe80::1%2": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
}
PUBLIC = (
    *("1.1.1.1", "8.8.8.8", "93.184.216.34", "100.63.255.255", "172.32.0.1", "192.167.255.255"),
    *("223.255.255.255", "2606:4700::1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"),
    *("2002:808:808::1", "2001:4860::8888"),
)


@pytest.mark.parametrize(("text", "use"), PRIVATE.items())
def test_address_that_is_set_aside_is_not_public(text, use):
    assert use in (special_use(ip_address(text)) or "")
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_address_of_the_internet_is_public(text):
    assert is_public(ip_address(text))


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1"]
)
def test_every_spelling_of_an_ipv4_address_is_read(host):
    assert literal(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize("host", ["example.org", "", "dead.beef", "1.2.3.4.5", "localhost"])
def test_a_name_is_no_address(host):
    assert literal(host) is None


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.1", "::1", "[::1]"])
def test_a_proxy_is_not_asked_for_what_is_private_by_name(host):
    with pytest.raises(PrivateAddress):
        check_without_resolving(host)


def test_a_proxy_is_asked_for_other_names():
    check_without_resolving("example.org")
    check_without_resolving("8.8.8.8")


@pytest.mark.parametrize("goal", ["127.0.0.1", "localhost:80", "127.0.0.1:x", "1.1.1.1:65536"])
def test_connect_to_that_is_no_address_is_a_settings_error(goal):
    with pytest.raises(SettingsError, match=r"fetch.connect_to.\"a.test\": expected address:po"):
        GuardedBackend(connect_to={"a.test": goal})


class Names:
    """A name server: each host has a list of answers, the last of which stays."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []

    async def getaddrinfo(self, host, port, **_):
        self.asked.append(host)
        answers = self.answers.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(0, 0, 0, "", (text, port)) for text in addresses]


@pytest.fixture
async def names(monkeypatch):
    """127.0.0.2 and the like count as public here; 127.0.0.1 stays private."""
    narrow = tuple(
        (IPv4Network("127.0.0.1/32") if name == "loopback" else network, name)
        for network, name in address._SPECIAL_V4
    )
    monkeypatch.setattr(address, "_SPECIAL_V4", narrow)
    server = Names({})
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", server.getaddrinfo)
    return server


async def connect(host, port, **options):
    stream = await GuardedBackend(**options).connect_tcp(host, port, timeout=2)
    peer = stream.get_extra_info("server_addr")
    await stream.aclose()
    return peer


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


async def test_no_address_that_answers_is_a_connect_error(names):
    names.answers["a.test"] = [["127.0.0.3", "127.0.0.4"]]
    async with RawServer({}, host="127.0.0.2") as server:
        with pytest.raises(httpcore.ConnectError):
            await connect("a.test", server.port)


async def test_a_name_without_address_is_named(names):
    with pytest.raises(NoSuchHost, match=r"no such host: b.test"):
        await connect("b.test", 80)


async def test_connect_to_is_guarded_as_well():
    with pytest.raises(PrivateAddress, match=r"a.test is 127.0.0.1, a loopback"):
        await connect("a.test", 80, connect_to={"a.test": "127.0.0.1:80"})


async def test_families_take_turns():
    found = address._interleaved([ip_address(a) for a in ("::1", "::2", "::3", "1.1.1.1")])
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
    fetcher = Fetcher(settings_with(), sleep=fake_time.sleep, clock=fake_time.clock)
    async with fetcher, fetcher.site("b.test") as site:
        with pytest.raises(FetchFailed, match=r"^no such host: b.test$"):
            await site.fetch("http://b.test/")
    assert fake_time.slept == []
