"""What a reader opens: `<details>` under its summary."""

from scraper import blocks as b
from scraper import extract
from tests.extraction.outlines import paragraphs

HOURS = paragraphs(
    2, words="The office opens at nine, and it closes when the last boat has left the quay."
)


def test_the_parts_of_a_summary_are_parted() -> None:
    page = (
        f"<article><h1>The ferry</h1>{paragraphs(4)}<details><summary><p>Opening hours</p>"
        f"<p>of the harbour office</p></summary>{HOURS}</details></article>"
    )
    (details,) = [block for block in extract(page).blocks if isinstance(block, b.Details)]
    assert b.inline_text(details.summary) == "Opening hours of the harbour office"
