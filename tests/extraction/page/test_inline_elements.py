"""What a browser does not show does not come out; what it writes itself does."""

import pytest

from tests.extraction.outlines import markdown_of, texts


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'style="display:none"',
        'style="visibility: hidden"',
        'class="sr-only"',
        'class="visually-hidden"',
        'class="screen-reader-text"',
        'class="d-none"',
        'class="mw-editsection"',
        'class="govuk-visually-hidden"',
        'class="u-sr-only"',
        'class="ScreenReaderOnly"',
        'class="show-for-sr"',
        'class="hiddenvisually"',
        'class="off-screen"',
        'class="aria-only"',
        'class="sr-text"',
        'style="position:absolute; left: -9999px"',
        'style="clip: rect(0, 0, 0, 0); width: 1px"',
        'style="font-size:0"',
    ],
)
def test_hidden_text_in_a_line_is_not_there(attributes):
    assert texts(f"<p>Order<span {attributes}> (new tab)</span> today.</p>") == ["Order today."]


@pytest.mark.parametrize(
    "attributes",
    [
        'class="hidden md:inline"',
        'class="d-none d-md-inline"',
        'aria-hidden="true"',
        "data-hidden",
        'style="font-size:0.9em"',
        'style="left:-10px"',
        'class="screen-shot"',
    ],
)
def test_what_is_hidden_for_some_is_there(attributes):
    assert texts(f"<p>Order<span {attributes}> soon</span>.</p>") == ["Order soon."]


def test_a_long_hidden_text_is_what_a_script_shows():
    assert texts(f"<p><span hidden>{'The tide is in. ' * 40}</span></p>") != []


def test_the_signs_that_a_browser_writes():
    assert texts("<p>He calls it <q>the stick</q>.</p>") == ["He calls it \u201cthe stick\u201d."]
    with_brackets = "<ruby>時計<rp>（</rp><rt>とけい</rt><rp>）</rp></ruby>"
    assert texts(f"<p>{with_brackets}</p>") == ["時計（とけい）"]
    assert texts("<p><ruby>時計<rt>とけい</rt></ruby></p>") == ["時計(とけい)"]


def test_a_button_beside_the_text_of_a_heading_is_none_of_it():
    assert texts("<h2>Tides<div><button>Link</button></div></h2>") == ["Tides"]
    assert texts("<h3><button>When is high tide?</button></h3>") == ["When is high tide?"]


def test_a_heading_by_its_role():
    html = '<div role="heading" aria-level="3">Tides</div><p>High at noon.</p>'
    assert markdown_of(html) == "### Tides\n\nHigh at noon."
    assert markdown_of('<div role="heading">Tides</div>') == "## Tides"


def test_a_place_to_break_a_line_is_no_letter_but_between_thai_words():
    assert texts("<p>The flour\u200bstore is cold.</p>") == ["The flourstore is cold."]
    assert texts("<p>แป้ง\u200bเย็น</p>") == ["แป้ง\u200bเย็น"]


def test_line_ends_that_a_style_keeps():
    html = '<div style="white-space: pre-line">Ten to three,\nthe peel,\n\nand nobody.</div>'
    assert markdown_of(html) == "Ten to three,\\\nthe peel,\n\nand nobody."
    assert markdown_of('<p style="white-space:nowrap">a\nb</p>') == "a b"
