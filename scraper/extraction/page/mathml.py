"""MathML (Presentation, MathML Core) -> TeX, for formulas that come without their TeX."""

from __future__ import annotations

from collections.abc import Sequence

from selectolax.lexbor import LexborNode

_DEEPEST = 60  # elements in one another; deeper is no formula for people
_FUNCTIONS = frozenset(
    """sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup inf
    det dim ker gcd arg deg Pr""".split()
)
_SIGNS = {
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon",
    "ϵ": r"\epsilon", "ζ": r"\zeta", "η": r"\eta", "θ": r"\theta", "ι": r"\iota", "κ": r"\kappa",
    "λ": r"\lambda", "μ": r"\mu", "ν": r"\nu", "ξ": r"\xi", "π": r"\pi", "ρ": r"\rho",
    "σ": r"\sigma", "τ": r"\tau", "υ": r"\upsilon", "φ": r"\varphi", "ϕ": r"\phi", "χ": r"\chi",
    "ψ": r"\psi", "ω": r"\omega", "Γ": r"\Gamma", "Δ": r"\Delta", "Θ": r"\Theta",
    "Λ": r"\Lambda", "Ξ": r"\Xi", "Π": r"\Pi", "Σ": r"\Sigma", "Φ": r"\Phi", "Ψ": r"\Psi",
    "Ω": r"\Omega", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "∮": r"\oint", "∂": r"\partial",
    "∇": r"\nabla", "∞": r"\infty", "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div",
    "⋅": r"\cdot", "·": r"\cdot", "∗": "*", "−": "-", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq",
    "≈": r"\approx", "≡": r"\equiv", "∼": r"\sim", "∝": r"\propto", "→": r"\to",
    "←": r"\leftarrow", "↔": r"\leftrightarrow", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "↦": r"\mapsto", "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq",
    "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset", "∀": r"\forall", "∃": r"\exists",
    "¬": r"\neg", "∧": r"\wedge", "∨": r"\vee", "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\|",
    "…": r"\ldots", "⋯": r"\cdots", "⋮": r"\vdots", "⋱": r"\ddots", "ℝ": r"\mathbb{R}",
    "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}", "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}", "′": "'",
    "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "\u2061": "", "\u2062": "",
    "\u2063": "", "\u2064": "", "∘": r"\circ", "†": r"\dagger", "ℓ": r"\ell", "√": r"\surd",
}  # fmt: skip
_ACCENTS = {
    "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "bar", "‾": "overline", "→": "vec",
    "⃗": "vec", "˙": "dot", "¨": "ddot", "⏞": "overbrace",
}  # fmt: skip
_VARIANTS = {
    "bold": "mathbf", "double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak",
    "sans-serif": "mathsf", "monospace": "mathtt", "bold-italic": "boldsymbol",
}  # fmt: skip
_BEYOND = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})


def tex_of_mathml(math: LexborNode) -> str:
    """The TeX of a `<math>` element; empty where it has no text."""
    return " ".join(_row(_children(math), 0).split())


def _children(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag and child.tag not in _BEYOND]


def _row(nodes: Sequence[LexborNode], depth: int) -> str:
    return _joined([_tex(node, depth) for node in nodes])


def _joined(parts: Sequence[str]) -> str:
    """Parts one after the other; a space after a command that a letter would lengthen."""
    text = ""
    for part in parts:
        is_command = text[-1:].isalpha() and text.rpartition("\\")[2].isalpha() and "\\" in text
        text += f" {part}" if is_command and part[:1].isalpha() else part
    return text


def _tex(node: LexborNode, depth: int) -> str:
    if depth > _DEEPEST:
        return node.text() or ""
    tag, inner = node.tag or "", _children(node)
    if tag in {"mi", "mn", "mo", "mtext", "ms"}:
        return _token(tag, node)
    if tag == "mtable":
        return _table(inner, depth + 1)
    if tag in _LAYOUTS and len(inner) >= _LAYOUTS[tag][0]:
        return _laid_out(tag, [_tex(child, depth + 1) for child in inner])
    if tag == "msqrt":
        return f"\\sqrt{{{_row(inner, depth + 1)}}}"
    if tag == "mfenced":
        opens, closes = (node.attributes.get(n) for n in ("open", "close"))
        commas = ",".join(_tex(child, depth + 1) for child in inner)
        return f"{opens or '('}{commas}{closes or ')'}"
    if tag == "mspace":
        return " "
    return _row(inner, depth + 1) if inner else _signs((node.text() or "").strip())


def _token(tag: str, node: LexborNode) -> str:
    text = (node.text() or "").strip()
    if tag in {"mtext", "ms"}:
        return f"\\text{{{text}}}" if text.strip("\xa0 ") else " "
    if text in _FUNCTIONS:
        return f"\\{text} "
    variant = _VARIANTS.get(node.attributes.get("mathvariant") or "")
    if variant:
        return f"\\{variant}{{{_signs(text)}}}"
    if tag == "mi" and len(text) > 1 and text.isalpha() and text.isascii():
        return f"\\operatorname{{{text}}}"
    signs = _signs(text)
    return f" {signs} " if tag == "mo" and len(text) == 1 and text in "=<>≤≥≠≈≡→⇒∈+−×" else signs


def _signs(text: str) -> str:
    return _joined([_SIGNS.get(sign, sign) for sign in text])


_LAYOUTS = {
    "mfrac": (2, r"\frac{{{0}}}{{{1}}}"),
    "mroot": (2, r"\sqrt[{1}]{{{0}}}"),
    "msup": (2, "{0}^{{{1}}}"),
    "msub": (2, "{0}_{{{1}}}"),
    "msubsup": (3, "{0}_{{{1}}}^{{{2}}}"),
    "munderover": (3, "{0}_{{{1}}}^{{{2}}}"),
    "munder": (2, "{0}_{{{1}}}"),
    "mover": (2, "{0}^{{{1}}}"),
}


def _laid_out(tag: str, parts: Sequence[str]) -> str:
    parts = [part.strip() for part in parts]
    if tag == "mover" and (accent := _ACCENTS.get(parts[1]) or _ACCENTS.get(_plain(parts[1]))):
        return f"\\{accent}{{{parts[0]}}}"
    if tag in {"msup", "msub", "msubsup"} and len(parts[0]) > 1 and not _is_one(parts[0]):
        parts[0] = f"{{{parts[0]}}}"
    return _LAYOUTS[tag][1].format(*parts)


def _plain(tex: str) -> str:
    return "→" if tex == r"\to" else tex


def _is_one(tex: str) -> bool:
    """Whether a script after it is set at all of it: a command, a bracket that closes."""
    return (tex.startswith("\\") and tex[1:].isalpha()) or tex[-1:] in ")]}"


def _table(rows: Sequence[LexborNode], depth: int) -> str:
    lines = [
        " & ".join(_row(_children(cell), depth).strip() for cell in _children(row)) for row in rows
    ]
    columns = max((line.count(" & ") for line in lines), default=0)
    name = "aligned" if columns == 1 else "matrix"
    inside = r" \\ ".join(lines)
    return f"\\begin{{{name}}} {inside} \\end{{{name}}}"
