"""Whether text is bold, by the marks of elements and those of styles, which may slant it too."""

from __future__ import annotations

from scraper.extraction.page.outline import Mark, Segment

_BOLD = frozenset({"strong", "strong emphasis"})


def is_bold_mark(mark: Mark) -> bool:
    return mark.name in _BOLD


def is_bold_text(segment: Segment) -> bool:
    """Whether all text of a segment is bold; one without any is, too."""
    for piece, marks in segment.pieces:
        if isinstance(piece, str) and piece.strip() and not any(map(is_bold_mark, marks)):
            return False
    return True
