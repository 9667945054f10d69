"""What every worker needs, made once in the server that workers are forked from.

Imported by that server alone (see crew.py). What is made here is shared by all workers, in
time and in memory; frozen, so that no garbage collector writes into it.
"""

from __future__ import annotations

import gc

gc.disable()  # before anything is imported: what is made here stays, and need not be looked at

from scraper.extraction.article import extract  # noqa: E402
from scraper.urls import site_of, url_key  # noqa: E402
from scraper.workers import worker  # noqa: E402, F401 - all that it imports

# An article by its address, no date, no author, and a text that leaves a doubt: all that is ever
# asked is asked.
_PAGE = "<title>A page</title><h1>A page</h1><p>It is read before all others, whatever it says.</p>"

url_key("https://example.org/?b=1&a=2")
site_of("https://example.org/")
extract(_PAGE, url="https://example.org/a-page-before-all-others")
gc.freeze()
gc.enable()
