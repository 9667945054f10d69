"""Connections are made to public addresses only (protection against SSRF).

For each connection the host name is resolved once, all of its addresses are checked, and the
connection is made to one of them: the name is not resolved a second time, when it might have
another address (DNS rebinding). Every connection is made here, so that redirects, retries and
kept connections are all covered.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping
from ipaddress import ip_address
from itertools import chain, zip_longest
from typing import TypeVar

from scraper.errors import SettingsError
from scraper.fetch.address import IPAddress, check_public, parse_literal
from scraper.fetch.reason_text import printable

# Addresses of one name that are tried. Chosen so that each has a quarter of the connect timeout
# at least, which is seconds by default.
_MAX_TRIED = 4

Result = TypeVar("Result")


class NoSuchHost(Exception):
    """A host name has no address. `temporary` where the name server did not respond."""

    def __init__(self, message: str, *, temporary: bool) -> None:
        super().__init__(message)
        self.temporary = temporary


class AddressGuard:
    """Connects to checked addresses.

    `connect_to` maps a host name to the `address:port` to connect to instead, which is checked
    as any other address. With `allow_private` no address is checked.
    """

    def __init__(
        self, *, allow_private: bool = False, connect_to: Mapping[str, str] | None = None
    ) -> None:
        """Raises SettingsError for a `connect_to` that is no `address:port`."""
        self._allow_private = allow_private
        self._connect_to = {
            name.lower(): _parse_target(name, text) for name, text in (connect_to or {}).items()
        }

    async def connect(
        self,
        host: str,
        port: int,
        open_connection: Callable[[str, int], Awaitable[Result]],
        *,
        timeout: float | None,  # noqa: ASYNC109 - it is divided among the addresses
    ) -> Result:
        """The result of `open_connection` for the first address of `host` with which it succeeds.

        `timeout` is in seconds, for everything. Raises PrivateAddress, NoSuchHost, TimeoutError,
        and the OSError of the last address that was tried.
        """
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        target, port = self._connect_to.get(host, (host, port))
        async with asyncio.timeout_at(end):
            addresses = await _resolve(target)
        if not self._allow_private:
            check_public(host, addresses)
        candidates = interleave_families(addresses)[:_MAX_TRIED]
        failure: OSError = TimeoutError()
        for remaining, address in zip(range(len(candidates), 0, -1), candidates, strict=True):
            share = None if end is None else max((end - loop.time()) / remaining, 0)
            try:
                async with asyncio.timeout(share):
                    return await open_connection(str(address), port)
            except ssl.SSLError:
                raise  # the host has responded
            except OSError as error:  # TimeoutError is one
                failure = error
        raise failure


async def _resolve(host: str) -> list[IPAddress]:
    address = parse_literal(host)
    if address is not None:
        return [address]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        temporary = getattr(error, "errno", None) == socket.EAI_AGAIN
        raise NoSuchHost(f"no such host: {printable(host)}", temporary=temporary) from error
    return [ip_address(sockaddr[0]) for *_, sockaddr in found]


def interleave_families(addresses: list[IPAddress]) -> list[IPAddress]:
    """IPv6 and IPv4 alternately (RFC 8305, 4), so that a broken family costs one attempt."""
    preferred = addresses[0].version
    first = [address for address in addresses if address.version == preferred]
    second = [address for address in addresses if address.version != preferred]
    pairs = chain.from_iterable(zip_longest(first, second))
    return list(dict.fromkeys(address for address in pairs if address is not None))


def _parse_target(host: str, text: str) -> tuple[str, int]:
    address, _, port = text.rpartition(":")
    if parse_literal(address) is None or not port.isdecimal() or int(port) > 65535:
        raise SettingsError(
            f'fetch.connect_to."{printable(host)}": expected address:port, got {text!r}'
        )
    return address.strip("[]"), int(port)
