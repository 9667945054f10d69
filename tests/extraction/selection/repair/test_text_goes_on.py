"""The law of the body at the edges: what goes on the text, and what ends it."""

import pytest

from scraper.extraction.selection.repair.between import announced_addresses, introductions
from scraper.extraction.selection.repair.context import Repair, RepairContext
from scraper.extraction.selection.repair.edges import text_goes_on
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from scraper.extraction.selection.repair.section_headings import crossheads, headings_over_text
from tests.extraction.outlines import SENTENCE, outline_of

LAST = "Nobody has sailed there since, and the lamp on the pier is out."
SLOT = "<div class=slot><p class=s>Find us on Instagram</p></div>"


def back(rule: Repair, html: str, *, unlikely: tuple[str, ...] = ()) -> list[str]:
    """What a rule brings back where only the paragraphs with SENTENCE are chosen."""
    outline = outline_of(f"<body>{html}")
    segments = outline.segments
    chosen = frozenset(s.index for s in segments if SENTENCE in s.text or not s.text)
    open_ = frozenset(range(len(segments)))
    likely = frozenset(s.index for s in segments if not s.text.startswith(unlikely or ("\0",)))
    candidates = RepairCandidates(outline, open_, likely=likely, probable=frozenset(), faint=likely)
    choice = RepairContext(outline, chosen, candidates)
    return [segments[i].text for i in sorted(set(rule(choice)) - chosen)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (f"<p>{LAST}</p>", [LAST]),
        (f"{SLOT}<p>{LAST}</p>", [LAST]),
        (f"<h2>Later</h2><p>{LAST}</p>", ["Later", LAST]),
        ("<p>And the lamp?</p><p>It is out.</p>", ["And the lamp?", "It is out."]),
        ("<p>وماذا عن المصباح؟</p><p>لقد انطفأ.</p>", ["وماذا عن المصباح؟", "لقد انطفأ."]),
        # a question that nobody answers, and what the site asks
        ("<p>And the lamp?</p><div>Photograph: Ann Oxley</div>", []),
        ("<p>What do you think?</p><p>Leave a comment below.</p>", []),
        # another template
        (f"<p class=note>{LAST}</p>", []),
        (f"{SLOT * 4}<p>{LAST}</p>", []),
    ],
)
def test_what_follows_the_last_paragraph(after: str, expected: list[str]) -> None:
    assert back(text_goes_on, f"<p>1. {SENTENCE}</p><p>2. {SENTENCE}</p>{after}") == expected


def test_a_paragraph_of_an_earlier_template_goes_on() -> None:
    page = f"<p>1. {SENTENCE}</p><div id=menu><p class=dish>2. {SENTENCE}</p></div><p>{LAST}</p>"
    assert back(text_goes_on, f"<main>{page}</main>") == [LAST]
    page = f"<p>1. {SENTENCE}</p><p class=dish>2. {SENTENCE}</p><p>{LAST}</p>"
    assert back(text_goes_on, page) == [LAST]


def test_beyond_a_box_only_what_is_likely_goes_on() -> None:
    page = f"<p>1. {SENTENCE}</p><p>2. {SENTENCE}</p>{SLOT}<p>{LAST}</p>"
    assert back(text_goes_on, page, unlikely=(LAST,)) == []


@pytest.mark.parametrize("heading", ["Comments", "Related", "Accept all", "Share"])
def test_a_heading_over_text_stays_whatever_it_says(heading: str) -> None:
    page = f"<p>1. {SENTENCE}</p><h2>{heading}</h2><p>2. {SENTENCE}</p>"
    assert back(headings_over_text, page, unlikely=(heading,)) == [heading]


