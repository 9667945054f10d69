"""The reasons of the model name what a reader of the page can see."""

import pytest

from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection.model import reason

LINKS = "".join(f"<li><a href=/{n}>A story of number {n}</a></li>" for n in range(12))


def reason_for(html, text, chance, found=None):
    outline = make_outline(strip(parse(html)))
    segment = next(s for s in outline.segments if s.text.startswith(text))
    return reason(outline, segment, chance, found)


@pytest.mark.parametrize(
    ("html", "text", "chance", "found", "expected"),
    [
        (f"<ul>{LINKS}</ul>", "A story", 0.07, None,
         ".07: 5 of 5 words linked, beside a list of 12 links"),
        ("<p>Recommended stories</p>", "Recommended", 0.2, None,
         ".20: speaks like recommendations, 2 words"),
        ("<p>A sentence of ten words that nobody else had found here.</p>", "A", 0.001, 0.0,
         ".00: not found by trafilatura"),
        ("<p><button>Buy it now</button></p>", "Buy", 0.1, 1.0, ".10: a control, 3 words"),
        ("<p>A sentence of ten words that somebody else had found here.</p>", "A sent", 0.4, 1.0,
         ".40"),
        ("<p>Word</p>", "Word", 0.999, None, "1.0: 1 word"),
    ],
)  # fmt: skip
def test_reason(html, text, chance, found, expected):
    assert reason_for(html, text, chance, found) == expected
