"""Notes of the common systems: the mark is a mark, the text is its note, once."""

import pytest

from tests.extraction.outlines import markdown_of

NOTE = "The name is written under the beam."
BODY = "<p>It was carved by Amos.{mark} He signed it.</p><p>It hung for a century.</p>"
EXPECTED = f"It was carved by Amos.[^1] He signed it.\n\nIt hung for a century.\n\n[^1]: {NOTE}"
PANDOC = (
    '<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>',
    f'<section><ol><li id="fn1"><p>{NOTE}<a href="#fnref1">↩︎</a></p></li></ol></section>',
)
SUBSTACK = (
    '<a id="footnote-anchor-1" href="#footnote-1">1</a>',
    '<div><a id="footnote-1" href="#footnote-anchor-1">1</a>' + f"<div><p>{NOTE}</p></div></div>",
)
ABSOLUTE = (
    '<a href="https://a.example/other-address#fn-1">1</a>',
    f'<p id="fn-1">1. {NOTE}</p>',
)
WORD = (
    '<a href="#_ftn1" name="_ftnref1">[1]</a>',
    f'<p><a href="#_ftnref1" name="_ftn1">[1]</a> {NOTE}</p>',
)
WIKI_NOTE = (
    '<ol><li id="cite_note-1"><span>^ <a href="#cite_ref-1"><sup>a</sup></a> '
    f'<a href="#cite_ref-1"><sup>b</sup></a></span> <span>{NOTE}</span></li></ol>'
)
MEDIAWIKI = ('<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>', WIKI_NOTE)
EMPTY_ANCHOR = ('<a href="#n1">1</a>', f'<ol><li><a id="n1"></a>{NOTE}</li></ol>')
HEADING = (
    '<a class="footnote" id="D1" href="#F1"><sup>1</sup></a>',
    f'<div><h5><a id="F1" href="#D1">(1)</a></h5><p>{NOTE}</p></div>',
)
RAISED = ("<sup>1</sup>", f"<hr><p><sup>1</sup> {NOTE}</p>")
STRONG = ("<sup>1</sup>", f"<hr><p><strong>1</strong> {NOTE}</p>")
LISTED = ("<sup>1</sup>", f'<div class="my-footnotes"><ol><li>{NOTE}</li></ol></div>')
SPAN = (
    '<sup><a href="#note:1">*</a></sup>',
    f'<p><span id="note:1">*</span> {NOTE}</p>',
)


@pytest.mark.parametrize(
    ("mark", "note"),
    [PANDOC, SUBSTACK, ABSOLUTE, WORD, MEDIAWIKI, EMPTY_ANCHOR, HEADING, LISTED, SPAN],
)
def test_a_note_at_the_end(mark, note):
    assert markdown_of(BODY.format(mark=mark) + note) == EXPECTED


@pytest.mark.parametrize(("mark", "note"), [RAISED, STRONG])
def test_a_note_without_a_link(mark, note):
    markdown = markdown_of(BODY.format(mark=mark) + note)
    assert markdown.replace("___\n\n", "") == EXPECTED


SIDE = f'<label for="s1"></label><input type="checkbox"><span class="sidenote">{NOTE}</span>'
POP_UP = (
    '<sup data-mfn="1"><a href="javascript:void(0)">1</a></sup>'
    f'<span class="modern-footnotes-footnote__note">{NOTE}</span>'
)
NUMBERED = f'<span class="marginnote"><span>1. </span>{NOTE}</span>'
DATA = f'<sup><a href="#" data-footnote="{NOTE}">1</a></sup>'
RAISED_TITLE = f'<sup title="{NOTE}">1</sup>'
TITLE = f'<sup><a href="#" title="{NOTE}">[1]</a></sup>'
MARGIN = f'<label class="margin-toggle">&#8853;</label><span class="marginnote">{NOTE}</span>'
IN_ATTRIBUTES = [
    f'<sup data-note="{NOTE}">1</sup>',
    f'<a href="#" data-toggle="popover" data-content="{NOTE}">1</a>',
    f'<a data-tippy-content="{NOTE}">[1]</a>',
    f'<sup><button data-bs-content="{NOTE}">1</button></sup>',
    f'<span class="tip" data-tooltip="{NOTE}">*</span>',
]
POPOVER = f'<sup><button popovertarget="p1">1</button></sup><span popover id="p1">{NOTE}</span>'
DISTILL = f"<d-footnote>{NOTE}</d-footnote>"


@pytest.mark.parametrize("mark", [*IN_ATTRIBUTES, MARGIN, POPOVER, DISTILL])
def test_a_note_in_an_attribute_or_an_element_of_its_own(mark):
    assert markdown_of(BODY.format(mark=mark)) == EXPECTED


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f'The <span title="{NOTE}">dog</span>.', "The dog."),
        ('Word<span title="first">1</span>.', "Word1."),
        (f'The <a title="{NOTE}">dog</a>.', "The dog."),
    ],
)
def test_an_attribute_that_is_no_note(html, text):
    assert markdown_of(f"<p>{html}</p>") == text


