"""newspaper4k's own thread pool: python by_newspaper4k.py URLS OUT"""

import hashlib
import sys
from pathlib import Path

from newspaper import Article, Config
from newspaper.mthreading import fetch_news

config = Config()
config.fetch_images = False
config.memorize_articles = False
articles = [Article(url, config=config) for url in Path(sys.argv[1]).read_text().split()]
fetch_news(articles, threads=16)
for article in articles:
    if article.text:
        name = hashlib.sha256(article.url.encode()).hexdigest()[:16]
        head = f"{article.title}\n{article.publish_date}\n{article.authors}\n\n"
        (Path(sys.argv[2]) / f"{name}.md").write_text(head + article.text)
