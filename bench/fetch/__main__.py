"""CPU time of this process per request; in each round every client is measured in turn.

    python -m bench.fetch [rounds]

Compare the ratios: the minimum over all rounds of each client to that of httpx's defaults.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
import time
from collections.abc import Iterator

from bench.fetch.clients import CLIENTS, Client, Sites
from bench.fetch.server import serving

ROUNDS = 10  # short ones, so that in some of them the machine does nothing else


def sites(port: int, scheme: str, *, number: int, pages: int) -> Sites:
    """URLs on hosts of 127.0.0.0/8."""
    return [
        [f"{scheme}://127.0.1.{host + 1}:{port}/{page}" for page in range(pages)]
        for host in range(number)
    ]


def loads(plain: int, tls: int) -> Iterator[tuple[str, Sites]]:
    yield "1 site of 100 pages", sites(plain, "http", number=1, pages=100)
    yield "32 sites of 6 pages", sites(plain, "http", number=32, pages=6)
    yield "100 sites of 1 page", sites(plain, "http", number=100, pages=1)
    yield "32 sites of 6 pages, https", sites(tls, "https", number=32, pages=6)


def cost(client: Client, load: Sites, context: ssl.SSLContext) -> float:
    """Milliseconds of CPU per request."""
    begun = time.process_time()
    asyncio.run(client(load, context))
    return (time.process_time() - begun) * 1000 / sum(map(len, load))


def unverified() -> ssl.SSLContext:
    """The hosts are addresses, for which the tests have no certificates."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main(rounds: int) -> None:
    context = unverified()
    with serving() as ports:
        for name, load in loads(*ports):
            least = dict.fromkeys(CLIENTS, float("inf"))
            for _ in range(rounds):
                for label, client in CLIENTS.items():
                    least[label] = min(least[label], cost(client, load, context))
            base = next(iter(least.values()))
            print(f"\n| {name} | ms of CPU | ratio |\n|---|---:|---:|")
            for label, milliseconds in least.items():
                print(f"| {label} | {milliseconds:.2f} | {milliseconds / base:.2f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
