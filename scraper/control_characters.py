"""Characters that a reader does not see and a terminal or browser obeys, shown as escapes.

A page's title may hold escape sequences that a terminal obeys, and characters that change the
direction of a line. They are shown as escapes instead (`\\x1b`, `\\u202e`).
"""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, bidirectional controls, line separators, invisible format characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff]"
)


def show_controls(text: str) -> str:
    """`text` with all control characters escaped; tabs and line ends stay."""
    return _UNSAFE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
