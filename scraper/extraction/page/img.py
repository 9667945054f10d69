"""The picture an `<img>` means: pages hide its real address from browsers of old.

Lazy loaders leave a placeholder in `src` and the address in an attribute of their own, or in
`srcset`, or in the `<source>` beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from scraper.blocks import Image

# Attributes of lazy loaders, and those that hold other addresses too: of a page, a gallery.
_LAZY = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-src", "data-echo",
    "data-actualsrc", "data-original-src", "data-src-large", "data-img-src", "data-hi-res-src",
)  # fmt: skip
_SOURCES = (*_LAZY, "src")
_DOUBTFUL = (
    "data-url", "data-image", "data-full-url", "data-large-file", "data-orig-file", "data-img",
    "data-fallback-src", "data-cfsrc", "data-file",
)  # fmt: skip
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?&#/:@!])", re.IGNORECASE)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-src-set", "data-original-set")
# Any loader's own attribute: of one name in a hundred ("data-ezsrc", "nitro-lazy-src").
_NOT_OF_LOADERS = frozenset(
    """src alt title class id style srcset sizes href data-href data-link data-permalink
    data-caption data-title""".split()
)
_PLACEHOLDER = (
    r"(?:blank|spacer|pixel|placeholder|1x1|transparent|gr[ea]y|lazy|lazyload|loading|loader)"
    r"(?:[-_.]?(?:\d+(?:x\d+)?|image|img|picture|pixel|px|gif|bg|small|large|default|post|thumb\w*"
    r"|placeholder|icon))*\.(?:gif|png|svg|jpe?g)"
)
# In two patterns: one that begins with a slash looks only at slashes.
_BEGINS_AS_NONE = re.compile(rf"data:|about:|blob:|javascript:|{_PLACEHOLDER}", re.IGNORECASE)
_HOLDS_NONE = re.compile(rf"/{_PLACEHOLDER}", re.IGNORECASE)
# HTML, 4.8.4.3.10, "parse a srcset attribute": an address ends at white space, and an entry at a
# comma. No step goes back further than a word, so that the time is that of the length.
_ENTRY = re.compile(r"[\s,]*+(\S*[^\s,])(?:,+(?=\s|$)|([^,]*))")
_FILLING = "," + "".join(filter(str.isspace, map(chr, range(0x3001))))  # what _ENTRY begins with
_SIZE = re.compile(r"\s(\d+(?:\.\d+)?)[wx](?:\s|$)")
_BACKGROUND = re.compile(
    r"background(?:-image)?\s*:[^;]*?url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE
)
_FITTED = re.compile(r"/_next/image/?\?(?:.*&)?url=([^&]+)")
# One of these an element has that shows a picture as its background.
BACKGROUNDS = frozenset({"style", "role", "data-bg"})
# A picture that Wix blurs until the sharp one has come, whose address it begins with.
_BLURRED = re.compile(r"(/media/[^/]+)/v1/fill/[^/]*\bblur_\d[^?#]*")
_LONGEST_EMOJI = 30  # characters; ":shipit:" has a name
_TINY = re.compile(r"^[0-9]{1,2}(?:px)?$")


def image_of(node: LexborNode, attributes: Mapping[str, str | None]) -> Image | None:
    """The picture of an `<img>`; None for pixels, placeholders and embedded data."""
    if _is_tiny(attributes.get("width")) and _is_tiny(attributes.get("height")):
        return None
    source = _source(attributes) or _picture_source(node)
    if not source:
        return None
    source = _unwrapped(source)
    alt = " ".join((attributes.get("alt") or "").split())
    return Image(source, alt, " ".join((attributes.get("title") or "").split()))


def _unwrapped(address: str) -> str:
    """The picture that Next.js fits to the window, or Wix blurs, by its own address."""
    if "/_next/image" in address and (found := _FITTED.search(address)):
        return unquote(found.group(1))
    return _BLURRED.sub(r"\1", address) if "blur_" in address else address


def _is_placeholder(address: str) -> bool:
    return bool(_BEGINS_AS_NONE.match(address) or _HOLDS_NONE.search(address))


def _is_tiny(size: str | None) -> bool:
    return bool(size and _TINY.match(size.strip()) and int(size.strip().removesuffix("px")) < 40)


def _source(attributes: Mapping[str, str | None]) -> str:
    for name in _SOURCES:
        address = attributes.get(name)
        if not address or not (address := address.strip()):
            continue
        if "{" not in address and not _is_placeholder(address):
            return address
    if found := next((s for name in _SETS if (s := largest(attributes.get(name) or ""))), ""):
        return found
    doubtful = ((attributes.get(name) or "").strip() for name in _DOUBTFUL)
    found = next((address for address in doubtful if _PICTURE.search(address)), "")
    return found or _of_other_loaders(attributes)


def _of_other_loaders(attributes: Mapping[str, str | None]) -> str:
    """The address in an attribute of a loader that is not known: a picture by its ending, the
    largest where it is a set of them.
    """
    for name, value in attributes.items():
        if not value or name in _NOT_OF_LOADERS:
            continue
        address = largest(value) if "srcset" in name else value.strip()
        is_picture = _PICTURE.search(address) and not re.search(r"[\s{]", address)
        if is_picture and not _is_placeholder(address):
            return address
    return ""


def is_picture(address: str) -> bool:
    """Whether an address is one of a picture by its ending."""
    return _PICTURE.search(address) is not None


def is_emoji(attributes: Mapping[str, str | None]) -> bool:
    """Whether a picture is drawn in the place of the sign in its `alt`."""
    names = attributes.get("class") or ""
    is_named = "emoji" in names or "smiley" in names
    return is_named and 0 < len(attributes.get("alt") or "") <= _LONGEST_EMOJI


def background_of(node: LexborNode, attributes: Mapping[str, str | None]) -> Image | None:
    """The picture that an element shows as its background, where the page says that it is one: by
    its role, or by the figure around it.
    """
    style = attributes.get("style") or ""
    if not ("url(" in style or "role" in attributes or "data-bg" in attributes):
        return None
    around = node.parent
    in_figure = around is not None and around.tag == "figure"
    if attributes.get("role") != "img" and not in_figure:
        return None
    found = _BACKGROUND.search(style)
    address = found.group(1) if found else _of_other_loaders(attributes)
    if not address or _is_placeholder(address):
        return None
    return Image(address, " ".join((attributes.get("aria-label") or "").split()))


def _picture_source(node: LexborNode) -> str:
    parent = node.parent
    if parent is None or parent.tag != "picture":
        return ""
    sources = (child for child in parent.iter() if child.tag == "source")
    return next((s for child in sources if (s := _source(child.attributes))), "")


def largest(srcset: str) -> str:
    """The address with the largest width or density of a `srcset` (HTML, 4.8.4.2.1)."""
    found = ((_size(rest), url) for url, rest in _ENTRY.findall(srcset.rstrip(_FILLING)))
    usable = ((size, url) for size, url in found if not _is_placeholder(url))
    return max(usable, default=(0.0, ""))[1]


def _size(descriptors: str) -> float:
    found = _SIZE.search(descriptors)
    return float(found.group(1)) if found else 1.0
