"""`scraper extract`: the articles of HTML that is there already, without network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import config_option, mode_option, output_option, settings_of

if TYPE_CHECKING:
    from scraper.settings import Settings


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@output_option
@click.option("--url", default="", help="The address of the one page: links come out absolute.")
@config_option
@mode_option
@click.option("--workers", type=click.IntRange(1), help="Worker processes [default: one a core].")
@click.option("--json", "as_json", is_flag=True, help="Everything that is known, as JSON.")
@click.option("--comments", is_flag=True, help="The readers' comments too, in the JSON.")
@click.option("-q", "--quiet", is_flag=True, help="For many pages: print only what failed.")
def extract(
    *,
    files: tuple[str, ...],
    output: Path | None,
    url: str,
    config: Path | None,
    mode: str | None,
    workers: int | None,
    as_json: bool,
    comments: bool,
    quiet: bool,
) -> ExitCode:
    """Extract the articles of FILES: HTML, also gzipped, folders, patterns, WARC and WACZ files
    of any program, or - for standard input. No network.

    One page is printed as Markdown. Many are written, on all cores, to a folder as .md and .json,
    or to a table with a row for each page.

    \b
      scraper extract page.html --url https://example.org/story
      curl -s https://example.org/story | scraper extract -
      scraper extract saved-pages/ crawl.warc.gz -o articles
      scraper extract 'pages/**/*.html.gz' -o articles.parquet
      scraper extract crawl.wacz --json | jq -r .title
    """
    from scraper.bulk.page_names import check_names, is_one_page
    from scraper.cli.output_kind import OutputKind, output_kind
    from scraper.cli.single_article import check_comments

    settings = settings_of(config, mode=mode, comments=comments or None, workers=workers)
    check_names(files)
    kind = output_kind(output)
    check_comments(kind, comments=comments, as_json=as_json)
    if is_one_page(files) and kind is not OutputKind.TABLE:
        return _one(files[0], settings, url=url, output=output, as_json=as_json)
    return _many(files, settings, url=url, output=output, as_json=as_json, quiet=quiet)


def _one(
    file: str, settings: Settings, *, url: str, output: Path | None, as_json: bool
) -> ExitCode:
    from scraper.bulk.page_names import output_path
    from scraper.cli.single_article import put_article, read_html
    from scraper.extraction import article as extraction
    from scraper.pipeline.page_file import settings_of_url

    article = extraction.extract(
        read_html(Path(file)),
        url=url or None,
        fetched_at=datetime.now(UTC),
        settings=settings_of_url(settings, url),
    )
    path = "stdin" if file == "-" else output_path(Path(Path(file).name))
    return put_article(article, settings, name=file, as_json=as_json, output=output, path=path)


def _many(
    files: tuple[str, ...],
    settings: Settings,
    *,
    url: str,
    output: Path | None,
    as_json: bool,
    quiet: bool,
) -> ExitCode:
    from scraper.cli.bulk_extraction import extract_pages
    from scraper.errors import UsageError

    if url:
        raise UsageError("--url: is the address of one page, and there are more")
    if output is None and not as_json:
        raise UsageError(
            "many pages need a place: -o FOLDER, -o NAME.jsonl, -o NAME.parquet, "
            "or --json for JSON Lines"
        )
    return extract_pages(files, settings, output=output, quiet=quiet)
