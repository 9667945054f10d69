"""`scraper diff`: how the text of an article has changed."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option
from scraper.cli.terminal import one_line, write_stderr, write_stdout

_GREEN, _RED, _CYAN, _PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[36m", "\x1b[0m"


@click.command()
@click.argument("article", metavar="URL|ID")
@archive_option
@click.option("--all", "all_", is_flag=True, help="Every change since the first save.")
def diff(*, article: str, archive: Path, all_: bool) -> ExitCode:
    """Show how the text of an article has changed, as a unified diff.

    Where you have edited the text, and the page has changed since, it is yours against that of
    the page.

    \b
      scraper diff https://example.org/story
      scraper diff 5ihl56kn --all
    """
    from scraper.archive.articles.versions import changes, edit_of, versions
    from scraper.archive.readonly import reading
    from scraper.cli.article_lookup import find_article

    with reading(archive) as state:
        record = find_article(state, article)
    if record is None or not record.path:
        write_stderr(one_line(f"scraper: no article in {archive} for {article}"))
        return ExitCode.SOME_FAILED
    texts = versions(archive, record)
    if edit := edit_of(archive, texts[-1]):
        write_stderr(one_line(f"scraper: {texts[-1]}: {edit.note}"))
        if edit.new_text in texts:  # it is later than the text that the user has edited
            texts.remove(edit.new_text)
            texts.append(edit.new_text)
    if len(texts) == 1:
        write_stderr("scraper: the text of the page has not changed since it was saved")
        return ExitCode.SOME_FAILED
    pairs = list(pairwise(texts))
    for old, new in pairs if all_ else pairs[-1:]:
        for line in changes(archive, old, new):
            _print(line)
    return ExitCode.SUCCESS


def _print(line: str) -> None:
    if not sys.stdout.isatty():
        write_stdout(line, raw=True)
        return
    colour = {"+": _GREEN, "-": _RED, "@": _CYAN}.get(line[:1], "")
    write_stdout(f"{colour}{one_line(line)}{_PLAIN}" if colour else one_line(line), raw=True)
