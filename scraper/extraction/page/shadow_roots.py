"""Declarative shadow roots (HTML, 4.12.3): what a `<template shadowrootmode>` holds is shown in its
host, and is no template's. The parser keeps the content of templates apart, so that they are
renamed before it reads them.
"""

from __future__ import annotations

import re

_TEMPLATE = re.compile(r"<(/?)template\b([^<>]*)>", re.IGNORECASE)
_MODE = "shadowrootmode"


def with_shadow_roots(html: str) -> str:
    """`html` with a `<div>` for each shadow root; other templates stay."""
    if _MODE not in html:
        return html
    opened: list[bool] = []  # whether each open template is a shadow root

    def renamed(tag: re.Match[str]) -> str:
        if tag[1]:
            is_root = opened.pop() if opened else False
        else:
            is_root = _MODE in tag[2]
            opened.append(is_root)
        return f"<{tag[1]}div>" if is_root else tag[0]

    return _TEMPLATE.sub(renamed, html)
