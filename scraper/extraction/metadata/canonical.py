"""The address a page names as its own: which of those it names can be true."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.cleaning import absolute
from scraper.extraction.page.url_parts import url_parts

IN_BODY = "link:canonical, in the body"  # source; the standard allows none there
_RESERVED = ("localhost", "local", "internal", "lan", "test", "invalid", "example.com")  # RFC 6761
_STAGING = frozenset("staging stage stg dev develop test testing preview preprod qa uat".split())


def choose_canonical(candidates: Iterable[Candidate], url: str) -> tuple[str, Candidate] | None:
    """The first of `candidates` that can be the address of the page at `url`, absolute.

    A front page named for all pages, a developer's machine and a staging host are mistakes. One
    in the body, where readers' text is, counts for the page's own site alone.
    """
    for candidate in candidates:
        value = absolute(candidate.value, url)
        if not value or not _is_public(value, url) or _is_front_page(value, url):
            continue
        if candidate.source != IN_BODY or _is_same_site(value, url):
            return value, candidate
    return None


def _is_front_page(value: str, url: str) -> bool:
    parts = url_parts(value)
    is_home = parts.path in {"", "/"} and not parts.query
    return is_home and url_parts(url).path not in {"", "/"}


def _is_public(value: str, url: str) -> bool:
    """Whether the host of `value` can be reached by others; that of `url` is never doubted."""
    host = _host(value)
    if host == _host(url):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        labels = host.split(".")
    is_reserved = any(host == name or host.endswith(f".{name}") for name in _RESERVED)
    return len(labels) > 1 and not is_reserved and labels[0] not in _STAGING


def _is_same_site(value: str, url: str) -> bool:
    first, second = _host(value).split("."), _host(url).split(".")
    return first[-2:] == second[-2:]


def _host(url: str) -> str:
    return (url_parts(url).hostname or "").rstrip(".")
