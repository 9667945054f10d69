"""Page -> Article. Pure: no clock, disk, network or environment.

Only extract/body imports trafilatura; the parsed tree never leaves this wing.
"""

from scraper.extract.article import EXTRACT_VERSION, extract
from scraper.extract.explain import Explanation, explain

__all__ = ["EXTRACT_VERSION", "Explanation", "explain", "extract"]
