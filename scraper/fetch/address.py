"""IP addresses: which are public, and what the others are reserved for.

Pure: nothing is resolved or connected here (address_guard.py does both).
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

from scraper.fetch.reason_text import printable

IPAddress = IPv4Address | IPv6Address

# The IANA IPv4 special-purpose registry (RFC 6890) with multicast and class E.
_SPECIAL_V4: tuple[tuple[IPv4Network, str], ...] = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared (carrier-grade NAT)"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud host"),  # Azure's host agent, on a public-looking address
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

# The IANA IPv6 special-purpose registry (RFC 6890). Everything else outside 2000::/3 is not public
# either: IANA allocates global unicast addresses from that block only.
_SPECIAL_V6: tuple[tuple[IPv6Network, str], ...] = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b:1::/48", "private (local NAT64)"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private (site-local)"),
        ("ff00::/8", "multicast"),
    )
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")

# IPv6 addresses that embed an IPv4 address, and by how many bits it is shifted: IPv4-mapped, NAT64
# and 6to4. NAT64 is allowed, as all IPv4 sites are reached through it on an IPv6-only network.
_EMBEDDING: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)


class PrivateAddress(Exception):
    """A host has an address that is not public. The message names both."""


def is_public(address: IPAddress) -> bool:
    """Whether `address` is reachable from the public internet."""
    return special_use(address) is None


def special_use(address: IPAddress) -> str | None:
    """What `address` is reserved for ("loopback", "private"), or None for a public one."""
    if isinstance(address, IPv4Address):
        return next((name for network, name in _SPECIAL_V4 if address in network), None)
    for embedding, shift in _EMBEDDING:
        if address in embedding:
            return special_use(IPv4Address((int(address) >> shift) & 0xFFFF_FFFF))
    special = next((name for network, name in _SPECIAL_V6 if address in network), None)
    return special or (None if address in _GLOBAL_UNICAST else "reserved")


def check_public(host: str, addresses: Iterable[IPAddress]) -> None:
    """Raises PrivateAddress if ANY of the addresses of `host` is not public."""
    for address in addresses:
        use = special_use(address)
        if use is not None:
            subject = str(address) if host == str(address) else f"{printable(host)} is {address}"
            article = "an" if use.startswith("u") else "a"
            raise PrivateAddress(f"{subject}, {article} {use} address")


def check_without_resolving(host: str) -> None:
    """For a host that a proxy will resolve: checks what the name alone tells.

    Raises PrivateAddress.
    """
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761, 6.3
        raise PrivateAddress(f"{printable(host)} is this machine")
    address = parse_literal(host)
    if address is not None:
        check_public(host, [address])


def parse_literal(host: str) -> IPAddress | None:
    """The address that `host` is, in any form that inet_aton reads (`0x7f.1`), or None."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None
