"""The parts of an address that a page names, which may be none."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

_NONE = urlsplit("")
# Absolute already, and nothing in it that joining would change: most links.
_PLAIN = re.compile(r"https?://[^\s/?#\[\];]+[^\s?#\[\];]*(?:\?[^\s?#\[\];]+)?", re.ASCII)


def url_parts(url: str) -> SplitResult:
    """The parts of `url`; all empty where it cannot be taken apart, as "http://[::1" cannot."""
    try:
        return urlsplit(url)
    except ValueError:
        return _NONE


def is_plain(url: str) -> bool:
    """Whether `url` is absolute, and joining it to any base returns it as it is."""
    return _PLAIN.fullmatch(url) is not None
