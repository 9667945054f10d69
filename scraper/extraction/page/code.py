"""Code as it is shown: one line a line, without gutters and buttons, and its language.

Highlighters wrap each line in an element of its own (a span, `code`, div, entry or row) and
leave the line ends to their style sheet; others keep the line ends and wrap besides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from textwrap import dedent

from msgspec import Struct
from selectolax.lexbor import LexborNode

from scraper.extraction.page.code_language import LANGUAGES, language_in, language_of

# Elements that hold code without a `<pre>`, by a word of their class.
CONTAINERS = frozenset(
    """CodeMirror-code cm-content view-lines syntaxhighlighter react-code-lines highlighttable
    dp-highlighter rouge-table crayon-main crayon-syntax crayon-table
    blob-wrapper tab-size js-file-line-container""".split()
)
_EDITORS = ".cm-content, .CodeMirror-code, .view-lines"
_NOT_CODE = re.compile(
    r"(?:^|[\s_-])(?:linenos?|linenumbers?|linenodiv|line-?numbers?(?!\S)|line-numbers-rows|gutters?|lnt"
    r"|lnlinks|hljs-ln-(?:numbers|n)|blob-num|line-index|crayon-nums?|lnum|copy|copy-\w+|clipboard"
    r"|code-toolbar-item|copybtn|sr-only|visually-hidden|ttc)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINE_CLASS = re.compile(
    r"(?:^|\s)(?:line|code-?line|token-line|view-line|cm-line|ec-line|CodeMirror-line|hljs-ln-line"
    r"|lake-preview-line|react-code-line|code-snippet__line|crayon-line|row-line)(?:$|\s)",
)
_UNSELECTABLE = re.compile(r"user-select\s*:\s*none")
_LETTER = re.compile(r"[^\W\d_]")
_LINE_TAGS = frozenset({"div", "li", "tr", "dd", "dt", "figure"})
_PROSE = frozenset("h1 h2 h3 h4 h5 h6 p blockquote article figcaption".split())
_NOT_TEXT = frozenset("button script style svg template textarea input select".split())
_SPACE_IS_NONE = frozenset("table tbody thead tr ul ol colgroup".split())
_INVISIBLE = str.maketrans({"\xa0": " ", "\u200b": None, "\ufeff": None, "\r": None})

_HEADER_WORDS = LANGUAGES | {"copy", "code", "copied", "copied!", "edit", "run"}
_BLOCKS = frozenset({"block", "code-block", "codeblock", "code_block", "d-block"})
# Boxes that hold code where their paragraphs are lines of it, or their elements are called so; else
# a `<pre>` or a text is inside.
_BOXES = frozenset({"code-block", "codeblock", "code_block", "fragment"})
_HOLD_CODE = CONTAINERS | _BOXES
_OF_CODE = re.compile(r"[=(){}\[\];<>$#|\\]|^\s{2,}")
_LONGEST_LINE = 120  # characters of a paragraph that is a line of code


class Code(Struct, frozen=True, gc=False):
    """`text` with line ends between its lines; `language` as the page names it, or empty."""

    text: str
    language: str


def holds_code(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element that is no `<pre>` is a code block all the same."""
    names = attributes.get("class")
    return bool(names) and calls_code(names or "")


def calls_code(names: str) -> bool:
    """Whether one of the classes of an element is that of a code block."""
    return not _HOLD_CODE.isdisjoint(names.split())


def is_several_lines(node: LexborNode) -> bool:
    """Whether a `<code>` outside a `<pre>` is a block that a style sheet shows as one."""
    attributes = node.attributes
    if not _BLOCKS.isdisjoint((attributes.get("class") or "").lower().split()):
        return True
    return "\n" in node.text().strip() and bool(language_in(attributes))


