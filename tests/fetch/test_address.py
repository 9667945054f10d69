from __future__ import annotations

from ipaddress import ip_address

import pytest

from scraper.fetch.address import (
    PrivateAddress,
    check_without_resolving,
    is_public,
    parse_literal,
    special_use,
)

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
    assert parse_literal(host) == ip_address("127.0.0.1")


@pytest.mark.parametrize("host", ["example.org", "", "dead.beef", "1.2.3.4.5", "localhost"])
def test_a_name_is_no_address(host):
    assert parse_literal(host) is None


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "127.1", "::1", "[::1]"])
def test_a_proxy_is_not_asked_for_what_is_private_by_name(host):
    with pytest.raises(PrivateAddress):
        check_without_resolving(host)


def test_a_proxy_is_asked_for_other_names():
    check_without_resolving("example.org")
    check_without_resolving("8.8.8.8")
