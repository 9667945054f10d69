"""A folder of plain text files, one for each article, for programs that count words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.exporters.article_name import article_name
from scraper.archive.exporters.plain_text import plain_text_of


def write_text(articles: Iterable[SavedArticle], folder: Path) -> None:
    """`<site>/<name of the article>.txt`: the headline, a blank line, and the text."""
    for article in articles:
        file = folder / f"{article_name(article)}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = f"{article.sidecar.title}\n\n{plain_text_of(article.body)}\n"
        file.write_text(text, encoding="utf-8", newline="\n")
