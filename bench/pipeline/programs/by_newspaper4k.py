"""newspaper4k in a pool of threads: python by_newspaper4k.py URLS OUT

Its own pool (newspaper.mthreading) ends at the first page that lxml cannot parse.
"""

import contextlib
import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from newspaper import Article, ArticleException, Config

config = Config()
config.fetch_images = False
config.memorize_articles = False


def read(article: Article) -> None:
    with contextlib.suppress(ArticleException, ValueError):
        article.download()
        article.parse()


articles = [Article(url, config=config) for url in Path(sys.argv[1]).read_text().split()]
with ThreadPoolExecutor(16) as pool:
    list(pool.map(read, articles))
for article in articles:
    if article.text:
        name = hashlib.sha256(article.url.encode()).hexdigest()[:16]
        head = f"{article.title}\n{article.publish_date}\n{article.authors}\n\n"
        text = (head + article.text).encode("utf-8", "replace")
        (Path(sys.argv[2]) / f"{name}.md").write_bytes(text)
