"""`scraper get` and `scraper extract`: one article on stdout."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scraper.blocks import Heading, Text
from scraper.cli.json_output import article_json
from scraper.cli.options import settings_of
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.errors import FetchError, UrlError, UsageError
from scraper.extraction.article import extract
from scraper.markdown import render_markdown
from scraper.models import Article, VerdictName
from scraper.pipeline.single import scrape
from scraper.settings import Settings


def get_command(*, url: str, as_json: bool, **flags: Any) -> int:
    """The exit code of `get`: 0 for an article, 1 for none."""
    settings = _settings_of(as_json=as_json, **flags)
    try:
        article = scrape(url, settings=settings)
    except UrlError as error:
        raise UsageError(f"{url}: {error}") from error
    except FetchError as error:
        return no_page(error)
    return _show(article, settings, as_json=as_json)


def extract_command(*, file: Path, url: str, as_json: bool, **flags: Any) -> int:
    """The exit code of `extract`: 0 for an article, 1 for none."""
    settings = _settings_of(as_json=as_json, **flags)
    html = read_file(file)
    article = extract(
        html, url=url or None, fetched_at=datetime.now(UTC), settings=settings.extract
    )
    return _show(article, settings, as_json=as_json)


def _settings_of(*, as_json: bool, comments: bool, **flags: Any) -> Settings:
    if comments and not as_json:
        raise UsageError("--comments: they are shown with --json; the Markdown is the article's")
    return settings_of(comments=comments, **flags)


def no_page(error: FetchError) -> int:
    """Say why there is no page; the exit code."""
    write_stderr(one_line(f"scraper: {error.outcome}: {error.reason}  {error.url}"))
    return 1


def read_file(file: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises UsageError."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from error


def _show(article: Article, settings: Settings, *, as_json: bool) -> int:
    is_article = article.verdict.name is VerdictName.ARTICLE
    if not is_article:
        write_stderr(one_line(f"scraper: {article.verdict.name}: {article.verdict.reason}"))
    if as_json:
        write_stdout(article_json(article, comments=settings.extract.comments))
    elif text := article_markdown(article):
        write_stdout(text, raw=not sys.stdout.isatty())
    return 0 if is_article else 1


def article_markdown(article: Article) -> str:
    """One `# headline` and the body."""
    headline = render_markdown((Heading(1, (Text(article.title),)),))
    return "\n\n".join(part for part in (headline, article.markdown) if part)
