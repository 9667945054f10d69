"""A simple script: httpx, and trafilatura in a pool of processes.

python by_httpx.py URLS OUT
"""

import asyncio
import hashlib
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import httpx
import trafilatura

AT_ONCE = 64


def extract(html, url):
    return trafilatura.extract(html, url=url, with_metadata=True, output_format="markdown")


async def main(urls, out):
    loop = asyncio.get_running_loop()
    waiting = iter(urls)
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    with ProcessPoolExecutor(2) as pool:
        async with httpx.AsyncClient(timeout=30, follow_redirects=True, limits=limits) as client:

            async def lane():
                for url in waiting:
                    answer = await client.get(url)
                    text = await loop.run_in_executor(pool, extract, answer.text, url)
                    if answer.status_code == 200 and text:
                        name = hashlib.sha256(url.encode()).hexdigest()[:16]
                        (out / f"{name}.md").write_text(text)

            await asyncio.gather(*(lane() for _ in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).read_text().split(), Path(sys.argv[2])))
