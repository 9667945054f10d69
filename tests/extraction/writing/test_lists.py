"""Lists are numbered and nested as the page says."""

import pytest

from tests.extraction.outlines import markdown_of


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ('<ol><li value="7">a</li><li>b</li></ol>', "7. a\n8. b"),
        ('<ol><li>a</li><li value="5">b</li></ol>', "1. a\n\n5) b"),
        ("<ol reversed><li>a</li><li>b</li></ol>", "2. a\n\n1) b"),
        ("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol><li>a</li><ol><li>b</li></ol><li>c</li></ol>", "1. a\n   1. b\n2. c"),
        ("<ul><ul><li>a</li></ul></ul>", "- - a"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "- a\n\n1. b"),
        ("<dl><dt>Trough</dt><dd>For dough.</dd></dl>", "**Trough**\n\nFor dough."),
    ],
)
def test_a_list(html, markdown):
    assert markdown_of(html) == markdown


def test_tasks():
    box = '<input type="checkbox" disabled{}>'
    html = f"<ul><li>{box.format(' checked')} a</li><li>{box.format('')} b</li><li>c</li></ul>"
    assert markdown_of(html) == "- [x] a\n- [ ] b\n- c"


def test_a_box_that_readers_tick_is_none_of_the_text():
    assert markdown_of('<ul><li><input type="checkbox"> Two eggs</li></ul>') == "- Two eggs"


def test_code_in_an_entry():
    html = "<ol><li>Read:<pre><code>peel\n  --all</code></pre></li><li>Sleep.</li></ol>"
    assert markdown_of(html) == "1. Read:\n\n   ```\n   peel\n     --all\n   ```\n\n2. Sleep."
