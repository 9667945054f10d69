"""Blocks -> Markdown, example by example."""

import pytest

from scraper.blocks import (
    CodeBlock,
    CodeSpan,
    Details,
    Emphasis,
    Figure,
    Footnote,
    FootnoteReference,
    Formula,
    Heading,
    Image,
    LineBreak,
    Link,
    List,
    ListItem,
    Paragraph,
    Quote,
    Strikethrough,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    ThematicBreak,
    plain_text,
)
from scraper.markdown import render_markdown
from tests.markdown.reading import shape, texts


def p(*inlines):
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


def t(text):
    return (Text(text),)


def item(*blocks):
    return ListItem(blocks)


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Heading(2, t("A title")), "## A title"),
        (Heading(9, t("Deep")), "###### Deep"),
        (Heading(1, t("C#")), "# C\\#"),
        (p("One ", Strong(t("two")), " ", Emphasis(t("three")), "."), "One **two** *three*."),
        (p("a", LineBreak(), "b"), "a\\\nb"),
        (p(Strikethrough(t("gone"))), "~~gone~~"),
        (p("H", Subscript(t("2")), "O, m", Superscript(t("2"))), "H<sub>2</sub>O, m<sup>2</sup>"),
        (p(CodeSpan("a`b")), "``a`b``"),
        (p(Link(t("here"), "https://x.example/a b")), "[here](<https://x.example/a b>)"),
        (p(Link(t("wiki"), "https://x.example/a_(b)")), "[wiki](<https://x.example/a_(b)>)"),
        (p(Link(t("t"), "https://x.example", 'say "hi"')), '[t](https://x.example "say \\"hi\\"")'),
        (p(Image("https://x.example/i.png", "a [b]")), "![a \\[b\\]](https://x.example/i.png)"),
        (p("A note", FootnoteReference("1"), "."), "A note[^1]."),
        (Footnote("1", (p("First."), p("Second."))), "[^1]: First.\n\n    Second."),
        (Quote((p("a"), Quote((p("b"),)))), "> a\n>\n> > b"),
        (CodeBlock("a\n\n  b", "python"), "```python\na\n\n  b\n```"),
        (CodeBlock("```\nx\n```"), "````\n```\nx\n```\n````"),
        (List((item(p("a")), item(p("b")))), "- a\n- b"),
        (List((item(p("a")),), ordered=True, start=7), "7. a"),
        (List((item(p("a"), List((item(p("b")),))),)), "- a\n  - b"),
        (List((item(p("a"), p("b")),)), "- a\n\n  b"),
        (Table((t("h"),), ((t("a|b"),),)), "| h |\n| --- |\n| a\\|b |"),
        (Table((), ((t("a"), t("b")), (t("c"),))), "|  |  |\n| --- | --- |\n| a | b |\n| c |  |"),
        (Figure((Image("i.png", "x"),), t("A caption")), "![x](i.png)\n\n*A caption*"),
        (Details(t("More <b>"), (p("in"),)),
         "<details>\n<summary>More &lt;b&gt;</summary>\n\nin\n\n</details>"),
        (ThematicBreak(), "___"),
        (p("   "), ""),
        (Heading(2, ()), ""),
        (List(()), ""),
    ],
)  # fmt: skip
def test_a_block_is_written_so(block, markdown):
    assert render_markdown((block,)) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "snake_case and 2 * 3 = 6, C# & AT&T, a - b, 5 > 3, #1, a|b, tp_fan",
        "نص عربي (مثال) و", "مى‌خواهم", "क्‍ष", "日本語の文。", "x = [1, 2]", "1) a", "~5",
    ],
)  # fmt: skip
def test_only_what_would_be_read_as_a_mark_is_escaped(text):
    assert (
        render_markdown((p(text),)).replace("\\[", "[").replace("\\]", "]").replace("1\\)", "1)")
        == text
    )


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading", "- not a list", "1. not a list", "1986. A great year", "> no quote",
        "    no code", "---", "===", "```", "~~~ x", "*no emphasis*", "_none_", "**", "`no code`",
        "[no link](x)", "![no image](x)", "[^1]", "[a]: b", "<b>no html</b>", "<https://x.example>",
        "&amp; &lt;", "back\\slash \\* star", "a  b", "| a | b |", "+ x", "~~x~~", "* a", "_ a",
        "trailing backslash\\", "https://x.example/a_b_c",
        "<!-- c -->", "a * b * c", "**a", "_a_b_", "#word", "(#a-b/c)", "#2026a", "“#été” #港",
        '{{< youtube id="x" >}}', "{{% note %}}", "{{{<x", "{{<<x", "{{%%",
    ],
)  # fmt: skip
def test_what_looks_like_a_mark_is_read_back_as_the_text_it_is(text):
    assert texts(render_markdown((p(text),))) == [" ".join(text.split())]
    assert shape(render_markdown((p(text),))) == ["paragraph"]


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("#word", "\\#word"),
        ("a (#word-2/b) “#été”", "a (\\#word-2/b) “\\#été”"),
        ("#1, #2026, C#sharp, ##a, page.html#part, /#part, &#39;", None),
        ("#...", None),
        ("5%, 50%% or %%more%%", "5%, 50\\%% or \\%%more\\%%"),
    ],
)
def test_a_word_after_a_hash_sign_is_no_tag_in_obsidian(text, markdown):
    expected = text.replace("&", "\\&") if markdown is None else markdown
    assert render_markdown((p(text),)) == expected


