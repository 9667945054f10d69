"""Comments that a page shows: items by markup or name, each with author, date and text.

An item inside an item is a reply. Items are read from the last to the first and leave the
tree when they are read, so that the text of an item is never that of its replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from scraper import blocks as b
from scraper.extraction.comments.comment_text import Words, name_of
from scraper.models import Comment

_MARKED = '[itemtype*="schema.org/Comment" i], [itemtype*="schema.org/UserComments" i]'
_NAMES = """
    comment comment-item comment_item commentitem comment__item comments__item comments-item
    comment-wrap comment-wrapper comment-container comment-block comment-card single-comment
    user-comment reader-comment c-comment kommentar leserkommentar comentario commentaire commento
    reactie
""".split()
_DISQUS = '#disqus_thread .post, #disqus_thread [data-role="post"]'
_IDS = '[id^="comment"], [id^="li-comment"]'
_NAMED = ", ".join((*(f".{name}" for name in _NAMES), _DISQUS, _IDS))
_ITEM_TAGS = frozenset("li div article section tr dd blockquote".split())
_NUMBERED = re.compile(r"^(?:li-)?comment[-_]?\d+$")
# What names a section of comments; without it, a nameless and dateless item is none.
_SECTION = re.compile(
    r"(?:^|[\s_-])(?:comments|comment-?list|commentlist|disqus_thread|kommentare|comentarios|"
    r"comentários|commentaires|commenti|reacties|user-comments)(?:$|[\s_-])"
)
_AUTHORS = (
    '[itemprop~="author"] [itemprop~="name"]',
    '[itemprop~="creator"] [itemprop~="name"]',
    '[itemprop~="author"], [itemprop~="creator"]',
    ".comment-author .fn, .comment-author-name, .comment__author-name, .author-name",
    ".fn, .comment-author, .comment__author, .comment_author, .commentauthor, .comment-name",
    ".author, .username, .user-name, .comment-user, .nickname, .user, cite",
    '[rel~="author"], [class*="author" i], [class*="username" i]',
)
_DATES = (
    '[itemprop~="dateCreated"], [itemprop~="datePublished"], [itemprop~="commentTime"]',
    "time",
    ".comment-date, .comment__date, .comment-time, .comment-timestamp, .comment_date, .time-ago",
    ".comment-metadata, .comment-meta, .commentmetadata, .date, .datetime, .timestamp, .time",
    '[class*="date" i], [class*="time" i], abbr[title]',
)
_BODIES = (
    '[itemprop~="text"], [itemprop~="commentText"]',
    ".comment-content, .comment__content, .comment-text, .comment__text, .comment_text",
    ".commenttext, .comment-message, .comment__message, .post-message, .comment-copy",
    ".comment-body, .comment__body, .comment_body, .comment-txt, .comment-inner",
    '[itemprop~="description"], .message, .content, .text, .body',
)
# What stands in an item and is no word of its writer.
_FORMS = "form, input, textarea, button"
_CONTROLS = (
    "img, picture, .reply, .says, .comment-replies, .continue, .loadmore, .comment-reply-link, "
    ".comment-actions, "
    ".comment-footer, .comment-awaiting-moderation, .post-menu, .avatar, .vote, .votes, .likes, "
    ".comment-tools, .comment-links, .edit-link, .permalink, .report, .screen-reader-text, "
    '[class*="reply-link" i], [class*="comment-action" i], [rel~="nofollow"][href*="reply" i]'
)
_HEADS = "header, footer, .comment-header, .comment-head, .comment-meta, .comment-metadata, .vcard"
_MOST = 5000


@dataclass(slots=True)
class _Item:
    """One element that may be a comment. `above` is the item it stands in, -1 for none;
    `around` says which element holds it.
    """

    node: LexborNode
    above: int
    around: int
    in_section: bool
    author: str = ""
    published: str = ""
    blocks: tuple[b.Block, ...] = ()
    inside: list[int] = field(default_factory=list)


def shown_comments(root: LexborNode, words: Words) -> list[Comment]:
    """The comments under `root`, in page order, which leave the tree."""
    nodes = root.css(_MARKED) or _named_items(root)
    items = _items(nodes[:_MOST])
    for item in reversed(items):
        _read(item, words)
    for item in items:
        _give_head(item, items)
    depths: list[int] = []
    comments: list[Comment] = []
    for index, item in enumerate(items):
        depths.append(_depth(index, items, depths))
        if item.blocks and _is_comment(item):
            comments.append(
                words.comment(
                    item.blocks,
                    author=item.author,
                    published=item.published,
                    depth=depths[index],
                )
            )
    named = any(comment.author or comment.published for comment in comments)
    return comments if named or len(comments) > 1 else []


def _is_comment(item: _Item) -> bool:
    """Somebody's, or of a day; a nameless one only in a section of comments, and no thread."""
    return bool(item.author or item.published) or (item.in_section and not item.inside)


