"""URL to Page: polite, bounded, and never fooled by what answers.

Only here are httpx, tenacity, protego and sockets known.
"""

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