def test_a_text_has_no_shortcode_of_hugo():
    block = p(
        "{{< x >}}",
        Strong(t("{{% y %}}")),
        Link(t("{{<a"), "https://x.example/?q={{%20a%20}}", "{{< z"),
        Image("https://x.example/{{<.png", "{{% alt"),
    )
    written = render_markdown((block,))
    assert "{{<" not in written
    assert "{{%" not in written


def test_two_lists_in_a_row_stay_two():
    one = List((item(p("a")),))
    assert shape(render_markdown((one, one))).count("bullet_list") == 2


def test_a_control_character_never_reaches_the_file():
    assert render_markdown((p("a\x1b[31mb\x00c\x07"), CodeBlock("x\x1by"))).isprintable() is False
    assert "\x1b" not in render_markdown((p("a\x1b[31mb"), CodeBlock("x\x1by")))


def test_a_mark_next_to_a_word_that_would_break_it_is_left_off():
    text = render_markdown((p("a", Strong(t("“b”")), "c"),))
    assert texts(text) == ["a“b”c"]
    assert "*" not in text.replace("\\*", "")


def test_a_link_on_code_is_not_read_as_a_definition():
    link = Link((CodeSpan("]:"),), "https://a.example/")
    assert texts(render_markdown((Paragraph((link,)),))) == ["]:"]


def test_words_strong_and_emphasised_at_once():
    both = Strong((Emphasis((Text("not"),)),))
    assert (
        render_markdown((Paragraph((Text("Do "), both, Text(" touch."))),)) == "Do ***not*** touch."
    )


def test_a_lone_star_needs_no_backslash():
    assert render_markdown((Paragraph((Text("4*5 loaves"),)),)) == "4*5 loaves"
    assert render_markdown((Paragraph((Text("4*5*6 loaves"),)),)) == r"4\*5\*6 loaves"


def test_dollars_beside_a_formula_are_escaped():
    inlines = (Text("$5 for "), Formula("x^2"), Text("."))
    assert render_markdown((Paragraph(inlines),)) == r"\$5 for $x^2$."


def test_a_caption_that_is_not_read_is_shown():
    figure = Figure((Image("a.png"),), (Text("A boat."),), in_text=False)
    assert render_markdown((figure,)) == "![](a.png)\n\n*A boat.*"
    assert plain_text((figure,)) == ""
