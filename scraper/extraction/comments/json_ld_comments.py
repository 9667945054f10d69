"""Comments that a page says in JSON-LD (schema.org Comment), with their replies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.extraction.comments.comment_text import Words
from scraper.extraction.metadata.json_ld import Node
from scraper.models import Comment

_KINDS = frozenset({"Comment", "UserComments"})
_TEXTS = ("text", "commentText", "description")
_DATES = ("dateCreated", "datePublished", "commentTime")
_DEEPEST = 20
_MOST = 5000


def said_comments(nodes: Sequence[Node], words: Words) -> list[Comment]:
    """The comments in `comment` of any node, and Comment nodes of their own, in order."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    found: dict[int, tuple[Node, int]] = {}
    held = [(node, 0) for node in nodes if not _is_comment(node)]
    for node, _ in held:
        for comment, depth in _replies(node, by_id, 0):
            found.setdefault(id(comment), (comment, depth))
    for node in nodes:
        if _is_comment(node) and id(node) not in found:
            found[id(node)] = (node, _depth(node, by_id))
            for comment, depth in _replies(node, by_id, found[id(node)][1] + 1):
                found.setdefault(id(comment), (comment, depth))
    read = (_comment(node, depth, words) for node, depth in list(found.values())[:_MOST])
    return [comment for comment in read if comment is not None]


def _replies(node: Node, by_id: Mapping[str, Node], depth: int) -> Iterator[tuple[Node, int]]:
    if depth > _DEEPEST:
        return
    value = node.get("comment")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if len(item) == 1 and isinstance(item.get("@id"), str):
                item = by_id.get(item["@id"], item)
            yield item, depth
            yield from _replies(item, by_id, depth + 1)


def _depth(node: Node, by_id: Mapping[str, Node]) -> int:
    """How many comments stand above one that names its `parentItem`."""
    for depth in range(_DEEPEST):
        above = node.get("parentItem")
        identity = above.get("@id") if isinstance(above, dict) else None
        parent = by_id.get(identity) if isinstance(identity, str) else None
        if parent is None or not _is_comment(parent):
            return depth
        node = parent
    return _DEEPEST


def _is_comment(node: Node) -> bool:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(k, str) and k.rpartition("/")[2] in _KINDS for k in kinds)


def _comment(node: Node, depth: int, words: Words) -> Comment | None:
    text = _first(node, _TEXTS)
    blocks = words.of_text(text) if text else ()
    if not blocks:
        return None
    author = _name(node.get("author") or node.get("creator"))
    return words.comment(blocks, author=author, published=_first(node, _DATES), depth=depth)


def _first(node: Node, names: Sequence[str]) -> str:
    values = (node.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _name(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
