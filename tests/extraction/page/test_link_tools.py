"""Links that edit a section or look up a work are no text; links of the text are."""

import pytest

from tests.extraction.outlines import markdown_of


@pytest.mark.parametrize(
    "tool",
    [
        "<a href=#early>Copy link</a>",
        "<small>[<a href='/w?section=1'>edit</a>]</small>",
        "[<a href='/index.php?action=edit&section=2'>править</a>]",
        "<b>[<a href='/m?veaction=edit'>modifier</a> | <a href='/c?action=edit'>le code</a>]</b>",
        "<a class=edit-page href=/e>Edit</a>",
    ],
)
def test_a_tool_beside_a_heading(tool: str) -> None:
    assert markdown_of(f"<h2>Early years {tool}</h2>") == "## Early years"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>1. <a href=#early>Early years</a></h2>", "## 1. Early years"),
        ("<h2><a href=#edit>Edit</a></h2>", "## Edit"),
        ("<p>See <a href=/w>edit</a>.</p>", "See [edit](https://a.example/w)."),
        (
            "<h2>Signs [<a href=/n>nautical</a>]</h2>",
            "## Signs \\[[nautical](https://a.example/n)\\]",
        ),
    ],
)
def test_what_is_no_tool(html: str, text: str) -> None:
    assert markdown_of(html) == text


def test_links_that_look_up_a_reference() -> None:
    scholar = "https://scholar.google.com/scholar_lookup?title=Storms"
    html = (
        f"<ol><li>Moss, L. Storms. 1999. [<a href='{scholar}'>Google Scholar</a>] "
        "[<a href='https://doi.org/10.1000/x'>CrossRef</a>]</li></ol>"
    )
    assert markdown_of(html) == "1. Moss, L. Storms. 1999."


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://scholar.google.com/'>Google Scholar</a>",
        "<a href='https://doi.org/10.1000/x'>our own study</a>",
    ],
)
def test_a_catalogue_that_the_text_is_about(link: str) -> None:
    assert "](https://" in markdown_of(f"<p>We looked for it with {link}.</p>")
