"""Language tags as pages write them -> BCP 47."""

from __future__ import annotations

import re

_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(?:[-_](?:[a-zA-Z]{4}|[a-zA-Z]{2}|\d{3})){0,2}$")


def language_tag(text: str) -> str:
    """en_us -> en-US, zh-hans-cn -> zh-Hans-CN (RFC 5646, 2.1.1); empty for what is no tag."""
    if not _LANGUAGE.match(text):
        return ""
    first, *rest = re.split("[-_]", text)
    cased = [part.title() if len(part) == 4 else part.upper() for part in rest]
    return "-".join((first.lower(), *cased))
