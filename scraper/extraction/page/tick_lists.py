"""Lists whose entries the reader ticks off: ingredients, things to pack, tasks, features.

Each entry is the label of a box, as the choices of a form are, but it is text. What tells them
apart is what the page does with the box: a form, a filter or a poll sends it or counts it. Labels
of nothing, in rows without a field, are text as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from selectolax.lexbor import LexborNode

_SELECTOR = 'label, button[role="checkbox"]'
_MOST = 500  # more than any page for people has
_UP = 4  # elements between a label and its entry
_AROUND = 4  # elements around a list whose names count
_DEEP = 60  # elements around a list that may be a form or a menu
_NODES = 60  # of an entry that are looked at: more than one with a label has
_FEWEST_ROWS = 3  # of labels without fields
_NEAR = 4  # nodes after a list among which its button is
_ROWS = frozenset({"div", "p", "tr"})
# Where choices are, whatever they are called.
_CHOICES = frozenset({"nav", "header", "footer", "dialog", "menu"})
_ROLES = frozenset(
    """dialog alertdialog search navigation menu menubar tablist listbox radiogroup toolbar form
    switch radio tab""".split()
)
_FIELDS = frozenset({"input", "select", "textarea"})
_ENDS = frozenset({"body", "html", "main", "article"})  # their names are those of the page
_CALLED_CHOICE = re.compile(
    r"(?:^|[\s_-])(?:filter|facet|refine|sort(?:$|[\s_-]|by)|poll|survey|quiz|vote|answer|settings?(?:$|[\s_-])"
    r"|preference|newsletter|subscri|consent|cookie|gdpr|onetrust|ot-|sign-?up|log-?in|checkout"
    r"|swatch|variant|compare|search|nav|toolbar|tabs?(?:$|[\s_-])|switch)"
)
_CALLED_CHECKLIST = re.compile(
    r"ingredient|check-?list|(?:^|[\s_-])to-?do|task-?list|packing|shopping-?list|grocer"
    r"|instruction|recipe|equipment|supplies|zutat|packlist|einkaufslist|skladnik|malzeme"
)
_AMOUNT = re.compile(r"\W*[\d½⅓⅔¼¾⅛⅜⅝⅞]")
_DIGITS = re.compile(r"\d+")
_COUNTED = re.compile(r"^.{1,60}(?:[(\[]\s*\d[\d.,\s]*[)\]]|\D\s\d+)\s*$")  # "Nike (12)", "Nike 12"
_SENDS = (
    'select, textarea, button:not([type="button"]), '
    'input:not([type="checkbox"], [type="hidden"], [type="button"])'
)
_ANY_FIELD = "input, select, textarea, button, [contenteditable], [role=combobox]"


class _Entry(Struct, frozen=True):
    """One entry of a list, or row of several, with the element around all of them: its labels, its
    box, if any, what it is called, its text and that of its labels. It is a choice where it has
    other fields, or is a link.
    """

    around: LexborNode
    tag: str
    is_of_list: bool
    labels: tuple[LexborNode, ...]
    box: LexborNode | None
    is_choice: bool
    names: str
    text: str
    label: str


def unwrap_ticked_labels(root: LexborNode) -> None:
    """Unwrap the labels under `root` that are entries of such lists, in place."""
    rows: dict[int, tuple[LexborNode, list[LexborNode]]] = {}  # with the labels in each
    for label in root.css(_SELECTOR)[:_MOST]:
        if (row := _row(label)) is not None:
            rows.setdefault(row.mem_id, (row, []))[1].append(label)
    lists: dict[int, list[_Entry]] = {}
    for row, labels in rows.values():
        if (around := row.parent) is not None:
            lists.setdefault(around.mem_id, []).append(_entry(around, row, labels))
    for entries in lists.values():
        if _is_ticked_off(entries):
            _unwrap(entries)


def _unwrap(entries: Sequence[_Entry]) -> None:
    are_tasks = "task-list" in _names(entries[0].around)
    for entry in entries:
        if are_tasks and entry.box is not None:
            entry.box.attrs["disabled"] = ""  # as that of a task is (Pandoc leaves it out)
        for label in entry.labels:
            label.unwrap()


def _row(label: LexborNode) -> LexborNode | None:
    """The entry of a list that a label is in, or one of several rows that are alike."""
    around = list(_ancestors(label, _UP))
    entry = next((node for node in around if _is_entry(node)), None)
    return entry or next((node for node in around if node.tag in _ROWS and _is_one_of(node)), None)


def _is_entry(node: LexborNode) -> bool:
    return node.tag in {"li", "dd"} or node.attributes.get("role") == "listitem"


def _is_one_of(row: LexborNode) -> bool:
    names = row.attributes.get("class")
    beside = (_next_element(row, "prev"), _next_element(row, "next"))
    alike = (n for n in beside if n is not None and n.tag == row.tag)
    return any(n.attributes.get("class") == names for n in alike)


def _next_element(node: LexborNode, side: str) -> LexborNode | None:
    other: LexborNode | None = getattr(node, side)
    for _ in range(_NEAR):
        if other is None or (other.tag or "-")[0] not in "-!":
            return other
        other = getattr(other, side)
    return None


def _entry(around: LexborNode, row: LexborNode, labels: Sequence[LexborNode]) -> _Entry:
    inside = _nodes(row)
    fields = [n for n in inside if n.tag in _FIELDS and _is_own(n, row)]
    boxes = [n for n in fields if n.attributes.get("type") == "checkbox"]
    buttons = [label for label in labels if label.tag == "button"]  # boxes by their role
    is_link = any(around.tag == "a" for label in labels for around in _ancestors(label, _UP))
    return _Entry(
        around=around,
        tag=row.tag or "",
        is_of_list=_is_entry(row),
        labels=tuple(labels),
        box=next(iter(boxes + buttons), None),
        is_choice=is_link or len(fields) > len(boxes) or len(boxes) + len(buttons) > 1,
        names=" ".join(map(_names, (row, *labels, *boxes))),
        text=_text(inside),
        label=_text(n for label in labels for n in _nodes(label)),
    )


def _is_own(field: LexborNode, row: LexborNode) -> bool:
    """Whether a field is in the entry itself, not in one of a list inside it."""
    around = next((n for n in _ancestors(field) if n.tag == row.tag), row)
    return around.mem_id == row.mem_id


def _nodes(node: LexborNode) -> list[LexborNode]:
    return list(islice(node.traverse(include_text=True), _NODES))


def _text(nodes: Iterable[LexborNode]) -> str:
    return " ".join(" ".join(n.text_content or "" for n in nodes if n.tag == "-text").split())


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    if "switch" in (attributes.get("role") or ""):
        return "switch"
    found = (attributes.get(name) or "" for name in ("class", "id", "name", "data-testid"))
    return " ".join(found).lower()


def _is_ticked_off(entries: Sequence[_Entry]) -> bool:
    around = entries[0].around
    if _are_alike(entries) or any(entry.is_choice for entry in entries):
        return False
    above = [n for n in _ancestors(around, _AROUND, itself=True) if n.tag not in _ENDS]
    names = " ".join([*map(_names, above), *(entry.names for entry in entries)])
    if _CALLED_CHOICE.search(names):
        return False
    is_called = _CALLED_CHECKLIST.search(names) is not None
    is_choice = _is_among_choices(around, is_called=is_called)
    if is_choice or not _sends_nothing(around, is_called=is_called):
        return False
    if is_called or not entries[0].is_of_list:
        return is_called or _is_of_nothing(around, entries)
    return _reads_like_checklist(around, entries)


def _are_alike(entries: Sequence[_Entry]) -> bool:
    """Whether the labels of boxes are beside the texts of their entries: "Done", "Step 1"."""
    labels = {_DIGITS.sub("", entry.label) for entry in entries}
    is_beside = all(e.box is not None and e.text != e.label for e in entries)
    return len(entries) > 1 and len(labels) == 1 and is_beside


def _is_of_nothing(around: LexborNode, entries: Sequence[_Entry]) -> bool:
    """Whether the labels of rows are the names of what is beside them: no field is among them."""
    is_text = len(entries) >= _FEWEST_ROWS and entries[0].tag != "div"
    if not is_text or any(map(_is_of_other, entries)):
        return False
    return around.css_first(_ANY_FIELD) is None


def _is_among_choices(around: LexborNode, *, is_called: bool) -> bool:
    tags = _CHOICES if is_called else _CHOICES | {"aside"}
    return any(
        node.tag in tags or node.attributes.get("role") in _ROLES
        for node in _ancestors(around, itself=True)
    )


def _sends_nothing(around: LexborNode, *, is_called: bool) -> bool:
    """Whether a list is in no form: one around the whole page is none, nor one without a button."""
    form = next((node for node in _ancestors(around) if node.tag == "form"), None)
    if form is None or form.css_first("h1") is not None:
        return True
    return is_called and form.css_first(_SENDS) is None


def _reads_like_checklist(around: LexborNode, entries: Sequence[_Entry]) -> bool:
    """Whether a list that has no telling name is none of choices."""
    half = len(entries) / 2
    starting = sum(_AMOUNT.match(entry.text) is not None for entry in entries)
    if starting < half and sum(_COUNTED.search(e.text) is not None for e in entries) >= half:
        return False
    boxes = [entry.box.attributes for entry in entries if entry.box is not None]
    if not boxes:
        is_one_of = len(entries) > 1 and not any(map(_is_of_other, entries))
        return is_one_of or _is_mixed(around, entries)
    if len(boxes) == 1 or all("disabled" in attributes for attributes in boxes):
        return len(boxes) > 1
    is_sent = any("name" in a or (a.get("value") or "on") != "on" for a in boxes)
    return starting >= half or not (is_sent or _has_button(around))


def _is_mixed(around: LexborNode, entries: Sequence[_Entry]) -> bool:
    """Whether some entries of a list have no label."""
    return sum(node.tag == "li" for node in islice(around.iter(), _MOST)) > len(entries)


def _is_of_other(entry: _Entry) -> bool:
    """Whether the label of an entry opens or ticks something elsewhere on the page."""
    return any("for" in label.attributes for label in entry.labels)


def _has_button(around: LexborNode) -> bool:
    after = _next_element(around, "next")
    return after is not None and after.tag in {"button", "input"}


def _ancestors(
    node: LexborNode, most: int = _DEEP, *, itself: bool = False
) -> Iterator[LexborNode]:
    above = node if itself else node.parent
    while above is not None and most > 0:
        yield above
        above, most = above.parent, most - 1
