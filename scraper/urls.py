"""Addresses: the key that identifies an article across spellings of its URL, and its site.

Hosts follow the WHATWG URL Standard (ada), so that `0x7f.1` is 127.0.0.1 here as it is in
a browser. A key only identifies: what is fetched is always the user's URL.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import ada_url

from scraper.errors import UrlError
from scraper.models import Target

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Parameters that say where a reader came from and do not change the page. Prefixes only where they
# name a product: by a general one (at_, pk_) or a short name (cmp, ncid) a site may distinguish its
# pages, of which only the first would be requested.
TRACKING_PREFIXES = ("utm_", "mtm_", "piwik_", "matomo_", "hsa_")
TRACKING_NAMES = frozenset(
    {
        *("fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid"),
        *("twclid", "ttclid", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_hsenc"),
        *("_hsmi", "oly_anon_id", "oly_enc_id", "rb_clickid", "s_cid", "wickedid", "wt_mc"),
        *("pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content", "pk_cid"),
        *("at_campaign", "at_campaign_type", "at_medium", "at_format", "at_variant", "at_creation"),
        *("at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_bbc_team", "at_ptr_name"),
        *("at_link_id", "at_link_type", "at_link_origin", "vero_id", "vero_conv"),
        *("ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee"),
        *("cmpid", "xtor", "fb_action_ids", "fb_action_types", "fb_source"),
        *("ref_src", "ref_url", "__twitter_impression", "guccounter", "guce_referrer"),
        *("guce_referrer_sig", "sr_share", "_ga", "_gl", "zanpid"),
    }
)
_DEFAULT_PORTS = {"http:": "80", "https:": "443"}
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# A host of at least two labels with a port or a path, without a scheme
_HOST = re.compile(r"((?:[\w-]+\.)+[^\W\d_][\w-]*)(?::\d+)?(?:[/?#]\S*)?")
# A path that canonicalize_url would not change; ada has resolved the dots.
_PLAIN = re.compile(r"/[A-Za-z0-9/._~-]*")


def parse_url(text: str) -> str:
    """`text` as an absolute http(s) URL by the WHATWG rules, host in ASCII.

    Raises UrlError with what is wrong. White space inside a URL is refused, although the
    standard would remove or escape it: in a list it nearly always means two items on one line.
    """
    return _parsed(text.strip()).href


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    """The parts of a URL as ada parses them, each read once."""

    href: str
    protocol: str
    host: str
    hostname: str
    pathname: str
    search: str
    hash: str


@lru_cache(maxsize=256)
def _parsed(text: str) -> _Parsed:
    """See parse_url."""
    if re.search(r"[\s\x00-\x1f\x7f]", text):
        raise UrlError("white space or a control character inside the URL")
    scheme = _SCHEME.match(text)
    if scheme is None or text[scheme.end() : scheme.end() + 1].isdigit():
        raise UrlError("no http:// or https:// in front")
    if scheme.group(1).lower() not in {"http", "https"}:
        raise UrlError(f"scheme {scheme.group(1).lower()!r}: only http and https are fetched")
    try:
        parsed = ada_url.parse_url(text)
    except ValueError:
        raise UrlError("not a valid URL") from None
    if parsed["username"] or parsed["password"]:
        raise UrlError("a user name or password in the URL")
    return _Parsed(
        href=parsed["href"],
        protocol=parsed["protocol"],
        host=parsed["host"],
        hostname=parsed["hostname"],
        pathname=parsed["pathname"],
        search=parsed["search"],
        hash=parsed["hash"],
    )


@lru_cache(maxsize=256)
def url_key(url: str) -> str:
    """The identity of `url` across spellings, lists and runs.

    The host follows the WHATWG rules, the default port is removed, escapes in the path are
    normalised, the query is sorted, tracking parameters and the fragment are removed (a `#!`
    fragment names a page and is kept). The scheme is not part of it: a site that moves to https
    keeps its articles.

    Raises UrlError where `url` is not an http(s) URL.
    """
    parsed = _parsed(parse_url(url))
    search = _without_tracking(parsed.search) if parsed.search else ""
    key = parsed.host.removesuffix(":" + _DEFAULT_PORTS[parsed.protocol])
    if search or not _PLAIN.fullmatch(parsed.pathname):  # otherwise there is nothing to normalise
        key += _canonical(parsed.pathname, search)
    else:
        key += parsed.pathname
    return key + parsed.hash if parsed.hash.startswith("#!") else key


def _canonical(path: str, search: str) -> str:
    from w3lib.url import canonicalize_url  # noqa: PLC0415 - it imports urllib.request, email and ssl

    canonical: str = canonicalize_url(f"http://h{path}{search}")
    path, _, query = canonical.removeprefix("http://h").partition("?")
    return f"{path}?{query}" if query else path


def _without_tracking(search: str) -> str:
    kept = [part for part in search.removeprefix("?").split("&") if part and not _tracks(part)]
    return "?" + "&".join(kept) if kept else ""


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


@lru_cache(maxsize=256)
def site_of(url: str) -> str:
    """The registrable domain of `url` ("blog.example.co.uk" -> "example.co.uk").

    An IP address is a site of its own, as is a host that is itself a public suffix.
    """
    return _site_of_host(_parsed(url.strip()).hostname.strip("[]"))


def site_named(name: str) -> str:
    """The site that a user names: by its domain in any spelling, with or without `www.`, a port
    or a scheme. Raises UrlError for what is no domain, and for a part of a site.
    """
    host = f"[{name}]" if name.count(":") > 1 and "://" not in name and "[" not in name else name
    try:
        parsed = _parsed(host.strip() if "://" in host else f"https://{host.strip()}")
    except UrlError:
        raise UrlError("not a domain such as example.org") from None
    site = site_of(parsed.href)
    is_whole = parsed.hostname.strip("[]").rstrip(".") in {site, f"www.{site}"}
    if not is_whole or parsed.pathname != "/" or parsed.search:
        raise UrlError(f"is a part of a site; name the whole of it: {site!r}")
    return site


@lru_cache(maxsize=4096)
def _site_of_host(host: str) -> str:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        domain = host.rstrip(".")
        return str(_suffixes().privatesuffix(domain) or domain)
    return host


@cache
def _suffixes() -> PublicSuffixList:
    import publicsuffixlist  # noqa: PLC0415 - only commands that fetch need it

    def rules() -> Iterator[str]:
        """The rules, those that are not ASCII also in Punycode, as in URLs. The package's own
        conversion calls Python's codec for every line, which takes twice as long.
        """
        for line in Path(publicsuffixlist.PSLFILE).read_text("utf-8").splitlines():
            if line and not line.startswith("//"):
                yield line
                if not line.isascii():
                    yield ada_url.idna_to_ascii(line).decode("ascii")

    return publicsuffixlist.PublicSuffixList(rules(), accept_encoded_idn=False)


def target(
    url: str,
    *,
    source: str = "",
    line: int | None = None,
    tags: tuple[str, ...] = (),
    added: datetime | None = None,
) -> Target:
    """The target for `url`. Raises UrlError."""
    return Target(
        url=url.strip(),
        key=url_key(url),
        site=site_of(url),
        source=source,
        line=line,
        tags=tags,
        added=added,
    )


def with_scheme(text: str) -> str | None:
    """`example.org/story` with `https://` in front; None for what is no such address.

    Its host must be in a public suffix that is known, so that `notes.txt` is none.
    """
    found = _HOST.fullmatch(text)
    if found is None or not _suffixes().publicsuffix(found.group(1).lower(), accept_unknown=False):
        return None
    return f"https://{text}"
