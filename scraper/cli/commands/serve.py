"""`scraper serve`: a reader for an archive in the browser."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, config_option, settings_of
from scraper.cli.terminal import write_stderr


@click.command()
@archive_option
@config_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8370,
    show_default=True,
    help="The port on 127.0.0.1; 0 for any that is free.",
)
def serve(*, archive: Path, config: Path | None, port: int) -> ExitCode:
    """Read an archive in the browser: lists, search, articles, versions, why, health.

    The server is reachable from this machine only, and changes nothing in the archive but tags,
    read marks and the search index. It may run while `scraper run` works on the archive. Ctrl-C
    ends it. It needs more than the other commands: pip install 'article-keeper[web]'

    \b
      scraper serve -o archive
      scraper serve --port 0
    """
    from scraper.archive.readonly import reading
    from scraper.errors import UsageError

    settings = settings_of(config, archive)
    with reading(archive):
        pass  # an archive that is none is reported before anything is served
    try:
        from scraper.web.server import serve_archive
    except ModuleNotFoundError as error:
        raise UsageError(
            f"serve needs more: pip install 'article-keeper[web]' ({error})"
        ) from error
    with suppress(KeyboardInterrupt):  # the way to end it
        serve_archive(
            archive, settings, port=port, on_start=lambda url: write_stderr(f"scraper: {url}")
        )
    return ExitCode.SUCCESS
