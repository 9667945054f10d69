"""The address that a page names as its own: which of those it names can be true."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlunsplit

from scraper.extraction.metadata.candidates import Candidate
from scraper.extraction.metadata.cleaning import absolute
from scraper.extraction.page.url_parts import url_parts

IN_BODY = "link:canonical, in the body"  # source; the standard allows none there
_RESERVED = ("localhost", "local", "internal", "lan", "test", "invalid", "example.com")  # RFC 6761
_STAGING = frozenset(
    "staging stage stg dev develop test testing preview preprod qa uat git".split()
)
_SECOND_LEVEL = frozenset("co com org net gov ac edu or ne go".split())
_FRONT = re.compile(r"^/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+|home/?)?$", re.IGNORECASE)
# What a template writes where it knows no address.
_UNFILLED = re.compile(r"[{}<>]|%7[bd]|\[object|/(?:undefined|null|none|nan)(?:/|$)", re.IGNORECASE)
# How AMP pages and pages for printing are told from the article.
_VARIANT_PATH = re.compile(
    r"/(?:amp|print(?:able|er)?)(?=/?$)|\.amp(?=(?:\.html?)?$)", re.IGNORECASE
)
_VARIANT_QUERY = re.compile(
    r"(?:^|&)(?:amp|print(?:able|er)?|view=(?:amp|print)|output_?type=amp|format=(?:amp|print))"
    r"(?:=(?:1|true|yes)?)?(?=&|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}|\d{4,}")


def choose_canonical(candidates: Iterable[Candidate], url: str) -> tuple[str, Candidate] | None:
    """The first of `candidates` that can be the address of the page at `url`, absolute.

    A front page named for all pages, a developer's machine, a staging host and an unfilled
    template are mistakes; so is another site that nothing in the address or in a second candidate
    confirms. One in the body, where readers' text is, counts for the page's own site alone. An AMP
    page or one for printing is replaced by its article.
    """
    found = [(value, one) for one in candidates if (value := _usable(one, url))]
    hosts = [_host(value) for value, _ in found]
    believed = [
        (value, one)
        for value, one in found
        if _is_same_site(value, url)
        or (one.source != IN_BODY and (hosts.count(_host(value)) > 1 or _is_alike(value, url)))
    ]
    articles = (pair for pair in believed if without_variant(pair[0]) == pair[0])
    chosen = next(articles, None) or next(iter(believed), None)
    return (without_variant(chosen[0]), chosen[1]) if chosen is not None else None


def without_variant(address: str) -> str:
    """The address of the article that `address` shows for AMP or for printing, else `address`."""
    parts = url_parts(address)
    path = _VARIANT_PATH.sub("", parts.path)
    query = _VARIANT_QUERY.sub("", parts.query).lstrip("&")
    if (path, query) == (parts.path, parts.query):
        return address
    return urlunsplit((parts.scheme, parts.netloc, path or "/", query, ""))


def _usable(candidate: Candidate, url: str) -> str:
    """The address of `candidate`, absolute and without its fragment; empty for a mistake."""
    value = absolute(candidate.value, url)
    if not value or _UNFILLED.search(value):
        return ""
    parts = url_parts(value)._replace(fragment="")
    if "@" in parts.netloc or not _is_public(_host(value), url) or _is_front_page(parts, url):
        return ""
    return urlunsplit(parts)


def _is_front_page(parts: SplitResult, url: str) -> bool:
    is_home = bool(_FRONT.match(parts.path)) and not parts.query
    return is_home and not _FRONT.match(url_parts(url).path)


def _is_public(host: str, url: str) -> bool:
    """Whether `host` can be reached by others; that of `url` is never doubted."""
    if host == _host(url):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        labels = host.split(".")
    is_reserved = any(host == name or host.endswith(f".{name}") for name in _RESERVED)
    is_staging = not _STAGING.isdisjoint(re.split("-+", labels[0]))
    return len(labels) > 1 and not is_reserved and not is_staging


def _is_same_site(value: str, url: str) -> bool:
    return _site(_host(value)) == _site(_host(url))


def _site(host: str) -> list[str]:
    """The labels of the registrable domain: three under "co.uk" and its like, else two."""
    labels = host.split(".")
    is_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return labels[-3:] if is_country else labels[-2:]


def _is_alike(value: str, url: str) -> bool:
    """Whether another site's address has a word or number of `url`, as for a syndicated article."""
    words = set(_WORD.findall(url_parts(value).path.lower()))
    return not url or not words.isdisjoint(_WORD.findall(url.lower()))


def _host(url: str) -> str:
    return (url_parts(url).hostname or "").rstrip(".")
