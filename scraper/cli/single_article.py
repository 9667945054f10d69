"""What `get`, `extract` and `why` share: reading one page, printing one article."""

from __future__ import annotations

import sys
from pathlib import Path

from scraper.blocks import Heading, Text
from scraper.bulk.page_row import outcome_of
from scraper.cli.exit_codes import ExitCode
from scraper.cli.json_output import article_json
from scraper.cli.output_kind import OutputKind, output_kind
from scraper.cli.report import private_hint
from scraper.cli.terminal import one_line, write_stderr, write_stdout
from scraper.errors import FetchError, ScraperError, UsageError
from scraper.markdown import render_markdown
from scraper.models import Article, VerdictName
from scraper.pipeline.page_file import page_bytes, read_page_file
from scraper.settings import Settings


def check_comments(kind: OutputKind, *, comments: bool, as_json: bool) -> None:
    """Raises UsageError for `--comments` where they would not be written."""
    if comments and not as_json and kind not in {OutputKind.JSON, OutputKind.FOLDER}:
        raise UsageError("--comments: they are shown with --json; the Markdown is the article's")


def read_html(file: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises UsageError."""
    try:
        if str(file) == "-":
            return page_bytes(sys.stdin.buffer.read())
        return read_page_file(file)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror or error}") from error
    except ScraperError as error:
        raise UsageError(f"{file}: {error}") from error


def print_fetch_error(error: FetchError) -> None:
    """One line on stderr: why there is no page."""
    reason = f"{error.reason}{private_hint(error.outcome, error.reason)}"
    write_stderr(one_line(f"scraper: {error.outcome}: {reason}  {error.url}"))


def put_article(
    article: Article,
    settings: Settings,
    *,
    name: str,
    as_json: bool,
    output: Path | None,
    path: str = "",
) -> ExitCode:
    """Print the article, or write it to `output`, a `.md`, a `.json` or a folder; the exit code.
    `path`: see NamedPage.

    Why a page is no article is said on stderr; it is printed all the same, but not written.
    """
    is_article = article.verdict.name is VerdictName.ARTICLE
    if not is_article:
        unwritten = "" if output is None else f"  ({output} not written)"
        line = f"scraper: {outcome_of(article)}: {article.verdict.reason}{unwritten}"
        write_stderr(one_line(line))
    if output is None:
        _print_article(article, settings, as_json=as_json)
    elif is_article:
        if output_kind(output) is OutputKind.FOLDER:
            _write_to_folder(article, name, output, path)
        else:
            _write_article(article, settings, output, as_json=as_json)
    return ExitCode.SUCCESS if is_article else ExitCode.SOME_FAILED


def _print_article(article: Article, settings: Settings, *, as_json: bool) -> None:
    if as_json:
        write_stdout(article_json(article, comments=settings.extract.comments))
    elif text := _article_markdown(article):
        write_stdout(text, raw=not sys.stdout.isatty())


def _write_to_folder(article: Article, name: str, folder: Path, path: str) -> None:
    from scraper.bulk.page_folder import PageFolder  # noqa: PLC0415 - only here

    if report := PageFolder(folder).write(article, name=name, path=path):
        write_stderr(one_line(report))


def _write_article(article: Article, settings: Settings, output: Path, *, as_json: bool) -> None:
    from scraper.archive.export_target import export_file  # noqa: PLC0415 - only here

    if as_json or output_kind(output) is OutputKind.JSON:
        text = article_json(article, comments=settings.extract.comments)
    else:
        text = _article_markdown(article)
    with export_file(output) as temporary:
        temporary.write_text(f"{text}\n", encoding="utf-8", errors="replace")


def _article_markdown(article: Article) -> str:
    """One `# headline` and the body."""
    headline = render_markdown((Heading(1, (Text(article.title),)),))
    return "\n\n".join(part for part in (headline, article.markdown) if part)
