"""Scrapy with trafilatura in its item pipeline: python by_scrapy.py URLS OUT"""

import hashlib
import sys
from pathlib import Path

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess

URLS, OUT = Path(sys.argv[1]), Path(sys.argv[2])


class Extract:
    def process_item(self, item):
        text = trafilatura.extract(
            item["html"], url=item["url"], with_metadata=True, output_format="markdown"
        )
        if text:
            name = hashlib.sha256(item["url"].encode()).hexdigest()[:16]
            (OUT / f"{name}.md").write_text(text)


class Articles(scrapy.Spider):
    name = "articles"

    async def start(self):
        for url in URLS.read_text().split():
            yield scrapy.Request(url)

    def parse(self, response):
        yield {"url": response.url, "html": response.text}


process = CrawlerProcess(
    {
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "ITEM_PIPELINES": {Extract: 1},
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
    }
)
process.crawl(Articles)
process.start()
