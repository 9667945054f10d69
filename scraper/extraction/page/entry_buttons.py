"""Buttons that every entry of a list has at its end, in the line of its text: "Copy", "Add"."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from scraper.extraction.page.inline_elements import INLINE

_MOST = 500  # more than any page for people has
_FEWEST = 3  # entries with the same button
_UP = 3  # elements between a button and its entry
_NEAR = 3  # nodes beside a button that are looked at
_LONGEST = 40  # characters that a button says


def drop_repeated_buttons(root: LexborNode) -> None:
    """Remove such buttons under `root`, in place. A button within a sentence is a part of it."""
    buttons: dict[tuple[int, str], list[LexborNode]] = {}  # by their list and what they say
    for button in root.css("li button")[:_MOST]:
        around = _list(button)
        if around is not None and _ends_line(button):
            text = " ".join(button.text().split())
            if 0 < len(text) <= _LONGEST:
                buttons.setdefault((around.mem_id, text), []).append(button)
    for alike in buttons.values():
        if len(alike) >= _FEWEST:
            for button in alike:
                button.decompose()


def _list(button: LexborNode) -> LexborNode | None:
    around = button.parent
    for _ in range(_UP):
        if around is None or around.tag == "li":
            break
        around = around.parent
    return around.parent if around is not None and around.tag == "li" else None


def _ends_line(button: LexborNode) -> bool:
    """Whether there is a text before a button, and nothing after it."""
    before, after = button.prev, button.next
    for _ in range(_NEAR):
        if after is not None and _is_blank(after):
            after = after.next
        if before is not None and _is_blank(before):
            before = before.prev
    if before is None or after is not None or before.tag == "button" or before.tag not in INLINE:
        return False
    return bool((before.text_content or before.text()).strip())


def _is_blank(node: LexborNode) -> bool:
    return node.tag == "-comment" or (node.tag == "-text" and not (node.text_content or "").strip())
