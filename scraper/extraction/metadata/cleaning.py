"""Text and addresses as pages write them in attributes and JSON -> as they are meant."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from scraper.extraction.page.url_parts import is_plain

_SPACE = re.compile(r"[\s\u200b]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u00ad]")
_TAG = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--.*?--)>")
# What is markup in a title, where "<b>" alone is a word: elements that are closed, tags with
# attributes, line breaks that touch a word, comments.
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)\b[^<>]*>(.*?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<(?:[a-z][a-z0-9]*\s+[a-z-]+=[^<>]*|wbr\s*/?|!--.*?--)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/>|(?<=\S)<br>|<br>(?=\S)", re.IGNORECASE)
_NESTED = 3  # elements in one another
_HTTP = re.compile(r"https?://[^\s/]", re.IGNORECASE)
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
    if text.isprintable() and "  " not in text:  # nearly all texts
        return text.strip()
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def clean_title(text: str) -> str:
    """A title from an attribute or from JSON, as `clean_text`: without markup, but with tags that
    it names. What is escaped is never markup.
    """
    if "<" in text:
        for _ in range(_NESTED):
            text, count = _ELEMENT.subn(r"\2", text)
            if not count:
                break
        text = _BREAK.sub(" ", _MARKUP.sub("", text))
    return clean_text(text, has_tags=False)


def absolute(address: str, base: str) -> str:
    """`address` as an absolute http(s) URL; empty where it is none."""
    address = address.strip()
    if is_plain(address):
        return address
    try:
        joined = urljoin(base, address)
    except ValueError:
        return ""
    return joined if _HTTP.match(joined) else ""
