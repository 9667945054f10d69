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

# Elements that hold code without a `<pre>`, by a word of their class.
CONTAINERS = frozenset(
    """CodeMirror-code cm-content view-lines syntaxhighlighter react-code-lines highlighttable
    rouge-table crayon-main blob-wrapper tab-size js-file-line-container""".split()
)
_EDITORS = ".cm-content, .CodeMirror-code, .view-lines"
_NOT_CODE = re.compile(
    r"(?:^|[\s_-])(?:linenos?|linenumbers?|linenodiv|line-?numbers?(?!\S)|line-numbers-rows|gutters?|lnt"
    r"|lnlinks|hljs-ln-(?:numbers|n)|blob-num|line-index|crayon-nums?|lnum|copy|copy-\w+|clipboard"
    r"|code-toolbar-item|copybtn|sr-only|visually-hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LINE_CLASS = re.compile(
    r"(?:^|\s)(?:line|code-?line|token-line|view-line|cm-line|ec-line|CodeMirror-line|hljs-ln-line"
    r"|lake-preview-line|react-code-line|code-snippet__line|crayon-line|row-line)(?:$|\s)",
)
_LINE_TAGS = frozenset({"div", "li", "tr", "dd", "dt", "figure"})
_PROSE = frozenset("h1 h2 h3 h4 h5 h6 p blockquote article figcaption".split())
_NOT_TEXT = frozenset("button script style svg template textarea input select".split())
_SPACE_IS_NONE = frozenset("table tbody thead tr ul ol colgroup".split())
_INVISIBLE = str.maketrans({"\xa0": " ", "\u200b": None, "\ufeff": None, "\r": None})

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|highlight-text|highlight|code-block-lang|type)"
    r"[-:]|brush:\s*|sourceCode\s+)\s*([a-z0-9+#.-]+)",
    re.IGNORECASE,
)
_NAMED = (
    "data-lang", "data-language", "data-enlighter-language", "data-code-lang",
    "data-code-language", "data-syntax-language", "language",
)  # fmt: skip
_HIGHLIGHTERS = frozenset(
    {"hljs", "hl", "shiki", "prettyprint", "prism", "sourcecode", "astro-code"}
)
_ALIASES = {"ipython3": "python", "ipython": "python", "python3": "python", "myst-ansi": ""}
_BARE = re.compile(r"[a-z][a-z0-9+#]{0,14}")
_NO_LANGUAGE = frozenset(
    """none plain plaintext text txt nohighlight default auto generic code numbered numberlines
    linenums wrap copy hljs shiki prism source sourcecode highlight block table lines - ini-none
    undefined unknown raw output inline hl prettyprint prism astro-code""".split()
)
# What a line over the code may say, and `lang`, which is meant for what people speak.
_LANGUAGES = frozenset(
    """bash c c++ clojure cpp cs csharp css c# dart diff docker dockerfile elixir erlang fish go
    golang graphql groovy haskell html http ini java javascript js json jsonc jsx julia kotlin kql
    latex less lisp lua make makefile markdown matlab md nginx objective-c ocaml perl php
    powershell prolog proto protobuf ps1 py python r rb ruby rs rust sass scala scheme scss sh
    shell solidity sql svelte swift tcl terraform toml ts tsx typescript vb verilog vim vue wasm
    xml yaml yml zig zsh console lean""".split()
)
_BLOCKS = frozenset({"block", "code-block", "codeblock", "code_block", "d-block"})
_HEADER = 60  # characters of such a line with its buttons
_AROUND = 3  # elements around the code that may name its language


class Code(Struct, frozen=True, gc=False):
    """`text` with line ends between its lines; `language` as the page names it, or empty."""

    text: str
    language: str


