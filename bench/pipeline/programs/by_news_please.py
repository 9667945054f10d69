"""news-please's NewsPlease.from_urls: python by_news_please.py URLS OUT"""

import hashlib
import sys
from pathlib import Path

from newsplease import NewsPlease

if __name__ == "__main__":
    urls = Path(sys.argv[1]).read_text().split()
    found = NewsPlease.from_urls(urls, request_args={"timeout": 30}, fetch_images=False)
    for url, article in found.items():
        if text := getattr(article, "maintext", None):
            name = hashlib.sha256(url.encode()).hexdigest()[:16]
            head = f"{article.title}\n{article.date_publish}\n{article.authors}\n\n"
            (Path(sys.argv[2]) / f"{name}.md").write_text(head + text)
