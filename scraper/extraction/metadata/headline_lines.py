"""The lines of a page before and after its headline, as its reader sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

_AFTER = 160  # words after the headline that are looked at
_BEFORE = 14  # and before it
_MOST_NODES = 400  # elements walked either way, whatever they hold
_MOST_BEFORE_HEADLINE = 3000  # nodes among which a headline that is no heading is looked for
_CLIMB = 3  # elements around a headline among which its header is looked for
_MOST_IN_HEADER = 80  # words
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "select"})


@dataclass(frozen=True, slots=True)
class PageLine:
    """A run of text. `distance` is the words from the headline, negative before it.

    `is_beside` says whether it and the headline are in one small `<header>`.
    """

    text: str
    node: LexborNode
    distance: int
    is_beside: bool = False


def lines_around(tree: LexborHTMLParser, title: str) -> list[PageLine]:
    """The lines around the headline, whose text is `title`; none where it is not found."""
    headline = _headline(tree, title)
    return [] if headline is None else [*_before(headline), *_after(headline)]


def _headline(tree: LexborHTMLParser, title: str) -> LexborNode | None:
    """The heading whose text is `title`, else the first one; without any, the line `title`."""
    headings = tree.css("h1, h2")
    wanted = title.casefold()
    same = (node for node in headings if _text(node).casefold() == wanted)
    found = next(same, None) or next((node for node in headings if node.tag == "h1"), None)
    if found is not None or not wanted or tree.body is None:
        return found
    lines = islice(tree.body.traverse(include_text=True), _MOST_BEFORE_HEADLINE)
    return next((node for node in lines if line_of(node).casefold() == wanted), None)


def _after(headline: LexborNode) -> Iterator[PageLine]:
    distance = 0
    for node in islice(_following(headline), _MOST_NODES):
        if text := line_of(node):
            yield PageLine(text, node, distance)
            distance += len(text.split())
            if distance > _AFTER:
                return


def _before(headline: LexborNode) -> Sequence[PageLine]:
    distance, lines = 0, []
    header = _header(headline)
    for node in islice(_preceding(headline), _MOST_NODES):
        if text := line_of(node):
            distance -= len(text.split())
            if distance < -_BEFORE:
                break
            lines.append(
                PageLine(text, node, distance, header is not None and header in _boxes(node))
            )
    return lines[::-1]


def _header(headline: LexborNode) -> int | None:
    """The small `<header>` around the headline (its mem_id)."""
    parent = headline.parent
    for _ in range(_CLIMB):
        if parent is None:
            return None
        if parent.tag in {"header", "hgroup"}:
            return parent.mem_id if len(_text(parent).split()) <= _MOST_IN_HEADER else None
        parent = parent.parent
    return None


def _boxes(node: LexborNode) -> Iterator[int]:
    parent = node.parent
    for _ in range(2 * _CLIMB):
        if parent is None:
            return
        yield parent.mem_id
        parent = parent.parent


def line_of(node: LexborNode | None) -> str:
    """The text of a text node as its reader sees it; nothing of other nodes."""
    if node is None or node.tag != "-text":
        return ""
    parent = node.parent
    return "" if parent is None or parent.tag in _UNSEEN else _squeeze(node.text_content or "")


def _text(node: LexborNode) -> str:
    return _squeeze(node.text(separator=" "))


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _following(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes after `node` and what is in it, in document order."""
    climbing: LexborNode | None = node
    while climbing is not None:
        current = climbing.next
        if current is None:
            climbing = climbing.parent
            continue
        yield current
        while current.tag not in _UNSEEN and (child := current.child) is not None:
            current = child
            yield current
        climbing = current


def _preceding(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes before `node`, nearest first, what holds them last."""
    climbing: LexborNode | None = node
    while climbing is not None:
        current = climbing.prev
        if current is None:
            climbing = climbing.parent
            continue
        while current.tag not in _UNSEEN and (child := current.last_child) is not None:
            current = child
        yield current
        climbing = current
