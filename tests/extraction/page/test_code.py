"""Code comes out line by line, whatever its lines are wrapped in."""

import pytest

from tests.extraction.outlines import markdown_of, outline_of

LINES = "if rain:\n    stay()\n\nleave()"

AS_TEXT = "<pre><code>if rain:\n    stay()\n\nleave()\n</code></pre>"
SPANS = (
    '<pre><code><span class="line">if rain:</span><span class="line">    stay()</span>'
    '<span class="line"></span><span class="line">leave()</span></code></pre>'
)
SPANS_WITH_LINE_ENDS = (
    '<pre class="shiki"><code><span class="line">if rain:</span>\n<span class="line">    stay()'
    '</span>\n<span class="line"></span>\n<span class="line">leave()</span></code></pre>'
)
CHROMA = (
    '<pre><code><span class="line"><span class="cl">if rain:\n</span></span><span class="line">'
    '<span class="cl">    stay()\n</span></span><span class="line"><span class="cl">\n</span>'
    "</span>"
    '<span class="line"><span class="cl">leave()\n</span></span></code></pre>'
)
CODES = "<pre><code>if rain:</code><code>    stay()</code><code> </code><code>leave()</code></pre>"
DIVS = (
    '<pre><code><div class="ec-line"><div class="gutter">1</div><div class="code">if rain:</div>'
    "</div>"
    '<div class="ec-line"><div class="gutter">2</div><div class="code">    stay()</div></div>'
    '<div class="ec-line"><div class="gutter">3</div><div class="code">\n</div></div>'
    '<div class="ec-line"><div class="gutter">4</div><div class="code">leave()</div></div>'
    "</code></pre>"
)
ROWS = (
    '<pre><code><table><tbody><tr><td class="hljs-ln-numbers" data-line-number="1"></td>'
    '<td>if rain:</td></tr>\n<tr><td class="hljs-ln-numbers">2</td><td>    stay()</td></tr>'
    '<tr><td class="hljs-ln-numbers">3</td><td>\n</td></tr>'
    '<tr><td class="hljs-ln-numbers">4</td><td>leave()</td></tr></tbody></table></code></pre>'
)
ENTRIES = "<pre><ol><li>if rain:</li><li>    stay()</li><li></li><li>leave()</li></ol></pre>"
BREAKS = "<pre>if rain:<br>&nbsp;   stay()<br><br>leave()</pre>"
BLOCK_STYLE = (
    '<pre><span style="display:block">if rain:</span><span style="display:block">    stay()</span>'
    '<span style="display:block"></span><span style="display:block">leave()</span></pre>'
)
GUTTER = (
    '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2\n3\n4'
    '</pre></div></td><td class="code"><div><pre>if rain:\n    stay()\n\nleave()\n</pre></div></td>'
    "</tr></table>"
)
EDITOR = (
    '<div class="CodeMirror-code"><div><div class="CodeMirror-gutter-wrapper"><div '
    'class="CodeMirror-linenumber">1</div></div><pre class="CodeMirror-line">if rain:</pre></div>'
    '<pre class="CodeMirror-line">    stay()</pre><pre class="CodeMirror-line">\u200b</pre>'
    '<pre class="CodeMirror-line">leave()</pre></div>'
)
REPOSITORY = (
    '<table class="tab-size"><tbody><tr><td class="blob-num">1</td><td>if rain:</td></tr>'
    '<tr><td class="blob-num">2</td><td>    stay()</td></tr><tr><td class="blob-num">3</td><td>'
    '</td></tr><tr><td class="blob-num">4</td><td>leave()</td></tr></tbody></table>'
)
BUTTON = (
    '<pre><button class="copy">Copy</button><div class="copy-button">Copied!</div>'
    "<code>if rain:\n    stay()\n\nleave()</code></pre>"
)

NUMBERED_BY_NAME = '<pre class="line-numbers"><code>if rain:\n    stay()\n\nleave()</code></pre>'
CODE_CALLED_COPY = (
    '<div class="copy-box"><pre><code class="copy-code">if rain:\n    stay()\n\nleave()</code>'
    "</pre></div>"
)
UNSELECTABLE = (
    '<pre><code><span style="display:flex"><span style="user-select:none">1</span><span>if rain:\n'
    '</span></span><span style="display:flex"><span style="-webkit-user-select:none">2</span><span>'
    "    stay()\n\nleave()\n</span></span></code></pre>"
)
LISTING = (
    '<div class="dp-highlighter"><ol><li><span>if rain: </span></li><li>&nbsp; &nbsp; stay()</li>'
    "<li></li><li>leave()</li></ol></div>"
)


@pytest.mark.parametrize(
    "html",
    [
        NUMBERED_BY_NAME, CODE_CALLED_COPY, UNSELECTABLE, LISTING,
        AS_TEXT, SPANS, SPANS_WITH_LINE_ENDS, CHROMA, CODES, DIVS, ROWS, ENTRIES, BREAKS,
        BLOCK_STYLE, GUTTER, EDITOR, REPOSITORY, BUTTON,
    ],
)  # fmt: skip
def test_a_line_is_a_line(html):
    assert markdown_of(f"<p>Before</p>{html}<p>After</p>") == (
        f"Before\n\n```\n{LINES}\n```\n\nAfter"
    )


