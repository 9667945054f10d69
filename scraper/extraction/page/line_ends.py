"""What the last sign of a line says of it, in the scripts that have signs of their own."""

from __future__ import annotations

from scraper.extraction.page.outline import Segment

_COLONS = (":", "\uff1a")  # full width
_QUESTION_MARKS = ("?", "\uff1f", "\u061f", "\u037e")  # Latin, full width, Arabic, Greek
_CLOSING = " \"'»”’"


def ends_with_colon(segment: Segment) -> bool:
    """Whether a line may announce what follows it."""
    return segment.text.endswith(_COLONS)


def is_question(segment: Segment) -> bool:
    """Whether a line asks something, with or without quotation marks around it."""
    return segment.text.rstrip(_CLOSING).endswith(_QUESTION_MARKS)
