"""Lines of signs that part two scenes."""

import pytest

from tests.extraction.outlines import markdown_of


@pytest.mark.parametrize("signs", ["* * *", "***", "⁂", "• • •", "~~~", "❖ ❖ ❖"])
def test_a_line_of_signs_is_a_break(signs):
    assert markdown_of(f"<p>One.</p><p>{signs}</p><p>Two.</p>") == "One.\n\n___\n\nTwo."


@pytest.mark.parametrize("signs", ["*", "—", "• Tar • Oil"])
def test_other_lines_stay(signs):
    assert "___" not in markdown_of(f"<p>One.</p><p>{signs}</p><p>Two.</p>")
