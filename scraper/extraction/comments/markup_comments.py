"""Comments in the markup of a page: elements found by microdata or by class names.

An item inside an item is a reply. Items are read from the last to the first, and each is removed
from the tree once it is read, so that the text of an item does not include that of its replies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from scraper import blocks as b
from scraper.extraction.comments.comment_reader import CommentReader, author_name
from scraper.models import Comment

_MICRODATA = '[itemtype*="schema.org/Comment" i], [itemtype*="schema.org/UserComments" i]'
_CLASSES = """
    comment comment-item comment_item commentitem comment__item comments__item comments-item
    comment-wrap comment-wrapper comment-container comment-block comment-card single-comment
    user-comment reader-comment c-comment kommentar leserkommentar comentario commentaire commento
    reactie
""".split()
_DISQUS = '#disqus_thread .post, #disqus_thread [data-role="post"]'
_IDS = '[id^="comment"], [id^="li-comment"]'
_BY_NAME = ", ".join((*(f".{name}" for name in _CLASSES), _DISQUS, _IDS))
_ITEM_TAGS = frozenset("li div article section tr dd blockquote".split())
_NUMBERED = re.compile(r"^(?:li-)?comment[-_]?\d+$")
# Names of a section of comments. Outside of one, an item without author and date is no comment.
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
# Parts of an item that its author did not write.
_FORMS = "form, input, textarea, button"
_CONTROLS = (
    "img, picture, .reply, .says, .comment-replies, .continue, .loadmore, .comment-reply-link, "
    ".comment-actions, "
    ".comment-footer, .comment-awaiting-moderation, .post-menu, .avatar, .vote, .votes, .likes, "
    ".comment-tools, .comment-links, .edit-link, .permalink, .report, .screen-reader-text, "
    '[class*="reply-link" i], [class*="comment-action" i], [rel~="nofollow"][href*="reply" i]'
)
_HEADS = "header, footer, .comment-header, .comment-head, .comment-meta, .comment-metadata, .vcard"
_MAX_ITEMS = 5000  # of a page; bounds the time that a hostile one takes


@dataclass(slots=True)
class _Item:
    """One element that may be a comment.

    `parent` is the index of the item that contains it, -1 for none, `children` are those of the
    items that it contains. `container` is the `mem_id` of the element around it.
    """

    node: LexborNode
    parent: int
    container: int
    in_section: bool
    author: str = ""
    published: str = ""
    blocks: tuple[b.Block, ...] = ()
    children: list[int] = field(default_factory=list)


def read_markup_comments(root: LexborNode, reader: CommentReader) -> list[Comment]:
    """The comments under `root`, in page order. They are removed from the tree."""
    nodes = root.css(_MICRODATA) or _named_items(root)
    items = _items(nodes[:_MAX_ITEMS])
    for item in reversed(items):
        _read(item, reader)
    for item in items:
        _copy_signature(item, items)
    depths: list[int] = []
    comments: list[Comment] = []
    for index, item in enumerate(items):
        depths.append(_depth(index, items, depths))
        if item.blocks and _is_comment(item):
            comments.append(
                reader.make_comment(
                    item.blocks,
                    author=item.author,
                    published=item.published,
                    depth=depths[index],
                )
            )
    named = any(comment.author or comment.published for comment in comments)
    return comments if named or len(comments) > 1 else []


def _is_comment(item: _Item) -> bool:
    """With an author or a date; without either only in a section of comments, and not a thread."""
    return bool(item.author or item.published) or (item.in_section and not item.children)


def _named_items(root: LexborNode) -> list[LexborNode]:
    """Block elements named as comments that do not contain the article."""
    around_article = set()
    for node in root.css("h1, main"):
        parent = node.parent
        while parent is not None and parent.mem_id not in around_article:
            around_article.add(parent.mem_id)
            parent = parent.parent
    found = (node for node in root.css(_BY_NAME) if node.tag in _ITEM_TAGS)
    return [node for node in found if node.mem_id not in around_article and _is_named(node)]


def _is_named(node: LexborNode) -> bool:
    """Whether an id that begins with "comment" continues with a number, as in "comment-41"."""
    identity = node.attributes.get("id") or ""
    classes = set((node.attributes.get("class") or "").split())
    return (
        not identity.startswith(("comment", "li-comment"))
        or bool(_NUMBERED.match(identity))
        or not classes.isdisjoint(_CLASSES)
    )


def _items(nodes: Sequence[LexborNode]) -> list[_Item]:
    items: list[_Item] = []
    indexes: dict[int, int] = {}
    for node in nodes:
        if node.mem_id in indexes:  # one query may find a node by several names
            continue
        indexes[node.mem_id] = len(items)
        parent, in_section = -1, _is_section(node)
        ancestor = node.parent
        container = ancestor.mem_id if ancestor is not None else 0
        while ancestor is not None and parent < 0:
            parent = indexes.get(ancestor.mem_id, -1)
            in_section = in_section or _is_section(ancestor)
            ancestor = ancestor.parent
        if parent >= 0:
            items[parent].children.append(len(items))
            in_section = in_section or items[parent].in_section
        items.append(_Item(node, parent, container, in_section))
    return items


def _is_section(node: LexborNode) -> bool:
    attributes = node.attributes
    identity = (attributes.get("id") or "").lower()
    names = f"{(attributes.get('class') or '').lower()} {identity}"
    return bool(_SECTION.search(names) or _NUMBERED.match(identity))


def _read(item: _Item, reader: CommentReader) -> None:
    """Fill in author, date and text of the item, and remove it from the tree."""
    node = item.node
    _remove(node, _FORMS)
    author = next((n for n in _select(node, _AUTHORS) if _author(n)), None)
    date = next((n for n in _select(node, _DATES) if _date(n, reader)), None)
    item.published = _date(date, reader) if date is not None else ""
    if author is not None:  # the element of the name may contain that of the date
        shown = date.text(separator=" ").strip() if date is not None else ""
        item.author = author_name(_author(author).replace(shown, "") if shown else _author(author))
    _remove(node, _CONTROLS)
    body = next((n for n in _select(node, _BODIES) if (n.text() or "").strip()), None)
    if body is None:
        for selector in (_HEADS, *_AUTHORS[:6], *_DATES[:4]):
            _remove(node, selector)
        body = node
    item.blocks = reader.blocks_of_html(body.html or "")
    node.decompose()


def _select(node: LexborNode, selectors: Sequence[str]) -> Iterator[LexborNode]:
    for selector in selectors:
        yield from (n for n in node.css(selector) if n.mem_id != node.mem_id)


def _author(node: LexborNode) -> str:
    return author_name(node.attributes.get("content") or node.text(separator=" "))


def _date(node: LexborNode, reader: CommentReader) -> str:
    """The first attribute, or else the text of the node, that is a date; empty for none."""
    attributes = node.attributes
    values = (attributes.get(name) for name in ("datetime", "content", "title"))
    for text in (*values, node.text(separator=" ")):
        if text and reader.date_in(text) is not None:
            return text
    return ""


def _remove(node: LexborNode, selector: str) -> None:
    """Remove what matches from `node`, one by one: nodes inside a removed one are freed with it."""
    while (found := next(_select(node, [selector]), None)) is not None:
        found.decompose()


def _wrapped(item: _Item, items: Sequence[_Item]) -> int:
    """The index of the comment that an item without text wraps; -1 where it wraps none.

    An item with several items as siblings in it is a thread, and not the wrapper of a comment.
    """
    if item.blocks or not item.children:
        return -1
    first, *others = item.children
    has_siblings = any(items[other].container == items[first].container for other in others)
    return -1 if has_siblings or not items[first].blocks else first


def _copy_signature(item: _Item, items: Sequence[_Item]) -> None:
    """Author and date in a wrapper are those of the comment that it wraps."""
    if (index := _wrapped(item, items)) >= 0:
        items[index].author = items[index].author or item.author
        items[index].published = items[index].published or item.published


def _depth(index: int, items: Sequence[_Item], depths: Sequence[int]) -> int:
    """How many comments contain the item: 0, 1 for a reply, 2 for a reply to a reply, …"""
    parent = items[index].parent
    if parent < 0:
        return 0
    wrapped = _wrapped(items[parent], items)
    is_reply = bool(items[parent].blocks) or (wrapped >= 0 and wrapped != index)
    return depths[parent] + is_reply
