"""The parts of an address that a page names, which may be none."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_NONE = urlsplit("")


def url_parts(url: str) -> SplitResult:
    """The parts of `url`; all empty where it cannot be taken apart, as "http://[::1" cannot."""
    try:
        return urlsplit(url)
    except ValueError:
        return _NONE
