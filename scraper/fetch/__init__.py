"""URL to Page: polite, bounded, and never fooled by what answers.

Only here are httpx, tenacity, protego and sockets known.
"""

import sys

# httpx imports its own command line where it finds what that needs, and with it rich, which only
# the parent of a run shows its progress with: a fifth of what a worker imports for fetching.
if "httpx" not in sys.modules:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]  # read as: not installed
    import httpx  # noqa: F401

    del sys.modules["httpx._main"]

from scraper.fetch.body import decode_body
from scraper.fetch.coding import BodyError
from scraper.fetch.feeds import parse_feed
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.image_type import IMAGE_ENDINGS, image_type
from scraper.fetch.site import SiteFetcher

__all__ = [
    "IMAGE_ENDINGS",
    "BodyError",
    "Fetcher",
    "SiteFetcher",
    "decode_body",
    "image_type",
    "parse_feed",
]
