"""The one walk over the tree that makes the outline.

What is a block and what stands inside a line is decided here, by tag: as browsers' default
style sheets do for most elements (elements that HTML does not know: unknown_elements.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from scraper.extraction.page.block_elements import (
    keeps_lines,
    may_be_whole,
    tag_by_role,
)
from scraper.extraction.page.class_names import names_of
from scraper.extraction.page.code import (
    code_of,
    holds_code,
    is_gutter,
    is_numbers,
    is_several_lines,
)
from scraper.extraction.page.embeds import STAND_IN
from scraper.extraction.page.img import BACKGROUNDS
from scraper.extraction.page.inline_elements import (
    HIDDEN,
    INLINE,
    MARKED_ALONE,
    SIGNS,
    has_own_signs,
    is_short,
    mark_of,
)
from scraper.extraction.page.outline import (
    Element,
    Mark,
    Outline,
    SegmentKind,
    outline_of,
)
from scraper.extraction.page.run_content import ContentRuns
from scraper.extraction.page.text_runs import MOST_SEGMENTS
from scraper.extraction.page.unknown_elements import BLOCKS, is_in_line

_Attributes = Mapping[str, str | None]
# What is to be done when the children of a node are through: the sign to write after an inline
# element, or the block element to close, and 1 where line ends inside were lines.
_Leave = tuple[str, LexborNode | None, _Attributes, int]
_NONE: _Attributes = {}
_NOTHING: _Leave = ("", None, _NONE, 0)
_SKIP: _Leave = ("skip", None, _NONE, 0)  # the children are not walked

# Never text for a reader.
SKIPPED = frozenset(
    """script style template svg iframe head object embed canvas video audio select datalist
    textarea map area link meta title base param track annotation amp-ad amp-analytics
    amp-iframe applet frame frameset noframes dialog clipboard-copy copy-button""".split()
)
_CONTENT = frozenset({"br", "img", "amp-img", "input", STAND_IN})  # without text inside
_MOST_ELEMENTS = 100_000  # more than any page for people has
_MAX_DEPTH = 400  # deeper nesting than any real page; what is below joins its ancestor


def make_outline(root: LexborNode) -> Outline:
    """The outline of everything under `root` (the `<html>` or `<body>` element)."""
    return _Walk().run(root)


class _Walk(ContentRuns):
    """The state of the one walk: the open elements, and the runs between their borders."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element | None] = []

    def run(self, root: LexborNode) -> Outline:
        # An explicit stack: a page nested 100,000 deep must not end in a RecursionError.
        # It holds the elements around `node`, each with what is to be done on leaving it.
        around: list[tuple[LexborNode, _Leave]] = []
        node: LexborNode | None = root
        while node is not None or around:
            if node is None:
                node, leave = around.pop()
                if leave is not _NOTHING:
                    self._leave(*leave)
            else:
                tag = node.tag
                if tag == "-text":
                    text = node.text_content or ""
                    # most white space stands between two tags, and begins no run
                    if self.pieces or self.verbatim or not text.isspace():
                        self.text(text)
                elif tag and tag not in SKIPPED and tag[0] not in "!-_":
                    leave = self._enter(tag, node)
                    if leave is not _SKIP:
                        around.append((node, leave))
                        node = node.first_child
                        continue
            node = node.next if around else None
        return self._outline()

    def _outline(self) -> Outline:
        if self.pieces:
            self.flush()
        elements = [element for element in self.elements if element]
        return outline_of(elements, self.segments, self.anchors)

    def _enter(self, tag: str, node: LexborNode) -> _Leave:
        if tag in _CONTENT:
            self._content(tag, node)
            return _NOTHING
        if tag in INLINE or (tag not in BLOCKS and is_in_line(node)):
            return self._enter_inline(tag, node)
        return self._enter_block(tag, node)

    def _content(self, tag: str, node: LexborNode) -> None:
        if tag == "br":
            self.line_break()
        elif tag == "input":
            self.check_box(node)
        elif tag == STAND_IN:
            self.embed(node)
        else:
            self.image(node)

    def _enter_block(self, tag: str, node: LexborNode) -> _Leave:
        if self.is_full():
            self.pieces.append((" ", ()))
            return _NOTHING
        if self.pieces:
            self.flush()
        if tag == "hr":
            self.append(SegmentKind.RULE, (), "")
            return _NOTHING
        if len(self.open) >= _MAX_DEPTH:
            return _NOTHING
        attributes = node.attributes
        names = attributes.get("class")
        if tag == "pre" or (names and may_be_whole(names)):
            if self.takes_formula(tag, node, attributes):
                self.flush()
                return _SKIP
            if (tag == "pre" or holds_code(attributes)) and self._code(node, attributes):
                return _SKIP
        self.verbatim += tag == "pre"
        leave = self._open(tag, node, attributes)
        if tag == "div" and not BACKGROUNDS.isdisjoint(attributes):
            self.background(node, attributes)
        return leave

    def _open(self, tag: str, node: LexborNode, attributes: _Attributes) -> _Leave:
        self.open.append((len(self.elements), len(self.segments)))
        self.elements.append(None)
        keeps = int(bool(attributes) and keeps_lines(attributes))
        self.lines += keeps
        return (tag, node, attributes, keeps)

    def is_full(self) -> bool:
        return len(self.segments) >= MOST_SEGMENTS or len(self.elements) >= _MOST_ELEMENTS

    def _code(self, node: LexborNode, attributes: _Attributes) -> bool:
        """Code as one segment of an element `pre`, whatever its lines are wrapped in."""
        around = node.parent
        is_named = is_gutter(attributes) or (around is not None and is_gutter(around.attributes))
        if is_named and is_numbers(node):
            return True
        code = None if self.verbatim else code_of(node)
        if code is None:
            return False
        if self.pieces:
            self.flush()
        leave = self._open("pre", node, attributes)
        if code.text.strip():
            self.append(SegmentKind.CODE, ((code.text, ()),), code.text, code.language)
        self.verbatim += 1
        self._leave(*leave)
        return True

    def _enter_inline(self, tag: str, node: LexborNode) -> _Leave:
        attributes = node.attributes
        if not attributes and tag in MARKED_ALONE:
            return self._open_inline(MARKED_ALONE[tag], attributes)
        if self.takes_formula(tag, node, attributes):
            return _SKIP
        mark = mark_of(tag, node, attributes)
        if mark is HIDDEN:
            if is_short(node):
                return self._hide(tag)
            mark = None
        if attributes and (anchor := attributes.get("id") or attributes.get("name")):
            self.part_notes(anchor)
            self.anchors.setdefault(anchor, len(self.segments))
        if tag == "a":
            self.part_links()
        elif tag == "code" and self._is_code_block(node, attributes):
            return _SKIP
        elif tag in SIGNS and not (tag == "rt" and has_own_signs(node)):
            before, after = SIGNS[tag]
            self.pieces.append((before, self.marks[-1]))
            self.marks.append(self.marks[-1])
            return (after, None, _NONE, 0)
        return self._open_inline(mark, attributes)

    def _open_inline(self, mark: Mark | None, attributes: _Attributes) -> _Leave:
        keeps = "style" in attributes and keeps_lines(attributes)
        if mark is not None:
            self.mark(mark)
        elif keeps:
            self.marks.append(self.marks[-1])
        else:
            return _NOTHING
        self.lines += keeps
        return ("", None, attributes, int(keeps))

    def _hide(self, tag: str) -> _Leave:
        if tag == "a":
            self.open_brackets()
        return _SKIP

    def _is_code_block(self, node: LexborNode, attributes: _Attributes) -> bool:
        if self.verbatim or not attributes or self.is_full() or not is_several_lines(node):
            return False
        return self._code(node, attributes)

    def _leave(
        self, tag: str, node: LexborNode | None, attributes: _Attributes, keeps: int
    ) -> None:
        self.lines -= keeps
        if node is None:
            if tag:
                self.pieces.append((tag, self.marks[-1]))
            self.marks.pop()
            return
        if self.pieces:
            self.flush()
            if tag == "li":
                self.pieces.clear()  # a task without a text
        self.verbatim -= tag == "pre"
        if "role" in attributes:
            tag = tag_by_role(tag, attributes) or tag
        index, first = self.open.pop()
        self.elements[index] = Element(
            index=index,
            parent=self.open[-1][0] if self.open else -1,
            tag=tag,
            attributes=attributes,
            names=names_of(attributes).lower(),
            template=(tag, attributes.get("class") or ""),
            node=node,
            depth=len(self.open),
            first=first,
            last=len(self.segments),
        )
