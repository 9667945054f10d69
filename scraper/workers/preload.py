"""What every worker needs, made once in the fork server.

Imported by the fork server alone (process.py). All workers share what is made here, in time and
in memory; it is frozen, so that no garbage collection writes to its pages.
"""

from __future__ import annotations

import gc

gc.disable()  # before any import: what is made here is kept, so collecting it is in vain

from scraper.extraction.article import extract  # noqa: E402
from scraper.extraction.selection.alignment import main_text  # noqa: E402
from scraper.urls import site_of, url_key  # noqa: E402
from scraper.workers import worker  # noqa: E402, F401 - for all that it imports

# Without a date and an author: every lazily made part is made.
_PAGE = "<title>A page</title><h1>A page</h1><p>It is read before all others, whatever it says.</p>"

url_key("https://example.org/?b=1&a=2")
site_of("https://example.org/")
extract(_PAGE, url="https://example.org/a-page-before-all-others")
main_text(_PAGE)  # trafilatura, which is imported only for doubtful pages
gc.freeze()
gc.enable()
