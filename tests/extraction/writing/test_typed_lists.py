"""Lists whose signs were typed."""

import pytest

from tests.extraction.outlines import markdown_of


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>• Rope</p><p>• <b>Paint</b></p>", "- Rope\n- **Paint**"),
        ("<p>•&nbsp;Rope<br>•&nbsp;Paint</p>", "- Rope\n- Paint"),
        ("<p>Buy:<br>▪ Rope<br>▪ Paint</p>", "Buy:\n\n- Rope\n- Paint"),
        ("<p>· Rope</p><p>· Paint</p><p>That is all.</p>", "- Rope\n- Paint\n\nThat is all."),
        ("<blockquote><p>• Rope</p><p>• Paint</p></blockquote>", "> - Rope\n> - Paint"),
    ],
)
def test_lines_that_a_bullet_begins_are_a_list(html, markdown):
    assert markdown_of(html) == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>• Rope</p><p>Paint</p>", "• Rope\n\nPaint"),
        ("<p>• Rope</p><p>▪ Paint</p>", "• Rope\n\n▪ Paint"),
        ("<p>– Where is it?<br>– It is gone.</p>", "– Where is it?\\\n– It is gone."),
        ("<p>•Rope</p><p>•Paint</p>", "•Rope\n\n•Paint"),
        ("<p>Jane Doe<br>• Tarn</p>", "Jane Doe\\\n• Tarn"),
        ("<p>•</p><p>•</p>", "•\n\n•"),
        ("<p>Rope • Paint<br>Oil • Tar</p>", "Rope • Paint\\\nOil • Tar"),
    ],
)
def test_what_only_looks_like_one_stays(html, markdown):
    assert markdown_of(html) == markdown
