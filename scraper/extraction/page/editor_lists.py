"""Lists that editors write as something else -> HTML of the list.

Word's are paragraphs, each with a typed sign; Notion's are a list for each entry, Google's a list
for each level.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from selectolax.lexbor import LexborNode

# Names with their tags: a class alone is compared with those of all elements.
LIST_SELECTORS = (
    "p:is(.MsoListParagraph, .MsoListParagraphCxSpFirst)",
    "p:is(.MsoListParagraphCxSpMiddle, .MsoListParagraphCxSpLast)",
    'ul:is(.bulleted-list, .to-do-list, [class*="lst-kix"])',
    'ol:is(.numbered-list, [class*="lst-kix"])',
)
_SPLIT = re.compile(r"(?:^|\s)(?:bulleted-list|to-do-list|numbered-list|lst-kix_\S+)(?:$|\s)")
_GOOGLE_LEVEL = re.compile(r"lst-kix_\w+-(\d)")
_LEVEL = re.compile(r"mso-list:[^;\"']*\blevel(\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?(\d{1,3}|[a-zA-Z])[.)]")
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_OUTER_TAGS = re.compile(r"^<[^>]*>|</[^<>]*>$")
_DEEPEST = 6  # lists in one another


def is_list_part(node: LexborNode) -> bool:
    """Whether an element is a part of such a list."""
    return _is_of_word(node) or _is_split(node)


def continues_list(node: LexborNode) -> bool:
    """Whether an element is a part of such a list, and not the first."""
    if not is_list_part(node):
        return False
    previous = next_element(node, before=True)
    return previous is not None and _is_like(node, previous)


def list_run(first: LexborNode) -> list[LexborNode]:
    """`first` and the elements directly behind it, as far as they are parts of one list."""
    return list(_run(first))


def list_html(run: list[LexborNode]) -> str:
    """The HTML of the list that the elements are together; empty where they stay as they are."""
    if _is_of_word(run[0]):
        return _list_of_word(run)
    return _joined_lists(run) if len(run) > 1 else ""


def inside(node: LexborNode) -> str:
    """The HTML in an element, without its own tags."""
    return _OUTER_TAGS.sub("", node.html or "")


def next_element(node: LexborNode, *, before: bool = False) -> LexborNode | None:
    """The element directly behind `node`, or `before` it, with no text between."""
    other = node.prev if before else node.next
    while other is not None and other.tag in {"-text", "-comment"}:
        if other.tag == "-text" and (other.text_content or "").strip():
            return None
        other = other.prev if before else other.next
    return other


def _run(first: LexborNode) -> Iterator[LexborNode]:
    node: LexborNode | None = first
    while node is not None and _is_like(first, node):
        yield node
        node = next_element(node)


def _is_like(one: LexborNode, other: LexborNode) -> bool:
    return _is_of_word(other) if _is_of_word(one) else _is_split(other)


def _is_of_word(node: LexborNode) -> bool:
    return node.tag == "p" and "MsoListParagraph" in (node.attributes.get("class") or "")


def _is_split(node: LexborNode) -> bool:
    """Whether a list is one entry of a list of Notion's, or a level of one of Google's."""
    return (
        node.tag in {"ul", "ol"} and _SPLIT.search(node.attributes.get("class") or "") is not None
    )


def _list_of_word(paragraphs: list[LexborNode]) -> str:
    """The HTML of the list that paragraphs with typed signs are; empty where one has no sign."""
    entries: list[_Entry] = []
    for paragraph in paragraphs:
        sign = _take_sign(paragraph)
        if sign is None:
            return ""
        found = _LEVEL.search(paragraph.attributes.get("style") or "")
        numbered = _NUMBERED.match(sign)
        start = numbered[1] if numbered and numbered[1].isdigit() else ""
        tag = "ol" if numbered else "ul"
        entries.append(_Entry(int(found[1]) if found else 1, tag, start, inside(paragraph)))
    return _nested(entries)


def _joined_lists(lists: list[LexborNode]) -> str:
    """The HTML of the list that several in a row are."""
    entries: list[_Entry] = []
    for one in lists:
        attributes = one.attributes
        level = _GOOGLE_LEVEL.search(attributes.get("class") or "")
        start = (attributes.get("start") or "").strip()
        for entry in (child for child in one.iter() if child.tag == "li"):
            depth = int(level[1]) + 1 if level else 1
            entries.append(_Entry(depth, one.tag or "ul", start, inside(entry)))
            start = ""
    return _nested(entries)


class _Entry(NamedTuple):
    """An entry: the depth of its list (from 1), the tag and first number of that, its HTML."""

    depth: int
    tag: str
    start: str
    inside: str


def _nested(entries: Iterable[_Entry]) -> str:
    html: list[str] = []
    open_lists: list[str] = []
    for entry in entries:
        depth = max(1, min(entry.depth, len(open_lists) + 1, _DEEPEST))
        is_other = len(open_lists) == depth and open_lists[-1] != entry.tag
        while len(open_lists) > depth - is_other:
            html.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == depth:
            html.append("</li>")
        else:
            start = f' start="{escape(entry.start)}"' if entry.start else ""
            open_lists.append(entry.tag)
            html.append(f"<{entry.tag}{start}>")
        html.append(f"<li>{entry.inside}")
    html.extend(f"</li></{tag}>" for tag in reversed(open_lists))
    return "".join(html)


def _take_sign(paragraph: LexborNode) -> str | None:
    """The sign that Word typed before an entry, which is removed; None where there is none."""
    for span in paragraph.css("span[style]"):
        if _IGNORED.search(span.attributes.get("style") or ""):
            sign = span.text().strip()
            span.decompose()
            return sign
    return None
