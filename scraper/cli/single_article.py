"""What `get`, `extract` and `why` share: reading one page, printing one article."""

from __future__ import annotations

import sys
from pathlib import Path

from scraper.blocks import Heading, Text
from scraper.cli.exit_codes import ExitCode
from scraper.cli.json_output import article_json
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.errors import FetchError, UsageError
from scraper.markdown import render_markdown
from scraper.models import Article, VerdictName
from scraper.settings import Settings


def check_comments(*, comments: bool, as_json: bool) -> None:
    """Raises UsageError for `--comments` without `--json`."""
    if comments and not as_json:
        raise UsageError("--comments: they are shown with --json; the Markdown is the article's")


def read_html(file: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises UsageError."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from error


def print_fetch_error(error: FetchError) -> None:
    """One line on stderr: why there is no page."""
    write_stderr(one_line(f"scraper: {error.outcome}: {error.reason}  {error.url}"))


def print_article(article: Article, settings: Settings, *, as_json: bool) -> ExitCode:
    """Print the article, and on stderr why the page is none; the exit code."""
    is_article = article.verdict.name is VerdictName.ARTICLE
    if not is_article:
        write_stderr(one_line(f"scraper: {article.verdict.name}: {article.verdict.reason}"))
    if as_json:
        write_stdout(article_json(article, comments=settings.extract.comments))
    elif text := _article_markdown(article):
        write_stdout(text, raw=not sys.stdout.isatty())
    return ExitCode.SUCCESS if is_article else ExitCode.SOME_FAILED


def _article_markdown(article: Article) -> str:
    """One `# headline` and the body."""
    headline = render_markdown((Heading(1, (Text(article.title),)),))
    return "\n\n".join(part for part in (headline, article.markdown) if part)
