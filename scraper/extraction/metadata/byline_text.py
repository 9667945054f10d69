"""The text of an element of a byline, with a bar where one name ends and another begins."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from scraper.extraction.metadata.byline_roles import JOINS
from scraper.extraction.metadata.name_shape import is_person
from scraper.extraction.metadata.people import without_by

LONGEST = 200  # characters of a byline
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg"})


def byline_of(node: LexborNode) -> str:
    text = text_of(node)
    if 0 < len(text) <= LONGEST:
        text = pieces_of(node)
    return text if len(text) <= LONGEST else ""


def pieces_of(node: LexborNode) -> str:
    """The text of a byline; a bar where an element that is a whole name ends and another begins."""
    text = ""
    for part in node.traverse(include_text=True):
        if part.tag != "-text" or (parent := part.parent) is None or parent.tag in _UNSEEN:
            continue
        piece = " ".join((part.text_content or "").split())
        if piece and text and piece[0].isupper() and _is_apart(text, piece):
            text += " | "
        text += f" {piece}" if text and piece else piece
    return " ".join(text.split())


def _is_apart(text: str, piece: str) -> bool:
    """Whether a name ends, or begins, between the two: "Maritime editor", "Otto Beck"."""
    last = text.rpartition("|")[2].strip()
    if JOINS.match(last.rpartition(" ")[2]):
        return False
    is_begun = " " in last and bool(without_by(last).strip(" :"))
    return _is_whole(text) or (is_person(piece, at_least=2) and is_begun)


def _is_whole(text: str) -> bool:
    return is_person(without_by(text.rpartition("|")[2]), at_least=2)


def text_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())