def _named_items(root: LexborNode) -> list[LexborNode]:
    """What is called a comment, is no piece of a line, and does not hold the article."""
    around = set()
    for node in root.css("h1, main"):
        parent = node.parent
        while parent is not None and parent.mem_id not in around:
            around.add(parent.mem_id)
            parent = parent.parent
    found = (node for node in root.css(_NAMED) if node.tag in _ITEM_TAGS)
    return [node for node in found if node.mem_id not in around and _is_named(node)]


def _is_named(node: LexborNode) -> bool:
    """An id that only begins with "comment" must go on with a number: "comment-41"."""
    identity = node.attributes.get("id") or ""
    classes = set((node.attributes.get("class") or "").split())
    return (
        not identity.startswith(("comment", "li-comment"))
        or bool(_NUMBERED.match(identity))
        or not classes.isdisjoint(_NAMES)
    )


def _items(nodes: Sequence[LexborNode]) -> list[_Item]:
    items: list[_Item] = []
    places: dict[int, int] = {}
    for node in nodes:
        if node.mem_id in places:  # one query may find a node by several names
            continue
        places[node.mem_id] = len(items)
        above, in_section = -1, _is_section(node)
        parent = node.parent
        around = parent.mem_id if parent is not None else 0
        while parent is not None and above < 0:
            above = places.get(parent.mem_id, -1)
            in_section = in_section or _is_section(parent)
            parent = parent.parent
        if above >= 0:
            items[above].inside.append(len(items))
            in_section = in_section or items[above].in_section
        items.append(_Item(node, above, around, in_section))
    return items


def _is_section(node: LexborNode) -> bool:
    attributes = node.attributes
    identity = (attributes.get("id") or "").lower()
    names = f"{(attributes.get('class') or '').lower()} {identity}"
    return bool(_SECTION.search(names) or _NUMBERED.match(identity))


def _read(item: _Item, words: Words) -> None:
    """Fill in what the item says for itself, and take it out of the tree."""
    node = item.node
    _clear(node, _FORMS)
    author = next((n for n in _found(node, _AUTHORS) if _author(n)), None)
    day = next((n for n in _found(node, _DATES) if _date(n, words)), None)
    item.published = _date(day, words) if day is not None else ""
    if author is not None:  # some put the day into the element of the name
        said = day.text(separator=" ").strip() if day is not None else ""
        item.author = name_of(_author(author).replace(said, "") if said else _author(author))
    _clear(node, _CONTROLS)
    body = next((n for n in _found(node, _BODIES) if (n.text() or "").strip()), None)
    if body is None:
        for selector in (_HEADS, *_AUTHORS[:6], *_DATES[:4]):
            _clear(node, selector)
        body = node
    item.blocks = words.of_html(body.html or "")
    node.decompose()


def _found(node: LexborNode, selectors: Sequence[str]) -> Iterator[LexborNode]:
    for selector in selectors:
        yield from (n for n in node.css(selector) if n.mem_id != node.mem_id)


def _author(node: LexborNode) -> str:
    return name_of(node.attributes.get("content") or node.text(separator=" "))


def _date(node: LexborNode, words: Words) -> str:
    """What the node says of a date, where it is one."""
    attributes = node.attributes
    offered = (attributes.get(name) for name in ("datetime", "content", "title"))
    for text in (*offered, node.text(separator=" ")):
        if text and words.instant(text) is not None:
            return text
    return ""


def _clear(node: LexborNode, selector: str) -> None:
    """Take out of `node` what matches; a node inside one that is freed must not be touched."""
    while (found := next(_found(node, [selector]), None)) is not None:
        found.decompose()


def _face(item: _Item, items: Sequence[_Item]) -> int:
    """The item inside a mere wrapper that is its comment; -1 where the wrapper is a list.

    Where a wrapper holds several items side by side it is the thread, no comment's frame.
    """
    if item.blocks or not item.inside:
        return -1
    first, *others = item.inside
    beside = any(items[other].around == items[first].around for other in others)
    return -1 if beside or not items[first].blocks else first


def _give_head(item: _Item, items: Sequence[_Item]) -> None:
    """A wrapper with the name and date of the comment in it hands them on."""
    if (face := _face(item, items)) >= 0:
        items[face].author = items[face].author or item.author
        items[face].published = items[face].published or item.published


def _depth(index: int, items: Sequence[_Item], depths: Sequence[int]) -> int:
    """How many comments the item answers to, one inside the other."""
    above = items[index].above
    if above < 0:
        return 0
    face = _face(items[above], items)
    is_reply = bool(items[above].blocks) or (face >= 0 and face != index)
    return depths[above] + is_reply
