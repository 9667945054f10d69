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
        ("<p>1. Rope</p><p>2. <b>Paint</b></p>", "1. Rope\n2. **Paint**"),
        ("<p>4) Rope<br>5) Paint<br>6) Tar</p>", "4. Rope\n5. Paint\n6. Tar"),
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
        ("<p>1. Rope</p><p>3. Paint</p>", "1\\. Rope\n\n3\\. Paint"),
        ("<p>2. Rope</p>", "2\\. Rope"),
        ("<p>1.5 Rope</p><p>2.5 Paint</p>", "1.5 Rope\n\n2.5 Paint"),
        ("<p>•Rope</p><p>•Paint</p>", "•Rope\n\n•Paint"),
        ("<p>Jane Doe<br>• Tarn</p>", "Jane Doe\\\n• Tarn"),
        ("<p>•</p><p>•</p>", "•\n\n•"),
        ("<p>Rope • Paint<br>Oil • Tar</p>", "Rope • Paint\\\nOil • Tar"),
    ],
)
def test_what_only_looks_like_one_stays(html, markdown):
    assert markdown_of(html) == markdown
