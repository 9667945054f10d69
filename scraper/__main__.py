"""`python -m scraper` and the `scraper` command."""

from scraper.cli import main

if __name__ == "__main__":
    main()
