"""`python -m scraper` and the `scraper` command."""


def main() -> None:
    """Run the command. Workers import this module too (see multiprocessing, "Safe importing of
    main module") and need none of it.
    """
    from scraper.cli.main import main as run  # noqa: PLC0415

    run()


if __name__ == "__main__":
    main()