def holds_code(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element that is no `<pre>` is a code block all the same."""
    names = attributes.get("class")
    return bool(names) and _is_container(names or "")


@lru_cache(maxsize=2048)
def _is_container(names: str) -> bool:
    return not CONTAINERS.isdisjoint(names.split())


def is_several_lines(node: LexborNode) -> bool:
    """Whether a `<code>` outside a `<pre>` is a block that a style sheet shows as one."""
    attributes = node.attributes
    if not _BLOCKS.isdisjoint((attributes.get("class") or "").lower().split()):
        return True
    return "\n" in node.text().strip() and bool(language_in(attributes))


def is_gutter(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element holds line numbers, or a button to copy the code."""
    names = attributes.get("class")
    return bool(names) and _is_gutter(names or "")


@lru_cache(maxsize=2048)
def _is_gutter(names: str) -> bool:
    return _NOT_CODE.search(names) is not None


def code_of(node: LexborNode) -> Code | None:
    """The code inside `node`; None where it holds prose, as pages set in one `<pre>` do."""
    editor = node.css_first(_EDITORS) if node.tag == "pre" else None
    lines = _Lines()
    if not lines.read(editor if editor is not None else node):
        return None
    text = "\n".join(line.rstrip() for line in lines.text().split("\n")).strip("\n")
    # outside a <pre> the first line's indentation is that of the page's source
    return Code(text if node.tag == "pre" else dedent(text).strip(), _language(node))


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
            elif tag in _PROSE:
                return False
            elif tag not in _NOT_TEXT and not is_gutter(node.attributes):
                if tag in _LINE_TAGS or (by_code and tag == "code") or _is_line(node):
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


def _is_line(node: LexborNode) -> bool:
    attributes = node.attributes
    if "data-line" in attributes and node.tag == "span":
        return True
    style = attributes.get("style")
    if style and "display" in style and re.search(r"display\s*:\s*(?:block|grid|table-row)", style):
        return True
    return bool(names := attributes.get("class")) and _LINE_CLASS.search(names or "") is not None


def _language(node: LexborNode) -> str:
    inner = next((n for n in node.traverse() if n.tag in {"code", "pre"} and n != node), None)
    named = [inner] if inner is not None else []
    around: LexborNode | None = node
    while around is not None and len(named) <= _AROUND and around.tag != "body":
        named.append(around)
        around = around.parent
    found = next((found for each in named if (found := language_in(each.attributes))), "")
    return found or _spoken(node, inner) or _said_above(node)


def _spoken(*nodes: LexborNode | None) -> str:
    names = ((n.attributes.get("lang") or "").lower() for n in nodes if n is not None)
    return next((name for name in names if name in _LANGUAGES), "")


def _said_above(node: LexborNode) -> str:
    """What the line over a code block says, inside it or before it: "Python", "Copy"."""
    above = [_element_before(node)]
    if node.parent is not None:
        above.append(_element_before(node.parent))
    if node.css_first(_EDITORS) is not None:
        above.append(node)
    for element in above:
        if element is not None:
            first = element.text(separator="\n").strip().partition("\n")[0].strip().lower()
            if first in _LANGUAGES:
                return first
    return ""


def _element_before(node: LexborNode) -> LexborNode | None:
    before = node.prev
    while before is not None and before.tag == "-text":
        before = before.prev
    return before if before is not None and len(before.text()) <= _HEADER else None


def language_in(attributes: Mapping[str, str | None]) -> str:
    """The language that attributes name, lower case; empty for none."""
    for name in _NAMED:
        if value := attributes.get(name):
            return _language_name(value)
    names = attributes.get("class") or ""
    for found in _LANGUAGE.finditer(names):
        if language := _language_name(found.group(1)):
            return language
    words = names.lower().split()
    if not _HIGHLIGHTERS.isdisjoint(words):
        names_of_it = [w for w in words if _BARE.fullmatch(w) and _language_name(w)]
        return next((w for w in names_of_it if w in _LANGUAGES), next(iter(names_of_it), ""))
    return ""


def _language_name(text: str) -> str:
    name = text.strip().lower()
    name = _ALIASES.get(name, name)
    return name if re.fullmatch(r"[a-z0-9+#.-]{1,24}", name) and name not in _NO_LANGUAGE else ""
