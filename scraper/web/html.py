"""Escaped HTML, and a document that loads and runs nothing.

All text of pages goes through `escaped`; only tags that are constants of this program are written
otherwise. The policy of a document allows its own style sheet, by its hash, and nothing else: even
if a text were not escaped, no script would run and nothing would be loaded.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re

from scraper.control_characters import show_controls

_NOTHING = "default-src 'none'"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
# A link may lead there; `javascript:` and `data:` are shown as text.
_LINKED = ("http://", "https://")


def escaped(text: str) -> str:
    """`text` as HTML, also for an attribute in quotation marks; control characters are visible."""
    return html.escape(show_controls(text))


def link(url: str, text: str = "") -> str:
    """A link that tells its target nothing, or only its text where `url` is not of the web."""
    label = escaped(text or url)
    if not url.lower().startswith(_LINKED):
        return label
    return f'<a href="{escaped(url)}" rel="noreferrer noopener">{label}</a>'


def policy_of(document: str) -> str:
    """The Content-Security-Policy of a document of ours, for the header of its response; there it
    also forbids frames.
    """
    policy = _POLICY.search(document)
    return f"{policy.group(1) if policy else _NOTHING}; frame-ancestors 'none'"


def document(*, title: str, style: str, body: str) -> str:
    """A whole document. `body` is HTML already; `title` is text, `style` a style sheet of ours."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"{_NOTHING}; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
