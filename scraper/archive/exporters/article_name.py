"""Where an article is in an exported folder: the same for the same article, and for no other."""

from __future__ import annotations

from pathlib import PurePosixPath

from scraper.archive.articles.paths import site_folder
from scraper.archive.articles.saved_article import SavedArticle


def article_name(article: SavedArticle) -> str:
    """`<site>/<name of the .md>`, with the id, which a file that was renamed may not have."""
    id_, stem = article.record.id, PurePosixPath(article.record.path).stem
    name = stem if stem.endswith(id_) else f"{stem}-{id_}"
    return f"{site_folder(article.sidecar.domain or article.record.site)}/{name}"
