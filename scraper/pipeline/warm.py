"""What every worker needs, made once in the server that workers are forked from.

Imported by that server alone (see crew.py). What is made here is shared by all workers, in
time and in memory; frozen, so that no garbage collector writes into it.
"""

from __future__ import annotations

import gc

from scraper.extract import extract
from scraper.pipeline import worker  # noqa: F401 - all that a worker imports
from scraper.urls import site_of

# An article by its address, no date, no author, and a text that leaves a doubt: all that is ever
# asked is asked.
_PAGE = "<title>A page</title><h1>A page</h1><p>It is read before all others, whatever it says.</p>"

site_of("https://example.org/")
extract(_PAGE, url="https://example.org/a-page-before-all-others")
gc.collect()
gc.freeze()
