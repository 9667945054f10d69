"""What editors and scripts write in place of plain elements -> the plain elements.

Word's lists are paragraphs with a typed sign, a first letter is a box of its own, the mark of a
note is a button: each becomes what it stands for, so that no later step need know of it.
"""

from __future__ import annotations

import re
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.page.editor_lists import (
    LIST_SELECTORS,
    continues_list,
    inside,
    is_list_part,
    list_html,
    list_run,
    next_element,
)
from scraper.extraction.page.img import largest

# Names with their tags: a class alone is compared with those of all elements.
_SELECTOR = ", ".join(
    (
        *LIST_SELECTORS,
        "button:is([data-footnote-button], [data-bigfoot-footnote])",
        "picture",
        "div:is(.jp-InputPrompt, .jp-OutputPrompt, .input_prompt, .output_prompt)",
        "div:is(.littlefoot--print, .checkbox-on, .checkbox-off, .dropcap, .drop-cap)",
        "p:is(.dropcap, .drop-cap)",
        "pre.wp-block-verse",
    )
)
_MOST = 2_000  # more than any page for people has
_MOST_COPIED = 2_000_000  # characters: a hostile page nests such elements in one another
_TAG = re.compile(r"<[^<>]*>")
_PROMPT = re.compile(r"(?:In|Out)putPrompt|(?:in|out)put_prompt")  # of a notebook: "In [1]:"
_DIGITS = re.compile(r"\d{1,3}")
_CLIMB = 3  # elements around a picture in which a figure is looked for


def place_plain_elements(root: LexborNode) -> None:
    """Replace such markup under `root`, in place."""
    found = [node for node in root.css(_SELECTOR)[:_MOST] if not continues_list(node)]
    copied = 0
    for node in reversed(found):  # what is inside another comes first: that is copied
        copied += _replace(node)
        if copied > _MOST_COPIED:
            return


def _replace(node: LexborNode) -> int:
    """Put what `node` stands for in its place; how many characters of HTML were copied."""
    names = node.attributes.get("class") or ""
    if is_list_part(node):
        run = list_run(node)
        return _place(run, list_html(run))
    if node.tag in {"div", "p"} and "drop" in names:
        _join_first_letter(node)
    elif "littlefoot--print" in names:
        node.attrs["class"] = "footnotes"  # they are no button to print
    elif _PROMPT.search(names):
        node.decompose()
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
        return f'<div style="white-space: pre-wrap">{inside(node)}</div>'
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
    below = next_element(node)
    begins = below.child if below is not None and below.tag == "p" else None
    text = begins.text_content or "" if begins is not None and begins.tag == "-text" else ""
    if not 0 < len(letter) <= 2 or not text.strip() or begins is None:
        return
    begins.insert_before(letter + text.lstrip())
    begins.decompose()
    node.decompose()
