"""Pull quotes are said twice; a quotation that the text needs is said once."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue import residue
from scraper.models import Metadata
from tests.extraction.outlines import outline_of, paragraphs

SAID = "We sailed without a chart, and we came home with one drawn on the table."
PARAGRAPH = f"<p>The mate laughed. “{SAID}” He had told it to every crew since, and to us.</p>"
REST = "<p>The table is in the museum now, and children put their cups on the northern isles.</p>"


def pulled(inner: str, paragraph: str = PARAGRAPH) -> list[str]:
    outline = outline_of(f"<body><h1>A chart</h1>{paragraphs(3)}{paragraph}{inner}{REST}")
    decisions = SegmentDecisions(outline)
    residue(decisions, Metadata(title="A chart"))
    reasons = map(decisions.reason, range(len(outline.segments)))
    return [
        segment.text
        for segment, why in zip(outline.segments, reasons, strict=True)
        if why is not None and why.rule is Rule.PULL_QUOTE
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>{}</p></blockquote>",
        "<aside class=right><p>{}</p></aside>",
        "<figure class=wp-block-pullquote><blockquote><p>{}</p></blockquote></figure>",
        "<div class=pull_quote><p>{}</p></div>",
        "<div class=body-text><p class=c-quote__text>{}</p></div>",
        "<div class=zitat-box><span>{}</span></div>",
        "<p class=exergue>{}</p>",
        "<p><strong>{}</strong></p>",
        "<p><em>“{}”</em></p>",
        "<h3>{}</h3>".replace("h3", "h3 class=quote"),
    ],
)
def test_a_pull_quote_is_said_once(markup: str) -> None:
    assert len(pulled(markup.format(SAID))) == 1


@pytest.mark.parametrize(
    "said",
    [
        "“We came home with one drawn on the table.”",
        "We sailed without a chart … drawn on the table",
        "WE SAILED WITHOUT A CHART, AND WE CAME HOME WITH ONE",
        "…without a chart, and we came home with one [drawn on the table]",
    ],
)
def test_a_pull_quote_may_be_a_part_of_the_sentence(said: str) -> None:
    assert pulled(f"<blockquote>{said}</blockquote>") == [said]


def test_the_name_under_a_pull_quote_goes_with_it() -> None:
    quote = f"<blockquote><p>{SAID}</p><footer>— Ove, first mate</footer></blockquote>"
    assert pulled(quote) == [SAID, "— Ove, first mate"]


def test_scripts_without_spaces_are_compared_by_their_letters() -> None:
    said = "海図なしで出航し、食卓に描いた海図を持って帰った"
    paragraph = (
        f"<p>航海士は笑って言った。「{said}。」それ以来、彼はどの乗組員にもその話をしてきた。</p>"
    )
    assert pulled(f"<blockquote>{said}</blockquote>", paragraph) == [said]


@pytest.mark.parametrize(
    "inner",
    [
        "<blockquote>We never had a chart, and nobody ever drew one on a table.</blockquote>",
        f"<blockquote>{SAID} And the cook, who could not read it, steered by it.</blockquote>",
        "<p>We sailed without a chart.</p>",  # a paragraph like the others: the text says it again
        "<h3>Without a chart</h3>",
        "<p><strong>Without a chart</strong></p>",
        f"<ul><li>{SAID}</li><li>The cook could not read it.</li></ul>",
    ],
)
def test_what_is_no_pull_quote_stays(inner: str) -> None:
    assert pulled(inner) == []


def test_a_quotation_before_the_text_opens_it() -> None:
    outline = outline_of(f"<body><blockquote>{SAID}</blockquote>{PARAGRAPH}{REST}{paragraphs(3)}")
    decisions = SegmentDecisions(outline)
    residue(decisions, Metadata(title="A chart"))
    assert decisions.is_kept(0)


HEADING = f"<p><strong>{SAID}</strong></p>"
OTHER = "<p><strong>What the cook never told the second crew</strong></p>"


@pytest.mark.parametrize("other", [OTHER, OTHER.replace("</strong>", ":</strong>")])
def test_a_heading_that_quotes_is_one_of_the_bold_lines(other: str) -> None:
    assert pulled(f"{HEADING}<p>They sailed.</p>{REST}{other}") == []


def test_bold_lines_that_all_are_said_are_pull_quotes() -> None:
    other = "<p><strong>Children put their cups on the northern isles.</strong></p>"
    assert len(pulled(f"{HEADING}{REST}{other}")) == 2


def test_what_introduces_is_no_pull_quote() -> None:
    said = "The mate laughed, and he had told it to every crew since:"
    paragraph = f"<p>{said.removesuffix(':')}, and to us, and to all who would hear it.</p>"
    assert pulled(f"<p><strong>{said}</strong></p>", paragraph) == []


@pytest.mark.parametrize("prompt", ["$", "#", "%"])
def test_a_command_is_no_pull_quote(prompt: str) -> None:
    command = f"{prompt} make install clean"
    paragraph = f"<p>Then we typed {command} and went ashore for the night, all of us.</p>"
    assert pulled(f"<blockquote>{command}</blockquote>", paragraph) == []
