"""`scraper config`: each setting, and where its value comes from."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli.exit_codes import ExitCode
from scraper.cli.options import archive_option, config_option
from scraper.cli.terminal import one_line, write_json, write_stderr, write_stdout


@click.command()
@archive_option
@config_option
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each setting.")
def config(*, archive: Path, config: Path | None, as_json: bool) -> ExitCode:
    """Show the settings, and the file or variable that each comes from.

    \b
      scraper config
      SCRAPER_FETCH_RATE=2 scraper config -a my-archive
    """
    import msgspec

    from scraper.cli.settings_files import TABLES, merged, unused_variables, valid_layers
    from scraper.settings import settings_from

    layers = list(valid_layers(config, archive))
    document = msgspec.to_builtins(settings_from(merged(iter(layers))))
    origins = {
        (table, name): origin
        for origin, layer in layers
        for table, values in layer.items()
        for name in values
    }
    for table in (*TABLES, "site"):
        for name, value in document[table].items():
            origin = origins.get((table, name), "default")
            if as_json:
                fields = {"name": f"{table}.{name}", "value": value, "origin": origin}
                write_json(fields)
            else:
                shown = msgspec.json.encode(value).decode()
                write_stdout(one_line(f"{table}.{name} = {shown}  ({origin})"))
    for variable in unused_variables():
        write_stderr(f"scraper: {variable}: no setting has this name")
    return ExitCode.SUCCESS
