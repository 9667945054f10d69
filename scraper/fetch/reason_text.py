"""Parts of reasons: one printable line for a person, whatever a server sent.

Text from the network (a Location, a media type, a host name) reaches terminals, logs and YAML
through the reasons of errors. It is shortened and made printable here, and nowhere else.
"""

from __future__ import annotations

from http import HTTPStatus

# Characters. Chosen so that a reason with one quotation fits on a wide terminal's line.
_LIMIT = 80


def printable(text: str, limit: int = _LIMIT) -> str:
    """`text` in printable characters, at most `limit` of them.

    What is not printable (controls, direction marks, lone surrogates) becomes U+FFFD.
    """
    clean = "".join(char if char.isprintable() else "\ufffd" for char in text[:limit])
    return clean if len(text) <= limit else clean[:-1] + "…"


def status_line(status: int) -> str:
    """`HTTP 403 Forbidden`: the phrase is the IANA registry's, never the server's."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def format_seconds(number: float) -> str:
    """`10 s`, `0.3 s`."""
    return f"{number:.3g} s"
