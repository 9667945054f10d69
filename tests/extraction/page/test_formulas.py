"""Formulas come out as TeX, once, whatever draws them."""

import pytest

from scraper.extraction.page.formulas import may_be_drawn, may_be_formula
from tests.extraction.outlines import markdown_of

MATHML = "<math><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow></math>"
TEX = '<annotation encoding="application/x-tex">a+1</annotation>'
KATEX = (
    f'<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow>{TEX}'
    '</semantics></math></span><span class="katex-html" aria-hidden="true"><span>a+1</span></span>'
    "</span>"
)
MATHJAX_2 = (
    '<span class="MathJax_Preview">a+1</span><span class="MathJax"><nobr><span>a</span></nobr>'
    '</span><script type="math/tex" id="M-1">a+1</script>'
)
MATHJAX_2_DISPLAY = (
    '<div class="MathJax_Display"><span class="MathJax"><span>a</span></span></div>'
    '<script type="math/tex; mode=display">a+1</script>'
)
WIKIPEDIA = (
    '<span class="mwe-math-element"><span class="mwe-math-mathml-inline" style="display: none;">'
    r'<math alttext="{\displaystyle a+1}"><semantics><mi>a</mi><annotation '
    r'encoding="application/x-tex">{\displaystyle a+1}</annotation></semantics></math></span>'
    r'<img class="mwe-math-fallback-image-inline" src="/a.svg" alt="{\displaystyle a+1}"></span>'
)
SERVICE = '<img src="https://latex.codecogs.com/svg.latex?a%2B1">'
WORDPRESS = '<img class="latex" src="https://s0.wp.com/latex.php?latex=a%2B1&bg=fff">'


@pytest.mark.parametrize(
    "html",
    [
        KATEX,
        MATHJAX_2,
        WIKIPEDIA,
        SERVICE,
        WORDPRESS,
        f"<math><semantics><mi>a</mi>{TEX}</semantics></math>",
        '<math alttext="a+1"><mi>a</mi></math>',
        '<script type="math/tex">a+1</script>',
        r'<span class="math inline">\(a+1\)</span>',
        r"\(a+1\)",
        "<d-math>a+1</d-math>",
        '<span class="katex" data-tex="a+1">drawn</span>',
    ],
)
def test_a_formula_in_a_sentence(html):
    assert markdown_of(f"<p>Take {html} of it.</p>") == "Take $a+1$ of it."


@pytest.mark.parametrize(
    "html",
    [
        '<p><script type="math/tex; mode=display">a+1</script></p>',
        f'<span class="katex-display">{KATEX}</span>',
        f'<math display="block"><semantics><mi>a</mi>{TEX}</semantics></math>',
        r'<div class="math">\[a+1\]</div>',
        r"<p>\[a+1\]</p>",
        "<p>$$a+1$$</p>",
        "<p>$$<br>a+1<br>$$</p>",
        MATHJAX_2_DISPLAY,
        """<div class="latex-rendered" data-attrs='{"persistentExpression":"a+1"}'>?</div>""",
    ],
)
def test_a_formula_of_its_own(html):
    assert markdown_of(html) == "$$\na+1\n$$"


def test_mathml_without_tex_is_translated():
    assert markdown_of(f"<p>Take {MATHML} of it.</p>") == "Take $a + 1$ of it."


def test_dollars_are_money_unless_they_hold_tex():
    assert markdown_of("<p>It cost $5, then $10 more, or $a each.</p>") == (
        "It cost $5, then $10 more, or $a each."
    )
    assert markdown_of(r"<p>So $\pi r^2$ it is, for $5.</p>") == r"So $\pi r^2$ it is, for \$5."
    assert markdown_of("<p>So $x$ it is.</p>") == r"So \$x\$ it is."
    assert markdown_of("<p>So $x$ it is.</p>", tex=True) == "So $x$ it is."


def test_tex_in_code_is_code():
    assert markdown_of(r"<p>Write <code>\(x\)</code>.</p>") == r"Write `\(x\)`."


def test_a_picture_with_words_is_a_picture():
    html = r'<p><img src="https://a.example/a.png" alt="C:\Windows and C:\Users"></p>'
    assert markdown_of(html).startswith("![")


def test_the_number_of_an_equation_is_its_tag():
    html = (
        '<table><tr><td><math display="block" alttext="a+1"></math></td><td>(2.1)</td></tr></table>'
        "<p>See (2.1).</p>"
    )
    assert markdown_of(html) == "$$\na+1 \\tag{2.1}\n$$\n\nSee (2.1)."


def test_code_that_is_drawn_as_a_formula():
    html = '<pre class="code math" data-math-style="display"><code>a = b</code></pre>'
    assert markdown_of(html) == "$$\na = b\n$$"


@pytest.mark.parametrize(
    "html",
    [
        r"<math-renderer>$a+1$</math-renderer>",
        r'<amp-mathml inline data-formula="\(a+1\)"></amp-mathml>',
        '<img class="tex" alt="$a+1$" src="/a.png">',
    ],
)
def test_elements_that_draw_tex(html):
    assert markdown_of(f"<p>Take {html} of it.</p>") == "Take $a+1$ of it."


def test_asciimath_is_no_tex():
    html = '<p>Take <script type="math/asciimath">x^2</script> of it.</p>'
    assert markdown_of(html) == "Take `x^2` of it."


@pytest.mark.parametrize(
    "name",
    """katex katex-display katex-block mwe-math-element mwe-math-element-inline MathJax
    MathJax_Display MJX MJXc mjx-chtml latex-rendered math tex latex ltx_Math mathjax-block
    math-tex arithmatex notion-equation notion-equation-inline""".split(),
)
def test_every_class_of_a_formula_is_one_beside_others(name):
    assert may_be_formula(f"a {name} b")
    assert not may_be_formula(f"a x{name}")


@pytest.mark.parametrize("text", ["$x$", "a $x + y$ b", "$$x$$", r"$\alpha$ and 5"])
def test_what_a_program_may_draw_between_dollars(text):
    assert may_be_drawn(text)


@pytest.mark.parametrize("text", ["", "$5", "from $5 to $ 10", "$ 5 $", "US$ and A$"])
def test_amounts_of_money_that_no_program_draws(text):
    assert not may_be_drawn(text)
