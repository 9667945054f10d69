"""Comments that a page declares in JSON-LD (schema.org Comment), with their replies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scraper.extraction.comments.comment_reader import CommentReader
from scraper.extraction.metadata.json_ld import Node
from scraper.models import Comment

_TYPES = frozenset({"Comment", "UserComments"})
_TEXT_PROPERTIES = ("text", "commentText", "description")
_DATE_PROPERTIES = ("dateCreated", "datePublished", "commentTime")
_MAX_DEPTH = 20  # of replies; ends references that form a cycle
_MAX_COMMENTS = 5000  # of a page; bounds the time that a hostile one takes


def read_json_ld_comments(nodes: Sequence[Node], reader: CommentReader) -> list[Comment]:
    """The comments in the `comment` property of any node, and Comment nodes of their own, in
    order.
    """
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    found: dict[int, tuple[Node, int]] = {}
    for node in nodes:
        if not _is_comment(node):
            _add_replies(node, by_id, 0, found)
    for node in nodes:
        if _is_comment(node) and id(node) not in found:
            found[id(node)] = (node, _depth(node, by_id))
            _add_replies(node, by_id, found[id(node)][1] + 1, found)
    read = (_comment(node, depth, reader) for node, depth in list(found.values())[:_MAX_COMMENTS])
    return [comment for comment in read if comment is not None]


def _add_replies(
    node: Node, by_id: Mapping[str, Node], depth: int, found: dict[int, tuple[Node, int]]
) -> None:
    """Add the replies to a comment, and theirs. References may form a cycle, in which every reply
    would be read once for each way that leads to it: it is read once.
    """
    if depth > _MAX_DEPTH:
        return
    value = node.get("comment")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            if len(item) == 1 and isinstance(item.get("@id"), str):
                item = by_id.get(item["@id"], item)
            if id(item) not in found:
                found[id(item)] = (item, depth)
                _add_replies(item, by_id, depth + 1, found)


def _depth(node: Node, by_id: Mapping[str, Node]) -> int:
    """The depth of a comment that names its `parentItem`."""
    for depth in range(_MAX_DEPTH):
        parent_item = node.get("parentItem")
        identity = parent_item.get("@id") if isinstance(parent_item, dict) else None
        parent = by_id.get(identity) if isinstance(identity, str) else None
        if parent is None or not _is_comment(parent):
            return depth
        node = parent
    return _MAX_DEPTH


def _is_comment(node: Node) -> bool:
    declared = node.get("@type")
    types = declared if isinstance(declared, list) else [declared]
    return any(isinstance(t, str) and t.rpartition("/")[2] in _TYPES for t in types)


def _comment(node: Node, depth: int, reader: CommentReader) -> Comment | None:
    text = _first(node, _TEXT_PROPERTIES)
    blocks = reader.blocks_of_text(text) if text else ()
    if not blocks:
        return None
    author = _name(node.get("author") or node.get("creator"))
    published = _first(node, _DATE_PROPERTIES)
    return reader.make_comment(blocks, author=author, published=published, depth=depth)


def _first(node: Node, names: Sequence[str]) -> str:
    values = (node.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), "")


def _name(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
