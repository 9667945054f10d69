"""The language of code: what attributes and class names around it say, or a line over it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:(?:language|lang|highlight-source|highlight-text|highlight|code-block-lang|type|hl)"
    r"[-:]|brush:\s*|sourceCode\s+)\s*([a-z0-9+#.-]+)",
    re.IGNORECASE,
)
_NAMED = (
    "data-lang", "data-language", "data-enlighter-language", "data-code-lang",
    "data-code-language", "data-syntax-language", "data-code-block-lang", "language",
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
LANGUAGES = frozenset(
    """bash c c++ clojure cpp cs csharp css c# dart diff docker dockerfile elixir erlang fish go
    golang graphql groovy haskell html http ini java javascript js json jsonc jsx julia kotlin kql
    latex less lisp lua make makefile markdown matlab md nginx objective-c ocaml perl php
    powershell prolog proto protobuf ps1 py python r rb ruby rs rust sass scala scheme scss sh
    shell solidity sql svelte swift tcl terraform toml ts tsx typescript vb verilog vim vue wasm
    xml yaml yml zig zsh console lean""".split()
)
_HEADER = 60  # characters of such a line with its buttons
_CELLS = frozenset({"td", "tr", "tbody", "table"})
_AROUND = 3  # elements around the code that may name its language


def language_of(node: LexborNode, *, has_header: bool = False) -> str:
    """The language of the code in `node`, lower case, as the page names it; empty for none.

    `has_header` says that the element begins with a line over its code.
    """
    inner = next((n for n in node.traverse() if n.tag in {"code", "pre"} and n != node), None)
    named = [inner] if inner is not None else []
    around: LexborNode | None = node
    while around is not None and len(named) <= _AROUND and around.tag != "body":
        if around.tag not in _CELLS:
            named.append(around)
        around = around.parent
    found = next((found for each in named if (found := language_in(each.attributes))), "")
    return found or _spoken(node, inner) or _said_above(node, has_header=has_header)


def _spoken(*nodes: LexborNode | None) -> str:
    names = ((n.attributes.get("lang") or "").lower() for n in nodes if n is not None)
    return next((name for name in names if name in LANGUAGES), "")


def _said_above(node: LexborNode, *, has_header: bool) -> str:
    """What the line over a code block says, inside it or before it: "Python", "Copy"."""
    above = [_element_before(node)]
    if node.parent is not None:
        above.append(_element_before(node.parent))
    if has_header:
        above.append(node)
    for element in above:
        if element is not None:
            first = element.text(separator="\n").strip().partition("\n")[0].strip().lower()
            if first in LANGUAGES:
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
    names = (
        f"{attributes.get('class') or ''} {attributes.get('data-syntaxhighlighter-params') or ''}"
    )
    for found in _LANGUAGE.finditer(names):
        if language := _language_name(found.group(1)):
            return language
    words = names.lower().split()
    if not _HIGHLIGHTERS.isdisjoint(words):
        names_of_it = [w for w in words if _BARE.fullmatch(w) and _language_name(w)]
        other = "" if "shiki" in words else next(iter(names_of_it), "")  # there it is the theme
        return next((w for w in names_of_it if w in LANGUAGES), other)
    is_listing = "highlight" in words or "code" in words
    return next((w for w in words if w in LANGUAGES), "") if is_listing else ""


def says_language(text: str) -> bool:
    """Whether a text is the name of a programming language, and nothing else."""
    return text.strip().lower() in LANGUAGES


def _language_name(text: str) -> str:
    name = text.strip().lower()
    name = _ALIASES.get(name, name)
    return name if re.fullmatch(r"[a-z0-9+#.-]{1,24}", name) and name not in _NO_LANGUAGE else ""
