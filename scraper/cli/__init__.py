"""Arguments -> one call -> print. Everything heavy is imported inside the commands."""

from scraper.cli.main import main

__all__ = ["main"]
