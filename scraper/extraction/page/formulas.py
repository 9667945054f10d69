"""Formulas: the TeX that an element shows, whatever a page draws it with.

KaTeX and MathML keep it in an annotation, MathJax in a script (see parse.py, which puts
`<x-tex>` in its place) or beside the drawing, Wikipedia in `alttext`, image services in the
picture's address or `alt`. MathML without TeX is translated (mathml.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.blocks import Formula
from scraper.extraction.page.mathml import tex_of_mathml

SCRIPT_STAND_IN = "x-tex"
FORMULA_TAGS = frozenset({
    "math", "mjx-container", SCRIPT_STAND_IN, "tex-math", "d-math", "amp-mathml", "math-renderer",
})  # fmt: skip
_CLASSES = re.compile(
    r"(?:^|\s)(?:katex(?:-display|-block)?|mwe-math-element\S*|MathJax\w*|MJX\w*|mjx-chtml"
    r"|latex-rendered|math|tex|latex|ltx_Math|mathjax-\w+|math-tex|arithmatex|notion-equation\S*)"
    r"(?:$|\s)"
)
# Those of them that share no part with the others.
_WITHOUT_PART = frozenset(
    "katex katex-display katex-block mjx-chtml latex-rendered tex latex arithmatex".split()
)
_DRAWN = re.compile(r"(?:^|\s)(?:MathJax|MJX|mjx-chtml)")
_IMAGE_CLASS = re.compile(r"(?:^|\s)(?:latex|tex|mwe-math-fallback\S*|math|ee_img|mathjax)(?:$|\s)")
_SERVICE = re.compile(
    r"(?:latex\.codecogs\.com/[\w.]+[?]|/latex\.php\?(?:.*&)?latex=|[?&](?:tex|latex|chl)=|math\.now\.sh.*[?&]from="
    r"|render/math\?math=|/cgi-bin/(?:mathtex|mimetex)\.cgi\?)([^&]+)"
)
_IN_PATH = re.compile(r"/((?:[^/?]*%5C[a-zA-Z]+)[^/?]*%7B[^/?]*?)(?:\.(?:png|svg|gif))?(?:\?|$)")
_IS_TEX = re.compile(r"^(?:\$.*\\|\\\(|\\\[|\{\\displaystyle|\\begin\{)")
_COMMANDS = 3  # so many in the text of a picture, and it is TeX
_DISPLAY = re.compile(r"(?:^|\s)(?:katex-display|display|mwe-math-element-block|latex-rendered)\b")
_COMMAND = re.compile(r"\\[a-zA-Z]{2,}|[\^_]\{?\w|\\\\")
_STYLE = re.compile(r"^\{\\(?:displaystyle|textstyle)\s+(.*)\}$", re.DOTALL)
_DELIMITED = re.compile(r"^\s*(?:\\\[(.*)\\\]|\$\$(.*)\$\$|\\\((.*)\\\)|\$(.*)\$)\s*$", re.DOTALL)
# Two dollars with something between that is not set apart from them, as amounts of money are.
_MAY_BE_DRAWN = re.compile(r"\$[^\s$](?:[^$]*[^\s$\\])?\$|\$\$")
_PROGRAMS = ("mathjax", "MathJax", "katex", "KaTeX", "inlineMath")


NO_FORMULA = Formula("")  # a drawing of one that stands beside it as text


def may_be_drawn(text: str) -> bool:
    """Whether there is anything in `text` that a program might draw as TeX between dollars."""
    return "$" in text and _MAY_BE_DRAWN.search(text) is not None


def draws_tex(html: str) -> bool:
    """Whether the page names a program that draws the TeX between the dollars of its text."""
    return any(name in html for name in _PROGRAMS)


def formula_of(tag: str, node: LexborNode, attributes: Mapping[str, str | None]) -> Formula | None:
    """The formula that an element shows; NO_FORMULA for a drawing of its neighbour, None
    for any other element.
    """
    names = attributes.get("class")
    if (
        tag not in FORMULA_TAGS
        and not (names and may_be_formula(names))
        and "data-tex" not in attributes
    ):
        return None
    display = _is_display(node, attributes)
    if tag == SCRIPT_STAND_IN or tag in {"tex-math", "d-math"}:
        return _formula(node.text() or "", display=display or "block" in attributes)
    if tag != "math" and names and _DRAWN.search(names) and _stands_beside(node):
        return NO_FORMULA
    return _formula(_tex_inside(tag, node, attributes), display=display)


def formula_of_image(attributes: Mapping[str, str | None]) -> Formula | None:
    """The formula that a picture shows, where its address or its `alt` holds the TeX."""
    source, alt = attributes.get("src") or "", (attributes.get("alt") or "").strip()
    names = attributes.get("class") or ""
    found = _SERVICE.search(source) if "?" in source else None
    if found:
        return _formula(alt if _COMMAND.search(alt) else unquote(found.group(1).replace("+", " ")))
    if "%5C" in source and (found := _IN_PATH.search(source)):
        return _formula(unquote(found.group(1)))
    if names and "$" in alt and _IMAGE_CLASS.search(names) and _DELIMITED.match(alt):
        return _formula(alt)
    if "\\" not in alt:
        return None  # most pictures
    if names and _IMAGE_CLASS.search(names) and _COMMAND.search(alt):
        return _formula(alt, display="block" in names or "display" in names)
    if _IS_TEX.match(alt) or len(_COMMAND.findall(alt)) >= _COMMANDS:
        return _formula(alt, display=alt.startswith(("$$", "\\[", "\\begin")))
    return None


def may_be_formula(names: str) -> bool:
    """Whether classes are of those that formulas have."""
    # looked for first: that takes a tenth of the time of the pattern
    has_part = "ath" in names or "MJX" in names or "notion-equation" in names
    may_be = has_part or not _WITHOUT_PART.isdisjoint(names.split())
    return may_be and _CLASSES.search(names) is not None


def _formula(tex: str | None, *, display: bool = False) -> Formula | None:
    tex = (tex or "").strip()
    if found := _DELIMITED.match(tex):
        block, dollars, inline, dollar = found.groups()
        display = display or block is not None or dollars is not None
        tex = next(part for part in (block, dollars, inline, dollar) if part is not None)
    if found := _STYLE.match(tex.strip()):
        tex = found.group(1)
    tex = "\n".join(line.strip() for line in tex.split("\n") if line.strip())
    return Formula(tex, display) if tex else None


def _is_display(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    if attributes.get("display") in {"block", "true"} or attributes.get("mode") == "display":
        return True
    if attributes.get("data-math-style") == "display":
        return True
    names = attributes.get("class") or ""
    if _DISPLAY.search(names):
        return True
    if "mwe-math" in names and node.css_first('math[display="block"]') is not None:
        return True
    parent = node.parent
    return parent is not None and "katex-display" in (parent.attributes.get("class") or "")


def _stands_beside(node: LexborNode) -> bool:
    """Whether the TeX of a drawing comes after it, in an element of its own."""
    after: LexborNode | None = node.next
    for _ in range(6):
        if after is None:
            parent = node.parent
            if parent is None or not _DRAWN.search(parent.attributes.get("class") or ""):
                return False
            node, after = parent, parent.next
            continue
        if after.tag == SCRIPT_STAND_IN:
            return True
        after = after.next
    return False


def _tex_inside(tag: str, node: LexborNode, attributes: Mapping[str, str | None]) -> str | None:
    for name in ("data-tex", "data-latex", "data-expr", "data-formula"):
        if value := attributes.get(name):
            return value
    if value := attributes.get("data-attrs"):
        return _persistent(value)
    annotation = node.css_first('annotation[encoding="application/x-tex"], annotation')
    if annotation is not None:
        return annotation.text()
    math = node if tag == "math" else node.css_first("math")
    if math is not None:
        tex = math.attributes.get("alttext") or math.attributes.get("data-latex")
        return tex or tex_of_mathml(math)
    if value := attributes.get("data-mathml"):
        inner = LexborHTMLParser(value).css_first("math")
        return tex_of_mathml(inner) if inner is not None else None
    image = node.css_first("img[alt]")
    if image is not None and _COMMAND.search(image.attributes.get("alt") or ""):
        return image.attributes.get("alt")
    return _plain_tex(node)


def _persistent(data: str) -> str | None:
    """Substack keeps the TeX in a JSON attribute."""
    try:
        value = json.loads(data).get("persistentExpression")
    except (ValueError, AttributeError):
        return None
    return value if isinstance(value, str) else None


def _plain_tex(node: LexborNode) -> str | None:
    """The text of an element that a script draws as TeX: nothing but TeX, without elements."""
    inner = {"-text", "br", "code"} if node.tag == "pre" else {"-text", "br"}
    if any(child.tag not in inner for child in node.iter(include_text=True)):
        return None
    text = (node.text() or "").strip()
    is_tex = "data-math-style" in node.attributes  # GitLab
    return text if is_tex or _DELIMITED.match(text) or _COMMAND.search(text) else None