def is_gutter(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element holds line numbers, a button to copy the code, or a tip on a name."""
    names = attributes.get("class")
    return bool(names) and _is_gutter(names or "")


@lru_cache(maxsize=2048)
def _is_gutter(names: str) -> bool:
    return _NOT_CODE.search(names) is not None


def code_of(node: LexborNode) -> Code | None:
    """The code inside `node`; None where it holds prose, as pages set in one `<pre>` do."""
    inner = None
    if node.tag != "pre" and _is_box(node) and not _is_lines(node):
        return None
    if node.tag == "pre":
        inner = node.css_first(_EDITORS) or _code_under_header(node)
    lines = _Lines()
    if not lines.read(inner if inner is not None else node):
        return None
    text = "\n".join(line.rstrip() for line in lines.text().split("\n")).strip("\n")
    # outside a <pre> the first line's indentation is that of the page's source
    return Code(
        text if node.tag == "pre" else dedent(text).strip(),
        language_of(node, has_header=inner is not None),
    )


def _is_box(node: LexborNode) -> bool:
    words = (node.attributes.get("class") or "").split()
    return CONTAINERS.isdisjoint(words) and not _BOXES.isdisjoint(words)


def _is_lines(node: LexborNode) -> bool:
    """Whether the children of an element are paragraphs, and most of them lines of code."""
    children = list(node.iter())
    lines_or_tips = [child for child in children if child.tag == "div" and _is_line_or_tip(child)]
    if children and len(lines_or_tips) == len(children):
        return True
    if len(children) < 2 or any(child.tag != "p" for child in children):
        return False
    lines = [child.text() for child in children]
    of_code = sum(1 for line in lines if _OF_CODE.search(line))
    return 2 * of_code >= len(lines) and max(map(len, lines)) <= _LONGEST_LINE


def _is_line_or_tip(node: LexborNode) -> bool:
    """Whether an element of a listing is a line, or what is shown over a name in it."""
    names = node.attributes.get("class") or ""
    return _LINE_CLASS.search(names) is not None or is_gutter(node.attributes)


def _code_under_header(pre: LexborNode) -> LexborNode | None:
    """The code of a `<pre>` that holds its header too: its language, a button to copy it."""
    codes = pre.css("code")
    if len(codes) != 1:
        return None
    around = pre.text(separator=" ").replace(codes[0].text(separator=" "), " ").lower().split()
    return codes[0] if around and _HEADER_WORDS.issuperset(around) else None


class _Lines:
    """The text of code, line ends put in where elements are lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._ended = False  # a line element has ended without a line end of its own

    def text(self) -> str:
        return "".join(self._parts)

    def read(self, root: LexborNode) -> bool:
        """Read all under `root`; False where there is prose."""
        by_code = sum(1 for n in root.iter() if n.tag == "code") > 1
        by_paragraph = _is_lines(root)
        stack: list[LexborNode | int] = list(reversed(list(root.iter(include_text=True))))
        while stack:
            node = stack.pop()
            if isinstance(node, int):
                self._close(node)
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._add(node)
            elif tag == "br":
                self._put("\n")
            elif tag in _PROSE and not (tag == "p" and by_paragraph):
                return False
            elif tag not in _NOT_TEXT and not _is_beside_code(node):
                if tag in _LINE_TAGS or tag == "p" or (by_code and tag == "code") or _is_line(node):
                    stack.append(self._open())
                stack.extend(reversed(list(node.iter(include_text=True))))
        return True

    def _add(self, node: LexborNode) -> None:
        text = (node.text_content or "").translate(_INVISIBLE)
        parent = node.parent
        if text.isspace() and parent is not None and parent.tag in _SPACE_IS_NONE:
            return
        if self._ended and text.isspace() and "\n" in text:
            text = "\n"
        self._put(text)

    def _put(self, text: str) -> None:
        if text:
            if self._ended and not text.startswith("\n"):
                self._parts.append("\n")
            self._ended = False
            self._parts.append(text)

    def _open(self) -> int:
        if self._ended or (self._parts and not self._parts[-1].endswith("\n")):
            self._parts.append("\n")
        self._ended = False
        return len(self._parts)

    def _close(self, first: int) -> None:
        self._ended = self._ended or len(self._parts) == first or self._parts[-1][-1:] != "\n"


def _is_beside_code(node: LexborNode) -> bool:
    """Whether an element shows something beside the code: line numbers, which cannot be selected,
    a button.
    """
    attributes = node.attributes
    if is_gutter(attributes):
        return node.tag != "code" or is_numbers(node)
    style = attributes.get("style") or ""
    return "user-select" in style and _UNSELECTABLE.search(style) is not None


def is_numbers(node: LexborNode) -> bool:
    """Whether an element called a gutter is one: code with line numbers may be called so too."""
    return _LETTER.search(node.text()) is None


def _is_line(node: LexborNode) -> bool:
    attributes = node.attributes
    if "data-line" in attributes and node.tag == "span":
        return True
    style = attributes.get("style")
    if style and "display" in style and re.search(r"display\s*:\s*(?:block|grid|table-row)", style):
        return True
    return bool(names := attributes.get("class")) and _LINE_CLASS.search(names or "") is not None
