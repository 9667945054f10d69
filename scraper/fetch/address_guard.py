"""The guard of private addresses: no connection but to an address that was checked.

A host name is resolved once for a connection, every address it has is checked, and the
connection goes to one of those very addresses: a name that answers differently the second
time (DNS rebinding) is never asked a second time. Whatever makes connections asks here, so
that no redirect, retry or keep-alive goes round it.
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
from scraper.fetch.address import IPAddress, check_public, literal
from scraper.fetch.reason_text import shown

# So many addresses of one name are tried before it is given up.
_TRIED = 4

Result = TypeVar("Result")


class NoSuchHost(Exception):
    """A host name that has no address. `temporary` when the name server did not answer."""

    def __init__(self, message: str, *, temporary: bool) -> None:
        super().__init__(message)
        self.temporary = temporary


class AddressGuard:
    """Says which addresses a connection may be made to.

    `connect_to` maps a host name to the `address:port` to go to instead; what it names is
    checked as any other address, unless `allow_private`.
    """

    def __init__(
        self, *, allow_private: bool = False, connect_to: Mapping[str, str] | None = None
    ) -> None:
        """Raises SettingsError for a `connect_to` that is no `address:port`."""
        self._allow_private = allow_private
        self._connect_to = {
            name.lower(): _goal(name, text) for name, text in (connect_to or {}).items()
        }

    async def connect(
        self,
        host: str,
        port: int,
        make: Callable[[str, int], Awaitable[Result]],
        *,
        timeout: float | None,  # noqa: ASYNC109 - it is shared out among the addresses
    ) -> Result:
        """What `make` gives for the first address of `host` at which it does not fail.

        Within `timeout` seconds in all. Raises PrivateAddress, NoSuchHost, TimeoutError, and
        the OSError of the last address that was tried.
        """
        loop = asyncio.get_running_loop()
        end = None if timeout is None else loop.time() + timeout
        goal, port = self._connect_to.get(host, (host, port))
        async with asyncio.timeout_at(end):
            addresses = await _resolved(goal)
        if not self._allow_private:
            check_public(host, addresses)
        candidates = interleaved(addresses)[:_TRIED]
        failure: OSError = TimeoutError()
        for waiting, address in zip(range(len(candidates), 0, -1), candidates, strict=True):
            share = None if end is None else max((end - loop.time()) / waiting, 0)
            try:
                async with asyncio.timeout(share):
                    return await make(str(address), port)
            except ssl.SSLError:
                raise  # the host has answered
            except OSError as error:  # TimeoutError is one
                failure = error
        raise failure


async def _resolved(host: str) -> list[IPAddress]:
    spelled = literal(host)
    if spelled is not None:
        return [spelled]
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        temporary = getattr(error, "errno", None) == socket.EAI_AGAIN
        raise NoSuchHost(f"no such host: {shown(host)}", temporary=temporary) from error
    return [ip_address(sockaddr[0]) for *_, sockaddr in found]


def interleaved(addresses: list[IPAddress]) -> list[IPAddress]:
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
