"""Text and addresses as pages write them in attributes and JSON -> as they are meant."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

_SPACE = re.compile(r"[\s\u200b]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u00ad]")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def clean_text(text: str, *, has_tags: bool = True) -> str:
    """`text` on one line, entities decoded (twice escaped ones too), tags and controls out.

    `has_tags` is false for the text of the page itself: there "<b>" is what its reader sees.
    """
    for _ in range(2):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if has_tags and "<" in text:
        text = _TAG.sub("", text)
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def absolute(address: str, base: str) -> str:
    """`address` as an absolute http(s) URL; empty where it is none."""
    try:
        joined = urljoin(base, address.strip())
    except ValueError:
        return ""
    return joined if re.match(r"https?://[^\s/]", joined, re.IGNORECASE) else ""