@pytest.mark.parametrize(
    "page",
    [
        f"<h1>Comments</h1><p>1. {SENTENCE}</p>",  # nothing before it
        f"<p>1. {SENTENCE}</p><h2>Comments</h2><p>ann</p>",
        (
            f"<div><p>1. {SENTENCE}</p></div><aside><div><div><h2>More</h2></div></div></aside>"
            f"<div><p>2. {SENTENCE}</p></div>"
        ),
    ],
)
def test_a_heading_over_something_else_stays_away(page: str) -> None:
    assert back(headings_over_text, page) == []


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("<pre>{}</pre>", True),
        ("<figure><img src=/a.jpg><figcaption>{}</figcaption></figure>", True),
        ("<ul><li>{}</li></ul>", True),
        ("<p>{}</p>", False),
    ],
)
def test_a_line_with_a_colon_introduces_what_is_shown(shown: str, expected: bool) -> None:
    page = f"<p>1. {SENTENCE}</p><p>In Go:</p>{shown.format(f'2. {SENTENCE}')}"
    assert back(introductions, page) == (["In Go:"] if expected else [])


STYLED = f"<p>1. {SENTENCE}</p><div class=x>The lamp</div><p>2. {SENTENCE}</p>"


def test_a_line_of_its_own_template_is_a_crosshead() -> None:
    assert back(crossheads, f"<div class=t>{STYLED}</div>") == ["The lamp"]


def test_a_line_written_like_the_byline_is_no_crosshead() -> None:
    head = "<div class=x>Ann Oxley</div><div class=x>3 June</div>"
    assert back(crossheads, f"<div class=t>{head}{STYLED}</div>") == []


@pytest.mark.parametrize(("box", "caption"), [("figure", ""), ("div", "<p>The lamp</p>")])
def test_the_credit_in_the_box_of_a_picture_is_no_heading(box: str, caption: str) -> None:
    boxes = "".join(
        f"<p>{n}. {SENTENCE}</p><{box} class=photo>{caption}<span>Photo: Ove {n}</span></{box}>"
        for n in range(3)
    )
    assert back(crossheads, f"<div class=t>{boxes}<p>4. {SENTENCE}</p></div>") == []


@pytest.mark.parametrize("name", ["caption body", "story-byline", "photo-credit", "meta"])
def test_a_line_that_is_called_a_caption_is_no_crosshead(name: str) -> None:
    styled = STYLED.replace("class=x", f"class='{name}'")
    assert back(crossheads, f"<div class=t>{styled}</div>") == []


@pytest.mark.parametrize(
    "address", ["https://ferry.example/log/3", "www.ferry.example", "git://a.example/b"]
)
def test_an_address_that_a_line_announces_is_text(address: str) -> None:
    page = f"<div><p>{SENTENCE} The log is at:</p><p><a href=/x>{address}</a></p></div>"
    assert back(announced_addresses, page) == [address]


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{SENTENCE}</p><p>https://ferry.example</p>",  # nothing announces it
        f"<p>{SENTENCE} The log is at:</p><p>ferry log</p>",
        f"<p>{SENTENCE} The log is at:</p><div><p>Share</p><p>https://ferry.example</p></div>",
        f"<div><p>{SENTENCE} See:</p></div><aside><ul><li>https://ferry.example</li></ul></aside>",
        "https://ferry.example",
    ],
)
def test_other_addresses_are_not(page: str) -> None:
    assert back(announced_addresses, page) == []


RULES = (
    "Les commentaires injurieux ou publicitaires sont supprimés par les modérateurs, et chaque "
    "membre du club s'engage à rester courtois, à ne pas publier de liens et à respecter les "
    "autres lecteurs, disait l'affiche du port."
)


def test_a_long_paragraph_of_the_template_goes_on_whatever_its_voice() -> None:
    page = f"<p>1. {SENTENCE}</p><p>2. {SENTENCE}</p>"
    assert back(text_goes_on, f"{page}<p>{RULES}</p>") == [RULES]
    assert back(text_goes_on, f"{page}<p>{RULES}</p>", unlikely=(RULES,)) == []
    assert back(text_goes_on, f"{page}<p class=note>{RULES}</p>") == []
    short = RULES.partition(", et chaque")[0] + "."
    assert back(text_goes_on, f"{page}<p>{short}</p>") == []