def test_notes_on_lines_of_one_paragraph():
    html = (
        '<p>One.<a href="#f1">1</a> Two.<a href="#f2">2</a></p>'
        '<p><a name="f1"></a>1. First.<br><a name="f2"></a>2. Second.</p>'
    )
    assert markdown_of(html) == "One.[^1] Two.[^2]\n\n[^1]: First.\n\n[^2]: Second."


@pytest.mark.parametrize("mark", ["[note 1]", "注1", "Anm. 1", "(1)", "[footnote 1]", "Fußnote 1"])
def test_what_marks_say_beside_their_number(mark):
    html = (
        f'<p>One.<a id="r" href="#n">{mark}</a></p><p id="n"><a href="#r">{mark}</a> The note.</p>'
    )
    assert markdown_of(html) == "One.[^1]\n\n[^1]: The note."


def test_the_sign_of_a_note_is_not_repeated():
    html = '<p>One.<a href="#n">*</a></p><p id="n"><small>* The note.</small></p>'
    assert markdown_of(html) == "One.[^1]\n\n[^1]: The note."


def test_the_full_stop_after_the_number_of_a_note_is_not_its_text():
    html = '<p>One.<a id="r" href="#n">1</a></p><div id="n"><a href="#r">1</a>. The note.</div>'
    assert markdown_of(html) == "One.[^1]\n\n[^1]: The note."


@pytest.mark.parametrize("mark", [SIDE, POP_UP, NUMBERED, TITLE, DATA, RAISED_TITLE])
def test_a_note_in_the_line(mark):
    assert markdown_of(BODY.format(mark=mark)) == EXPECTED


def test_a_side_note_that_is_at_the_end_too_comes_once():
    mark, note = PANDOC
    html = BODY.format(mark=f'{mark}<span class="sidenote">{NOTE}</span>') + note
    assert markdown_of(html) == EXPECTED


def test_a_note_of_several_paragraphs():
    html = BODY.format(mark='<a href="#a">1</a>') + "<ul><li id=a><p>One.</p><p>Two.</p></li></ul>"
    assert markdown_of(html).endswith("[^1]: One.\n\n    Two.")


def test_two_marks_of_one_note():
    html = '<p>One.<a href="#n">1</a> Two.<a href="#n">1</a></p><p id="n">1 The note.</p>'
    assert markdown_of(html) == "One.[^1] Two.[^1]\n\n[^1]: The note."


def test_an_entry_without_a_mark_stays_in_its_list():
    html = (
        '<p>One.<a href="#r2">2</a></p><ol><li id="r1">First.</li><li id="r2">Second.</li>'
        '<li id="r3">Third.</li></ol>'
    )
    assert markdown_of(html) == "One.[^2]\n\n1. First.\n\n[^2]: Second.\n\n3. Third."


@pytest.mark.parametrize(
    "html",
    [
        '<p>See (<a href="#eq1">1</a>).</p><p id="eq1">An equation.</p>',
        "<p>The area is 3 m<sup>2</sup> large.</p><p><strong>2</strong> more rooms.</p>"[:40]
        + "</p>",
        '<p>Go <a href="#part">2</a> on.</p><h2 id="part">Part two</h2>',
        '<p>Go <a href="#part">2</a> on.</p><div id="part"><h3>Part two</h3><p>It rains.</p></div>',
        '<p>Fig. <a href="#f1">1</a></p><figure id="f1"><figcaption>Rain.</figcaption></figure>',
        '<p>Fig. <a href="#f1">1</a></p><figure><p><b id="f1">Fig. 1</b></p></figure>',
        '<p>Table <a href="#t1">1</a></p><table><caption id="t1">Rain</caption></table>',
        '<p id="up">Up.</p><p>Back to <a href="#up">1</a>.</p>',
    ],
)
def test_what_is_no_mark(html):
    assert "[^" not in markdown_of(html)


def test_a_mark_whose_note_is_lost_is_not_glued_to_its_word():
    assert markdown_of('<p>Amos.<a href="#footnote-9">1</a> He.</p>') == "Amos.<sup>1</sup> He."


@pytest.mark.parametrize("mark", ["[{}]", "{}", "{} "])
def test_brackets_around_the_mark_of_a_note_are_no_text(mark):
    link = '<a id="r1" href="#d1">1</a>'
    note = '<div id="d1"><a href="#r1">1</a>. In the year of the flood.</div>'
    page = f"<p>It fell<sup>{mark.format(link)}</sup> down.</p><p>So it did.</p>{note}"
    assert "It fell[^1] down." in markdown_of(page).replace("  ", " ")
