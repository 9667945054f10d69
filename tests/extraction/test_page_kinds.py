"""The declared type of a page decides what its text is: replies of a thread, links of a list."""

import pytest

from scraper import extract
from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection.score import SelectionOptions, prune_page, score_segments
from scraper.extraction.selection.select import select_segments
from scraper.models import Metadata
from scraper.settings import ExtractSettings, Mode
from tests.extraction.outlines import outline_of, paragraphs

REPLY = "Take the chain off first and lay it in oil over night."
TALK = (
    f"<body><article>{paragraphs(6)}</article><section class=comments><h3>3 comments</h3>"
    f"<ol class=comment-list><li><a href=/u/1>ann</a> <p>{REPLY}</p></ol></section>"
)
CHAIRS = (
    "<body><h1>Chairs</h1><ul>"
    + "".join(f"<li><a href=/{n}>The chair of room {n}</a></li>" for n in range(9))
    + "</ul><p>All of them are made of oak, by hand, on Quay Street.</p><a href=/terms>Terms</a>"
)


@pytest.mark.parametrize(("type_", "expected"), [("QAPage", True), ("NewsArticle", False)])
def test_what_readers_write_may_be_the_text_of_a_discussion(type_: str, expected: bool) -> None:
    decisions = SegmentDecisions(outline_of(TALK))
    pruning = prune_page(decisions, Metadata(types=(type_,)))
    shown = [decisions.outline.segments[index].text for index in pruning.shown]
    assert (REPLY in shown) is expected


@pytest.mark.parametrize(
    ("mode", "type_", "expected"),
    [
        (Mode.COMPLETE, "CollectionPage", True),
        (Mode.COMPLETE, "Product", False),
        (Mode.COMPLETE, "NewsArticle", False),
        (Mode.PRECISE, "CollectionPage", False),
    ],
)
def test_on_a_page_of_many_things_all_that_is_chosen_is_sure(
    mode: Mode, type_: str, expected: bool
) -> None:
    decisions = SegmentDecisions(make_outline(strip(parse(CHAIRS))))
    metadata = Metadata(title="Chairs", types=(type_,))
    options = SelectionOptions(mode=mode)
    pruning = prune_page(decisions, metadata)
    url = "https://a.example/chairs"
    scores = score_segments(decisions.outline, pruning, metadata, options, url)
    chosen = select_segments(decisions, scores, metadata, mode=mode)
    everything = {segment.index for segment in decisions.outline.segments}
    assert (chosen.sure == everything) is expected


def test_a_page_without_signs_of_an_article_is_read_in_the_complete_mode() -> None:
    menu = "".join(f"<li><a href=/m/{n}>Part {n}</a></li>" for n in range(50))
    said = ["Oak, two oars.", "A flat boat for seven people, with a sail of canvas."]
    cards = "".join(
        f"<div class=c><h3><a href=/w/{n}>Boat number {n}</a></h3><p>{said[n % 2]}</p></div>"
        for n in range(30)
    )

    def words(mode: Mode, head: str = "") -> int:
        page = f"<html lang=en>{head}<title>Boats</title><ul>{menu}</ul><h1>Boats</h1>{cards}"
        settings = ExtractSettings(mode=mode)
        return extract(page, url="https://yard.example/boats", settings=settings).word_count

    assert words(Mode.PRECISE) == words(Mode.COMPLETE)
    signed = "<meta name=author content='Jane Doe'>"
    assert words(Mode.PRECISE, signed) < words(Mode.COMPLETE, signed)
