"""Page -> Article. Pure: no clock, disk, network or environment.

Only extract/body imports trafilatura; the parsed tree never leaves this wing.
"""

from scraper.extract.article import EXTRACT_VERSION, extract

__all__ = ["EXTRACT_VERSION", "extract"]
