"""The one walk over the tree that makes the outline.

What is a block and what stands inside a line is decided here, by tag: as browsers' default
style sheets do for most elements.
"""

from __future__ import annotations

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from scraper.blocks import Formula
from scraper.extraction.page.block_elements import heading_by_role, keeps_lines, may_be_whole
from scraper.extraction.page.class_names import names_of
from scraper.extraction.page.code import code_of, holds_code, is_gutter, is_several_lines
from scraper.extraction.page.embeds import STAND_IN, embed_of
from scraper.extraction.page.formulas import (
    FORMULA_TAGS,
    formula_of,
    formula_of_image,
)
from scraper.extraction.page.img import image_of
from scraper.extraction.page.inline_elements import (
    HIDDEN,
    INLINE,
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
from scraper.extraction.page.text_runs import MOST_SEGMENTS, Runs

_Attributes = Mapping[str, str | None]
# What is to be done when the children of a node are through: the sign to write after an inline
# element, or the block element to close.
_Leave = tuple[str, LexborNode | None, _Attributes]
_NONE: _Attributes = {}
_NOTHING: _Leave = ("", None, _NONE)
_SKIP: _Leave = ("skip", None, _NONE)  # the children are not walked

# Never text for a reader.
SKIPPED = frozenset(
    """script style template svg iframe head object embed canvas video audio select datalist
    textarea map area link meta title base param track annotation amp-ad amp-analytics
    amp-iframe applet frame frameset noframes dialog""".split()
)
_IMAGES = frozenset({"img", "amp-img"})
_MOST_ELEMENTS = 100_000  # more than any page for people has
_MAX_DEPTH = 400  # deeper nesting than any real page; what is below joins its ancestor


def make_outline(root: LexborNode) -> Outline:
    """The outline of everything under `root` (the `<html>` or `<body>` element)."""
    return _Walk().run(root)


class _Walk(Runs):
    """The state of the one walk: the open elements, and the runs between their borders."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element | None] = []

    def run(self, root: LexborNode) -> Outline:
        # An explicit stack: a page nested 100,000 deep must not end in a RecursionError.
        # An entry is a node to enter, or the leaving of one whose children are through.
        stack: list[LexborNode | _Leave] = [root]
        while stack:
            entry = stack.pop()
            if isinstance(entry, tuple):
                self._leave(*entry)
                continue
            tag = entry.tag
            if tag == "-text":
                text = entry.text_content or ""
                # most white space stands between two tags, and begins no run
                if self.pieces or self.verbatim or not text.isspace():
                    self.text(text)
            elif tag and tag not in SKIPPED and tag[0] not in "!-_":
                leave = self._enter(tag, entry)
                if leave is _SKIP:
                    continue
                if leave is not _NOTHING:
                    stack.append(leave)
                child = entry.last_child
                while child is not None:
                    stack.append(child)
                    child = child.prev
        return self._outline()

    def _outline(self) -> Outline:
        if self.pieces:
            self.flush()
        elements = [element for element in self.elements if element]
        return outline_of(elements, self.segments, self.anchors)

    def _enter(self, tag: str, node: LexborNode) -> _Leave:
        if tag == "br":
            self.line_break()
        elif tag in _IMAGES:
            self._image(node)
        elif tag == "input":
            self._check_box(node.attributes)
        elif tag in INLINE:
            return self._enter_inline(tag, node)
        elif tag == STAND_IN:
            self._embed(node)
        else:
            return self._enter_block(tag, node)
        return _NOTHING

    def _image(self, node: LexborNode) -> None:
        attributes = node.attributes
        formula = formula_of_image(attributes)
        if formula is not None:
            self._formula(formula)
        elif (image := image_of(node, attributes)) is not None:
            self.pieces.append((image, self.marks[-1]))

    def _embed(self, node: LexborNode) -> None:
        embed = embed_of(node.attributes)
        if embed is not None and not self.is_full():
            if self.pieces:
                self.flush()
            self.pieces.append((embed, ()))
            self.flush()

    def _check_box(self, attributes: _Attributes) -> None:
        """A box that nobody can tick is a part of the text (GFM 5.3)."""
        is_task = "disabled" in attributes or "task" in (attributes.get("class") or "")
        if attributes.get("type") == "checkbox" and is_task:
            box = Mark("task", title="x" if "checked" in attributes else " ")
            self.pieces.append(("", (box,)))

    def _formula_of(self, tag: str, node: LexborNode, attributes: _Attributes) -> bool:
        """Take an element as the formula it shows, if it shows one."""
        named = "class" in attributes and may_be_whole(attributes["class"])
        if not named and tag not in FORMULA_TAGS and "data-tex" not in attributes:
            return False
        formula = formula_of(tag, node, attributes)
        if formula is None:
            return False
        self._formula(formula)
        return True

    def _formula(self, formula: Formula) -> None:
        if formula.tex:
            mark = Mark("display formula" if formula.display else "formula")
            self.pieces.append((formula.tex, (*self.marks[-1], mark)))

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
        if tag == "pre" or ("class" in attributes and may_be_whole(attributes["class"])):
            if self._formula_of(tag, node, attributes):
                self.flush()
                return _SKIP
            if (tag == "pre" or holds_code(attributes)) and self._code(node, attributes):
                return _SKIP
        self.open.append((len(self.elements), len(self.segments)))
        self.elements.append(None)
        self.verbatim += tag == "pre"
        if "style" in attributes:
            self.lines += keeps_lines(attributes)
        return (tag, node, attributes)

    def is_full(self) -> bool:
        return len(self.segments) >= MOST_SEGMENTS or len(self.elements) >= _MOST_ELEMENTS

    def _code(self, node: LexborNode, attributes: _Attributes) -> bool:
        """Code as one segment of an element `pre`, whatever its lines are wrapped in."""
        around = node.parent
        if is_gutter(attributes) or (around is not None and is_gutter(around.attributes)):
            return True
        code = None if self.verbatim else code_of(node)
        if code is None:
            return False
        if self.pieces:
            self.flush()
        self.open.append((len(self.elements), len(self.segments)))
        self.elements.append(None)
        if code.text.strip():
            self.append(SegmentKind.CODE, ((code.text, ()),), code.text, code.language)
        self.verbatim += 1
        if "style" in attributes:
            self.lines += keeps_lines(attributes)
        self._leave("pre", node, attributes)
        return True

    def _enter_inline(self, tag: str, node: LexborNode) -> _Leave:
        attributes = node.attributes
        if self._formula_of(tag, node, attributes):
            return _SKIP
        mark = mark_of(tag, node, attributes)
        if mark is HIDDEN:
            if is_short(node):
                return _SKIP
            mark = None
        if attributes and (anchor := attributes.get("id") or attributes.get("name")):
            self.anchors.setdefault(anchor, len(self.segments))
        if tag == "a":
            self.part_links()
        elif tag == "code" and self._is_code_block(node, attributes):
            return _SKIP
        elif tag in SIGNS and not (tag == "rt" and has_own_signs(node)):
            before, after = SIGNS[tag]
            self.pieces.append((before, self.marks[-1]))
            self.marks.append(self.marks[-1])
            return (after, None, _NONE)
        if mark is None:
            return _NOTHING
        self.mark(mark)
        return ("", None, attributes)

    def _is_code_block(self, node: LexborNode, attributes: _Attributes) -> bool:
        if self.verbatim or not attributes or self.is_full() or not is_several_lines(node):
            return False
        return self._code(node, attributes)

    def _leave(self, tag: str, node: LexborNode | None, attributes: _Attributes) -> None:
        if node is None:
            if tag:
                self.pieces.append((tag, self.marks[-1]))
            self.marks.pop()
            return
        if self.pieces:
            self.flush()
        self.verbatim -= tag == "pre"
        if "style" in attributes:
            self.lines -= keeps_lines(attributes)
        if "role" in attributes:
            tag = heading_by_role(attributes) or tag
        index, first = self.open.pop()
        self.elements[index] = Element(
            index=index,
            parent=self.open[-1][0] if self.open else -1,
            tag=tag,
            attributes=attributes,
            names=names_of(attributes).lower(),
            node=node,
            depth=len(self.open),
            first=first,
            last=len(self.segments),
        )
