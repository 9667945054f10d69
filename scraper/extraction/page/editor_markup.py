"""What editors and scripts write in place of plain elements -> the plain elements.

Word's lists are paragraphs with a typed sign, a first letter is a box of its own, the mark of a
note is a button: each becomes what it stands for, so that no later step need know of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.page.img import largest

_WORD_LISTS = ("", "CxSpFirst", "CxSpMiddle", "CxSpLast")
# Names with their tags: a class alone is compared with those of all elements.
_SELECTOR = ", ".join(
    (
        *(f"p.MsoListParagraph{part}" for part in _WORD_LISTS),
        *("button[data-footnote-button]", "button[data-bigfoot-footnote]", "picture"),
        *("ul.bulleted-list", "ul.to-do-list", "ol.numbered-list"),
        *('ul[class*="lst-kix"]', 'ol[class*="lst-kix"]'),
        *("div.littlefoot--print", "div.checkbox-on", "div.checkbox-off", "pre.wp-block-verse"),
        *(f"{tag}.{name}" for tag in ("div", "p") for name in ("dropcap", "drop-cap")),
    )
)
_MOST = 2_000  # more than any page for people has
_MOST_COPIED = 2_000_000  # characters: a hostile page nests such elements in one another
_SPLIT = re.compile(r"(?:^|\s)(?:bulleted-list|to-do-list|numbered-list|lst-kix_\S+)(?:$|\s)")
_GOOGLE_LEVEL = re.compile(r"lst-kix_\w+-(\d)")
_LEVEL = re.compile(r"mso-list:[^;\"']*\blevel(\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?(\d{1,3}|[a-zA-Z])[.)]")
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_OUTER_TAGS = re.compile(r"^<[^>]*>|</[^<>]*>$")
_TAG = re.compile(r"<[^<>]*>")
_DIGITS = re.compile(r"\d{1,3}")
_CLIMB = 3  # elements around a picture in which a figure is looked for
_DEEPEST = 6  # lists in one another


def place_plain_elements(root: LexborNode) -> None:
    """Replace such markup under `root`, in place."""
    found = [node for node in root.css(_SELECTOR)[:_MOST] if not _continues_list(node)]
    copied = 0
    for node in reversed(found):  # what is inside another comes first: that is copied
        copied += _replace(node)
        if copied > _MOST_COPIED:
            return


def _replace(node: LexborNode) -> int:
    """Put what `node` stands for in its place; how many characters of HTML were copied."""
    names = node.attributes.get("class") or ""
    if _is_of_word(node):
        run = list(_run(node, _is_of_word))
        return _place(run, _list_of_word(run))
    if _is_split(node):
        run = list(_run(node, _is_split))
        return _place(run, _joined_lists(run) if len(run) > 1 else "")
    if node.tag in {"div", "p"} and "drop" in names:
        _join_first_letter(node)
    elif "littlefoot--print" in names:
        node.attrs["class"] = "footnotes"  # they are no button to print
    else:
        return _place([node], _other(node))
    return 0


def _place(nodes: list[LexborNode], html: str) -> int:
    plain = LexborHTMLParser(html).css("body > *") if html else []
    for element in plain:
        nodes[0].insert_before(element)  # a copy of it
    for node in nodes if plain else ():
        node.decompose()
    return len(html)


def _other(node: LexborNode) -> str:
    attributes = node.attributes
    names = attributes.get("class") or ""
    if node.tag == "button":
        return _note_mark(attributes)
    if node.tag == "picture":
        is_lone = node.css_first("img, noscript") is None and _is_in_figure(node)
        return _picture(node) if is_lone else ""
    if node.tag == "pre":
        return f'<div style="white-space: pre-wrap">{_inside(node)}</div>'
    checked = " checked" if "checkbox-on" in names.split() else ""
    return f'<input type="checkbox" disabled{checked}>'


def _note_mark(attributes: dict[str, str | None]) -> str:
    """The number that a script has made a button of, with its note or a link to it."""
    named = (attributes.get(name) or "" for name in ("data-footnote-number", "aria-label", "id"))
    number = next((found[0] for name in named if (found := _DIGITS.search(name))), "")
    if not number:
        return ""
    if note := attributes.get("data-bigfoot-footnote"):
        text = " ".join(unescape(_TAG.sub(" ", unescape(note))).split())
        return f'<sup title="{escape(text)}">{number}</sup>'
    target = (attributes.get("aria-controls") or "").replace("fncontent", "fn")
    return f'<sup><a href="#{escape(target)}">{number}</a></sup>' if target else ""


def _is_in_figure(node: LexborNode) -> bool:
    around = node.parent
    for _ in range(_CLIMB):
        if around is None or around.tag == "figure":
            break
        around = around.parent
    return around is not None and around.tag == "figure"


def _picture(node: LexborNode) -> str:
    """The largest picture of the first source, for a `<picture>` that a script completes."""
    for source in node.css("source"):
        attributes = source.attributes
        sets = (attributes.get(name) or "" for name in ("srcset", "data-srcset"))
        if address := next((found for one in sets if (found := largest(one))), ""):
            return f'<img src="{escape(address)}">'
    return ""


def _join_first_letter(node: LexborNode) -> None:
    """Write a first letter that is a box of its own in front of the paragraph below it."""
    letter = node.text().strip()
    below = _next_element(node)
    begins = below.child if below is not None and below.tag == "p" else None
    text = begins.text_content or "" if begins is not None and begins.tag == "-text" else ""
    if not 0 < len(letter) <= 2 or not text.strip() or begins is None:
        return
    begins.insert_before(letter + text.lstrip())
    begins.decompose()
    node.decompose()


def _next_element(node: LexborNode, *, before: bool = False) -> LexborNode | None:
    """The element directly behind `node`, or `before` it, with no text between."""
    other = node.prev if before else node.next
    while other is not None and other.tag in {"-text", "-comment"}:
        if other.tag == "-text" and (other.text_content or "").strip():
            return None
        other = other.prev if before else other.next
    return other


# --- lists ----------------------------------------------------------------------------------


def _run(first: LexborNode, is_part: Callable[[LexborNode], bool]) -> Iterator[LexborNode]:
    """`first` and the elements directly behind it, as far as they are parts of one list."""
    node: LexborNode | None = first
    while node is not None and is_part(node):
        yield node
        node = _next_element(node)


def _is_of_word(node: LexborNode) -> bool:
    return node.tag == "p" and "MsoListParagraph" in (node.attributes.get("class") or "")


def _is_split(node: LexborNode) -> bool:
    """Whether a list is one entry of a list of Notion's, or a level of one of Google's."""
    return (
        node.tag in {"ul", "ol"} and _SPLIT.search(node.attributes.get("class") or "") is not None
    )


def _continues_list(node: LexborNode) -> bool:
    is_part = next((kind for kind in (_is_of_word, _is_split) if kind(node)), None)
    previous = _next_element(node, before=True) if is_part is not None else None
    return previous is not None and is_part is not None and is_part(previous)


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
        entries.append(_Entry(int(found[1]) if found else 1, tag, start, _inside(paragraph)))
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
            entries.append(_Entry(depth, one.tag or "ul", start, _inside(entry)))
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


def _inside(node: LexborNode) -> str:
    return _OUTER_TAGS.sub("", node.html or "")


def _take_sign(paragraph: LexborNode) -> str | None:
    """The sign that Word typed before an entry, which is removed; None where there is none."""
    for span in paragraph.css("span[style]"):
        if _IGNORED.search(span.attributes.get("style") or ""):
            sign = span.text().strip()
            span.decompose()
            return sign
    return None