def test_it_is_one_segment():
    segments = outline_of(f"<body>{DIVS}</body>").segments
    assert [segment.text for segment in segments] == [LINES]


def test_a_page_set_in_pre_is_no_code():
    html = "<pre><h2>Tides</h2><p>High at noon.</p></pre>"
    assert [s.text for s in outline_of(html).segments] == ["Tides", "High at noon."]


@pytest.mark.parametrize(
    "html",
    [
        '<pre><code class="language-rust">a</code></pre>',
        '<pre class="lang-rust">a</pre>',
        '<pre><code class="hljs rust">a</code></pre>',
        '<pre class="brush: rust; gutter: false">a</pre>',
        '<pre class="EnlighterJSRAW" data-enlighter-language="rust">a</pre>',
        '<div class="highlight highlight-source-rust"><pre>a</pre></div>',
        '<div class="highlight-rust notranslate"><div class="highlight"><pre>a</pre></div></div>',
        '<div class="sourceCode"><pre class="sourceCode rust"><code>a</code></pre></div>',
        '<div class="language-rust highlighter-rouge"><div><pre>a</pre></div></div>',
        '<pre class="shiki" data-language="rust"><code>a</code></pre>',
        '<pre lang="rust">a</pre>',
        '<pre data-code-block-lang="rust">a</pre>',
        '<pre data-syntaxhighlighter-params="brush: rust; gutter: false">a</pre>',
        "<pre><div>rust</div><div><button>Copy code</button></div><div><code>a</code></div></pre>",
        '<figure class="highlight rust"><table><tr><td><pre>a</pre></td></tr></table></figure>',
        "<div><div><span>Rust</span><button>Copy</button></div><pre>a</pre></div>",
    ],
)  # fmt: skip
def test_its_language_is_what_the_page_names(html):
    assert outline_of(html).segments[-1].language == "rust"


def test_a_label_over_code_is_its_language_and_no_text():
    html = '<div class="language-rust"><span class="lang">rust</span><pre>a</pre></div>'
    assert markdown_of(html) == "```rust\na\n```"
    header = "<pre><div>rust</div><button>Copy</button><div><code>a</code></div></pre>"
    assert markdown_of(header) == "```rust\na\n```"


@pytest.mark.parametrize("name", ["language-text", "language-none", "hljs", "highlight", "code"])
def test_some_names_are_no_language(name):
    (segment,) = outline_of(f'<pre class="{name}">a</pre>').segments
    assert segment.language == ""


def test_code_of_several_lines_needs_no_pre():
    assert markdown_of("<p><code>peel --slow<br>peel --all</code></p>") == (
        "```\npeel --slow\npeel --all\n```"
    )
    assert markdown_of('<div><code class="language-sh">cd a\n  ls\n</code></div>') == (
        "```sh\ncd a\n  ls\n```"
    )


@pytest.mark.parametrize("box", ['<div class="code-block">{}</div>', "<pre>{}</pre>"])
def test_paragraphs_that_are_lines_of_code(box):
    lines = "<p>a = 1</p><p>if a:</p><p>  go(a)</p>"
    assert "a = 1\nif a:\n" in markdown_of(box.format(lines))
    assert markdown_of(box.format(lines)).count("```") == 2


@pytest.mark.parametrize(
    "inside",
    ["<p>The boat went down.</p><p>Nobody saw it.</p>", "<h4>Boats</h4><p>a = 1</p><p>b = 2</p>"],
)
def test_a_text_in_a_box_called_code_is_no_code(inside):
    assert "```" not in markdown_of(f'<div class="code-block">{inside}</div>')


def test_a_theme_is_no_language():
    page = '<pre class="shiki {}"><code><span class="line">go()</span></code></pre>'
    assert markdown_of(page.format("dracula")) == "```\ngo()\n```"
    assert markdown_of(page.format("nord python")) == "```python\ngo()\n```"


def test_an_element_that_copies_the_code_is_a_button():
    html = "<pre>a = 1</pre><clipboard-copy>Copy</clipboard-copy><copy-button>Copy</copy-button>"
    assert [s.text for s in outline_of(html).segments] == ["a = 1"]


TIP = '<div class="ttc" id="x"><div class="ttname">stay</div><div class="ttdoc">Waits.</div></div>'
REFERENCE = (
    '<div class="fragment"><div class="line"><a name="l1"></a><span class="lineno"> 1</span>'
    'if rain:</div><div class="line"><span class="lineno"> 2</span>    stay()</div>'
    '<div class="line"><span class="lineno"> 3</span></div>'
    f'<div class="line"><span class="lineno"> 4</span>leave()</div>{TIP}</div>'
)


def test_a_listing_of_a_reference_is_code_without_its_tips():
    assert [s.text for s in outline_of(f"<p>a</p>{REFERENCE}<p>b</p>").segments] == [
        "a",
        LINES,
        "b",
    ]


def test_a_fragment_of_a_slide_is_no_code():
    slide = "<div class=fragment><div>One boat (1951);</div><p>Two boats (1952);</p></div>"
    assert [s.kind.value for s in outline_of(slide).segments] == ["text", "text"]
