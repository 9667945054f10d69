"""Boxes of the common systems are callouts, with their kind and title."""

import pytest

from tests.extraction.outlines import markdown_of

ALERT = (
    '<div class="markdown-alert markdown-alert-warning"><p class="markdown-alert-title">Warning</p>'
    "<p>Wet.</p></div>"
)
OBSIDIAN = (
    '<div class="callout" data-callout="warning"><div class="callout-title">Warning</div>'
    '<div class="callout-content"><p>Wet.</p></div></div>'
)


@pytest.mark.parametrize(
    "html",
    [
        ALERT,
        OBSIDIAN,
        '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Wet.</p></div>',
        '<div class="theme-admonition theme-admonition-warning alert"><p>Wet.</p></div>',
        '<div class="custom-block warning"><p class="box-title">WARNING</p><p>Wet.</p></div>',
        '<details class="admonition warning"><summary>Warning</summary><p>Wet.</p></details>',
        '<aside class="callout callout-warning">Wet.</aside>',
        '<div class="hint hint-warning"><p>Wet.</p></div>',
        '<div class="notecard warning"><p>Wet.</p></div>',
        (
            '<div class="callout callout-warning callout-titled"><div class="callout-title">Warning'
            '</div><div class="callout-body"><p>Wet.</p></div></div>'
        ),
        (
            '<div class="confluence-information-macro confluence-information-macro-warning">'
            '<div class="confluence-information-macro-body"><p>Wet.</p></div></div>'
        ),
        '<aside class="starlight-aside starlight-aside--warning"><p>Warning</p><p>Wet.</p></aside>',
        '<div class="WARNING"><p>Warning</p><p>Wet.</p></div>',
    ],
)
def test_a_box(html):
    assert markdown_of(f"<p>Before.</p>{html}") == "Before.\n\n> [!WARNING]\n> Wet."


def test_a_title_of_its_own():
    html = '<div class="admonition tip"><p class="title">For wet days</p><p>Stay.</p></div>'
    assert markdown_of(html) == "> [!TIP] For wet days\n> Stay."


def test_a_kind_in_another_language():
    html = '<div class="achtung"><p>Achtung!</p><p>Nass.</p></div>'
    assert markdown_of(html) == "> [!WARNING] Achtung!\n> Nass."


def test_a_box_that_begins_with_a_list():
    html = '<div class="admonition note"><ul><li>Stay.</li></ul></div>'
    assert markdown_of(html) == "> [!NOTE]\n>\n> - Stay."


@pytest.mark.parametrize("names", ["alert", "note", "admonition-title warning", "notice-board"])
def test_no_box(names):
    assert markdown_of(f'<div class="{names}">Wet.</div>') == "Wet."


@pytest.mark.parametrize(
    "name",
    """admonition admonitionblock callout callouts markdown-alert custom-block alert hint notice
    theme-admonition md-callout note-box notebox info-box infobox tip-box tipbox warning-box
    warningbox notecard starlight-aside confluence-information-macro su-note""".split(),
)
@pytest.mark.parametrize("before", ["", "a ", "my-", "my_"])
def test_every_name_of_a_box(before, name):
    html = f'<div class="{before}{name} tip"><p>Wet.</p></div>'
    assert markdown_of(html).startswith("> [!TIP]")


@pytest.mark.parametrize("name", ["tips", "alerting", "unnoticed", "boxed"])
def test_names_that_begin_or_end_like_those_of_boxes(name):
    assert markdown_of(f'<div class="{name} warm"><p>Wet.</p></div>') == "Wet."
