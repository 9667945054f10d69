"""The guard of private addresses: no connection but to an address that was checked.

A host name is resolved once, every address it has is checked, and the connection goes to
one of those very addresses: a name that answers differently the second time (DNS
rebinding) is never asked a second time. The check stands under the connection pool, so
that no redirect, retry or keep-alive goes round it.

Only the socket layer is here: nothing of HTTP.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable, Mapping
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from itertools import chain, zip_longest

import httpcore

from scraper.errors import SettingsError
from scraper.fetch.reason import shown

IPAddress = IPv4Address | IPv6Address
SocketOptions = Iterable[httpcore.SOCKET_OPTION]

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

# What has a name of its own; everything outside 2000::/3 is not public in any case, as
# IANA has given out global unicast addresses from there only.
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

# IPv6 addresses that are an IPv4 address in disguise, and how far to shift it right.
# NAT64 stays usable: on an IPv6-only network every IPv4 site is reached through it.
_EMBEDDING: tuple[tuple[IPv6Network, int], ...] = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)

# So many addresses of one name are tried before it is given up.
_TRIED = 4


class PrivateAddress(Exception):
    """A host that has an address that is not public. The message names host and address."""


class NoSuchHost(Exception):
    """A host name that has no address. `temporary` when the name server did not answer."""

    def __init__(self, message: str, *, temporary: bool) -> None:
        super().__init__(message)
        self.temporary = temporary


def is_public(address: IPAddress) -> bool:
    """Whether `address` is one of the public internet."""
    return special_use(address) is None


def special_use(address: IPAddress) -> str | None:
    """What `address` is set aside for ("loopback", "private"), or None for a public one."""
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
            shown_host = "" if host == str(address) else f"{shown(host)} is "
            raise PrivateAddress(f"{shown_host}{address}, a {use} address")


def check_without_resolving(host: str) -> None:
    """For a host that a proxy will resolve: refuses what can be told by its name alone.

    Raises PrivateAddress.
    """
    if host == "localhost" or host.endswith(".localhost"):  # RFC 6761, 6.3
        raise PrivateAddress(f"{shown(host)} is this machine")
    spelled = literal(host)
    if spelled is not None:
        check_public(host, [spelled])


def literal(host: str) -> IPAddress | None:
    """The address that `host` spells, in any form that inet_aton reads (`0x7f.1`), or None."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only.

    `connect_to` maps a host name to the `address:port` to go to instead; what it names is
    checked as any other address, unless `allow_private`.
    """

    def __init__(
        self, *, allow_private: bool = False, connect_to: Mapping[str, str] | None = None
    ) -> None:
        self._allow_private = allow_private
        self._connect_to = {
            name.lower(): _goal(name, text) for name, text in (connect_to or {}).items()
        }
        self._sockets = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: SocketOptions | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one checked address of `host`, within `timeout` seconds in all.

        Raises PrivateAddress, NoSuchHost, httpcore.ConnectError, httpcore.ConnectTimeout.
        """
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        goal, port = self._connect_to.get(host, (host, port))
        addresses = await self._resolve(goal, end)
        if not self._allow_private:
            check_public(host, addresses)
        candidates = _interleaved(addresses)[:_TRIED]
        for waiting, address in zip(range(len(candidates), 0, -1), candidates, strict=True):
            share = None if end is None else max((end - loop.time()) / waiting, 0)
            try:
                return await self._sockets.connect_tcp(
                    str(address), port, share, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await self._sockets.sleep(seconds)

    async def _resolve(self, host: str, end: float | None) -> list[IPAddress]:
        spelled = literal(host)
        if spelled is not None:
            return [spelled]
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout_at(end):
                found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except TimeoutError:
            raise httpcore.ConnectTimeout(f"no name server answer for {shown(host)}") from None
        except (socket.gaierror, UnicodeError) as error:
            temporary = getattr(error, "errno", None) == socket.EAI_AGAIN
            raise NoSuchHost(f"no such host: {shown(host)}", temporary=temporary) from error
        return [ip_address(sockaddr[0]) for *_, sockaddr in found]


def _interleaved(addresses: list[IPAddress]) -> list[IPAddress]:
    """IPv6 and IPv4 in turn (RFC 8305, 4), so that one broken family costs one try."""
    preferred = addresses[0].version
    first = [address for address in addresses if address.version == preferred]
    second = [address for address in addresses if address.version != preferred]
    pairs = chain.from_iterable(zip_longest(first, second))
    return list(dict.fromkeys(address for address in pairs if address is not None))


def _goal(host: str, text: str) -> tuple[str, int]:
    address, _, port = text.rpartition(":")
    if literal(address) is None or not port.isdecimal() or int(port) > 65535:
        raise SettingsError(
            f'fetch.connect_to."{shown(host)}": expected address:port, got {text!r}'
        )
    return address.strip("[]"), int(port)
