"""MathML becomes the TeX that a person would write."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.page.mathml import tex_of_mathml
from tests.extraction.outlines import markdown_of


@pytest.mark.parametrize(
    ("mathml", "tex"),
    [
        ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", r"\frac{1}{n}"),
        ("<msup><mi>r</mi><mn>2</mn></msup>", "r^{2}"),
        ("<msub><mi>a</mi><mi>n</mi></msub>", "a_{n}"),
        ("<msubsup><mi>x</mi><mn>0</mn><mi>k</mi></msubsup>", "x_{0}^{k}"),
        ("<msqrt><mi>x</mi><mo>+</mo><mn>1</mn></msqrt>", r"\sqrt{x + 1}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi>", r"\sum_{i}^{n}i"),
        ("<mover><mi>v</mi><mo>→</mo></mover>", r"\vec{v}"),
        ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
        ("<mi>α</mi><mi>x</mi>", r"\alpha x"),
        ("<mtext>if</mtext>", r"\text{if}"),
        ('<mi mathvariant="bold">B</mi>', r"\mathbf{B}"),
        (
            "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>",
            r"\begin{aligned} a & b \end{aligned}",
        ),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>", "(a,b)"),
        ("", ""),
    ],
)
def test_tex(mathml, tex):
    math = LexborHTMLParser(f"<math>{mathml}</math>").css_first("math")
    assert tex_of_mathml(math) == tex


def test_a_deep_formula_ends():
    math = LexborHTMLParser("<math>" + "<mrow>" * 500 + "<mi>x</mi>").css_first("math")
    assert "x" in tex_of_mathml(math)


def test_a_prefix_of_mathml_is_left_out():
    html = "<p>Take <mml:math><mml:mi>a</mml:mi></mml:math> of it.</p>"
    assert markdown_of(html) == "Take $a$ of it."
