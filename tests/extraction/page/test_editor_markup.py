"""What editors and scripts write in place of plain elements."""

import pytest

from scraper.extraction.page.editor_markup import place_plain_elements
from scraper.extraction.page.parse import parse
from tests.extraction.outlines import markdown_of

_SIGN = '<span style="mso-list:Ignore">{}<span style="font:7pt">&nbsp;&nbsp; </span></span>'


def word(level: int, sign: str, text: str) -> str:
    style = f"text-indent:-18pt;mso-list:l0 level{level} lfo1"
    return f'<p class="MsoListParagraphCxSpMiddle" style="{style}">{_SIGN.format(sign)}{text}</p>\n'


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (word(1, "·", "Rope") + word(1, "·", "<b>Paint</b>"), "- Rope\n- **Paint**"),
        (
            word(1, "3.", "Rope") + word(2, "a.", "Of hemp") + word(1, "4.", "Paint"),
            "3. Rope\n   1. Of hemp\n4. Paint",
        ),
        (word(1, "o", "Rope") + "<p>Between.</p>" + word(1, "o", "Paint"),
         "- Rope\n\nBetween.\n\n- Paint"),
        ('<p class="MsoListParagraph">No sign</p>', "No sign"),
    ],
)  # fmt: skip
def test_lists_of_word(html, markdown):
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            '<ul class="bulleted-list"><li>Rope</li></ul><ul class="bulleted-list"><li>Paint</ul>',
            "- Rope\n- Paint",
        ),
        (
            (
                '<ol class="numbered-list" start="1"><li>Rope</li></ol>'
                '<ol class="numbered-list" start="2"><li>Paint</li></ol>'
            ),
            "1. Rope\n2. Paint",
        ),
        (
            (
                '<ul class="to-do-list"><li><div class="checkbox-on"></div> Rope</li></ul>'
                '<ul class="to-do-list"><li><div class="checkbox-off"></div> Paint</li></ul>'
            ),
            "- [x] Rope\n- [ ] Paint",
        ),
        (
            (
                '<ul class="lst-kix_a-0"><li>Rope</li></ul><ul class="lst-kix_a-1"><li>Hemp</li>'
                '</ul><ul class="lst-kix_a-0"><li>Paint</li></ul>'
            ),
            "- Rope\n  - Hemp\n- Paint",
        ),
        (
            (
                '<ul class="bulleted-list"><li>Rope<ul class="bulleted-list"><li>Hemp</li></ul>'
                '<ul class="bulleted-list"><li>Nylon</li></ul></li></ul>'
            ),
            "- Rope\n  - Hemp\n  - Nylon",
        ),
        ("<ul><li>Rope</li></ul><ul><li>Paint</li></ul>", "- Rope\n\n* Paint"),
    ],
)
def test_lists_whose_entries_are_lists_of_their_own(html, markdown):
    assert markdown_of(html) == markdown


def test_a_note_behind_a_button():
    note = '<div class="footnotes"><ol><li id="fn:1"><p>In the flood.</p></li></ol></div>'
    button = '<button data-footnote-button aria-controls="fncontent:1" id="fnref:1"></button>'
    assert markdown_of(f"<p>It fell{button}.</p>{note}") == "It fell[^1].\n\n[^1]: In the flood."
    held = "<button data-bigfoot-footnote='&lt;p&gt;In the year 1911.&lt;/p&gt;' id='fnref:1'>"
    page = f"<p>It fell{held}</button>.</p>"
    assert markdown_of(page) == "It fell[^1].\n\n[^1]: In the year 1911."
    assert markdown_of("<p>It fell<button data-footnote-button></button>.") == "It fell."


@pytest.mark.parametrize("tag", ["div", "p"])
def test_a_first_letter_in_a_box_of_its_own(tag):
    page = f'<{tag} class="dropcap">T</{tag}>\n<p>he <b>boat</b> went down.</p>'
    assert markdown_of(page) == "The **boat** went down."
    apart = f'<{tag} class="dropcap">Two words</{tag}><p>A boat went down.</p>'
    assert markdown_of(apart) == "Two words\n\nA boat went down."


def test_a_picture_that_a_script_completes():
    page = '<figure><picture><source data-srcset="/a.webp 400w, /b.webp 800w"></picture></figure>'
    assert markdown_of(page) == "![](https://a.example/b.webp)"


def test_verses_are_no_code():
    page = '<pre class="wp-block-verse">The sea is wide<br>The <em>boat</em> is small</pre>'
    assert markdown_of(page) == "The sea is wide\\\nThe *boat* is small"


@pytest.mark.parametrize(
    "unit",
    [
        '<ul class="bulleted-list"><li>a</li></ul><ul class="bulleted-list"><li>',
        '<pre class="wp-block-verse">',
        '<div class="dropcap">T<p class="drop-cap">',
        '<ol class="lst-kix_a-5"><li>',
        '<p class="MsoListParagraph"><span style="mso-list:Ignore">1.</span><picture>',
    ],
)
def test_elements_in_one_another_are_replaced_from_the_inside(unit):
    root = parse(f"<body>{unit * 900}").root
    place_plain_elements(root)
    assert root.html


def test_the_prompts_of_a_notebook_are_no_text():
    page = (
        '<div class="jp-InputPrompt jp-InputArea-prompt">In [1]:</div>'
        '<div class="highlight hl-ipython3"><pre>go()</pre></div>'
        '<div class="output_prompt">Out[1]:</div><pre>42</pre>'
    )
    assert markdown_of(page) == "```python\ngo()\n```\n\n```\n42\n```"
