"""crawlee with trafilatura in its handler: python by_crawlee.py URLS OUT"""

import asyncio
import hashlib
import sys
from pathlib import Path

import trafilatura
from crawlee import ConcurrencySettings
from crawlee.crawlers import HttpCrawler
from crawlee.storage_clients import MemoryStorageClient


async def main(urls, out):
    crawler = HttpCrawler(
        storage_client=MemoryStorageClient(),
        configure_logging=False,
        concurrency_settings=ConcurrencySettings(
            min_concurrency=32, desired_concurrency=64, max_concurrency=64
        ),
    )

    @crawler.router.default_handler
    async def handle(context):
        html = (await context.http_response.read()).decode("utf-8", "replace")
        url = context.request.url
        text = trafilatura.extract(html, url=url, with_metadata=True, output_format="markdown")
        if text:
            name = hashlib.sha256(url.encode()).hexdigest()[:16]
            (out / f"{name}.md").write_text(text)

    await crawler.run(urls)


asyncio.run(main(Path(sys.argv[1]).read_text().split(), Path(sys.argv[2])))
