"""Pages with little on them: short sections, lists, questions, programmes, and what is beside them.

There is hardly anything to tell text from debris by, and each line that is lost is a large part.
"""

import pytest

from scraper.extraction.article import extract

ONE = (
    "The harbour master kept a ledger of every boat that came in after dark, with the wind and the "
    "hour, and he never let anybody else write in it."
)
TWO = (
    "When the new pier was built the ledger moved to the customs house, where it was used for a "
    "while to keep a window open in the summer."
)
THREE = (
    "A clerk found it again by accident, read it through in a night, and began to ask the older "
    "fishermen what they remembered of those years."
)
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
NAVIGATION = "<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/about>About</a></nav>"
FOOTER = "<footer><p>© 2024 Harbour Press</p><a href=/privacy>Privacy</a></footer>"


def text_of(body: str) -> str:
    head = "<meta charset=utf-8><title>The ledger – Harbour Press</title>"
    page = f"<html lang=en><head>{head}</head><body>{NAVIGATION}{body}{FOOTER}</body></html>"
    return extract(page, url="https://example.org/a/story").text


def _sections(*parts: tuple[str, str]) -> str:
    return "".join(f"<h2>{heading}</h2><p>{text}</p>" for heading, text in parts)


_OFFER = (
    "Our offers for you: a cruise, a book and a lamp, with ten per cent off for readers of this "
    "page until the end of June."
)
_CALL = "Sign up for our weekly letter and never miss a story."
_LISTS = "".join(
    f"<h2>{year}</h2><ul><li>Anna {year}</li><li>Berta {year}, lost</li><li>Clara {year}</li></ul>"
    for year in range(1901, 1907)
)
_KEYS = (
    "<table><tr><td><table><tr><td colspan=2>Files</td></tr><tr><td>Ctrl+S</td><td>Save</td>"
    "</tr></table></td><td><table><tr><td colspan=2>Edit</td></tr><tr><td>Ctrl+K</td>"
    "<td>Cut the line</td></tr></table></td></tr></table>"
)
_BOATS = "".join(
    f"<h2>{number}. {name}</h2><img src=/{number}.jpg><p>Built in 190{number}, {fate}.</p>"
    for number, name, fate in [(1, "Anna", "lost"), (2, "Berta", "sold"), (3, "Emma", "unknown")]
)
_VERSIONS = "".join(
    f"<h2>{version}</h2><p>{day}</p><ul><li>{change}</li><li>{other}</li></ul>"
    for version, day, change, other in [
        ("2.1.0", "2024-03-01", "Faster start", "Fix crash on empty list"),
        ("2.0.1", "2024-02-11", "Fix typo", "Fewer warnings"),
        ("2.0.0", "2024-01-05", "New file format", "Drop Python 3.7"),
    ]
)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        pytest.param(
            f"<div class=post><h1>The ledger</h1><p>{ONE}</p>"
            + _sections(
                ("1901", "The first pier."), ("1907", "The second."), ("1911", "Both gone.")
            )
            + "</div>",
            ["1901", "The first pier.", "1911", "Both gone."],
            id="a chronicle",
        ),
        pytest.param(
            f"<article><h1>Index of boats</h1>{_LISTS}</article>",
            ["1901", "Anna 1901", "1906", "Berta 1906, lost", "Clara 1906"],
            id="lists under years",
        ),
        pytest.param(
            f"<main><h1>Changelog</h1>{_VERSIONS}</main>",
            ["2.1.0", "Faster start", "2.0.1", "Fix typo", "Drop Python 3.7"],
            id="a changelog",
        ),
        pytest.param(f"<h1>Keys</h1>{_KEYS}", ["Files", "Edit", "Cut the line"], id="keys"),
        pytest.param(
            f"<article><h1>A letter</h1><p>Dear Tom,</p>{BODY}<p>Yours,</p><p>Ann</p></article>",
            ["Dear Tom,", ONE, "Yours,", "Ann"],
            id="a letter",
        ),
        pytest.param(
            f"<article><h1>Boats</h1><p>{ONE}</p>{_BOATS}</article>",
            ["1. Anna", "Built in 1901, lost.", "3. Emma", "Built in 1903, unknown."],
            id="a year in the last line",
        ),
        pytest.param(
            f"<article><h1>Episode 12</h1><p>{ONE}</p><h2>Timestamps</h2><p>00:00 Intro</p>"
            "<p>02:10 The pier</p><p>14:30 The clerk</p></article>",
            ["00:00 Intro", "02:10 The pier", "14:30 The clerk"],
            id="times of a recording",
        ),
        pytest.param(
            f"<article><h1>The ledger</h1><p>{ONE}</p><button>Read on</button>"
            f"<div class=rest style='display:none'><p>{TWO}</p><p>{THREE}</p></div></article>",
            [ONE, TWO, THREE],
            id="hidden until the reader asks for it",
        ),
        pytest.param(
            f"<article style='display:none'><h1>The ledger</h1>{BODY}</article>",
            [ONE, TWO, THREE],
            id="hidden until a script has run",
        ),
    ],
)
def test_what_is_short_stays(body: str, kept: list[str]) -> None:
    text = text_of(body)
    assert [line for line in kept if line not in text] == []


@pytest.mark.parametrize(
    ("between", "gone"),
    [
        (
            "<p hidden>This was cut by the editor, and is kept for the record of the house.</p>",
            "cut",
        ),
        (f"<div style='display:none'><p>{_OFFER}</p></div>", "Our offers"),
        (f"<div class=box><h4>Stay in the loop</h4><p>{_CALL}</p></div>", "Stay in the loop"),
        ("<aside><p>Sign up for our newsletter with the best stories.</p></aside>", "Sign up"),
    ],
)
def test_what_stands_between_and_is_none_of_it_leaves(between: str, gone: str) -> None:
    text = text_of(
        f"<article><h1>The ledger</h1><p>{ONE}</p>{between}<p>{TWO}</p><p>{THREE}</p></article>"
    )
    assert ONE in text
    assert THREE in text
    assert gone not in text


@pytest.mark.parametrize(
    "card",
    [
        "<article class=link><div><h3><a href=/{}>{}</a></h3><p>{}</p></div></article>",
        "<li class=more><h3><a href=/{}>{}</a></h3><div>{}</div></li>",
    ],
)
def test_cards_of_other_stories_end_the_article(card: str) -> None:
    cards = card.format("x", "A pier for two", "How a town built a pier that nobody used.")
    cards += card.format("y", "The lamp", "It was lit every night for a hundred years.")
    text = text_of(f"<div><div><h1>The ledger</h1>{BODY}</div><div>{cards}</div></div>")
    assert text.endswith(THREE)


def _flat(*lines: str) -> str:
    return "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        pytest.param(
            [
                "Swallows fly low.", "My aunt says that her knee hurts.", "<h2>Inside</h2>",
                "Close the shutters on the south side.", "Pull the plug.", "<h2>In the car</h2>",
                "ADVERTISEMENT", "Do not stop under the poplars.", "<h2>Afterwards</h2>",
                "Open everything and breathe.", "Share on Facebook", "Subscribe to the newsletter",
            ],
            ["ADVERTISEMENT", "Share on Facebook", "Subscribe to the newsletter"],
            id="advice",
        ),
        pytest.param(
            [
                "1894", "Founded in the parlour of the widow Terbeck.", "1902",
                "The first hall burns down in a night.", "1903", "The second is built of stone.",
                "1967", "For the first time a woman brings down the bird.", "1994",
                "A feast with three thousand guests.", "Views: 20417",
                "<p><a href=#>To the top of this page</a></p>",
            ],
            ["To the top of this page"],
            id="a chronicle",
        ),
        pytest.param(
            [
                "How many timetables do you own?", "About four thousand.", "Do you read them?",
                "In the evening, yes.", "How did it begin?",
                "My grandfather kept a crossing and could not sleep.", "Have you travelled much?",
                "No.", "Why not?", "Because in the books it was always on time.", "More on this",
                "<p><a href=/x>A station without rails</a></p>", "Write a comment",
            ],
            ["A station without rails", "Write a comment"],
            id="an interview",
        ),
    ],
)  # fmt: skip
def test_flat_pages_of_short_lines(lines: list[str], gone: list[str]) -> None:
    text = text_of(f"<div><h1>The page</h1>{_flat(*lines)}</div>")
    wanted = [line for line in lines[1:] if line.endswith((".", "?")) and line not in gone]
    assert [line for line in wanted if line not in text] == []
    assert [line for line in gone if line in text] == []


def test_a_paragraph_after_a_box_of_other_stories_stays() -> None:
    related = "<div class=rel><b>Related</b><ul><li><a href=/1>The old market</a></li></ul></div>"
    text = text_of(f"<div><h1>The ledger</h1><p>{ONE}</p><p>{TWO}</p>{related}<p>{THREE}</p></div>")
    assert THREE in text
    assert "market" not in text


_BOXED = [
    "<div class=b><p>{}</p></div>",
    "<section class=b><div><p>{}</p></div></section>",
]


@pytest.mark.parametrize("box", _BOXED)
def test_paragraphs_in_boxes_of_their_own_are_no_calls(box: str) -> None:
    short = [
        "She knew every voice in the valley, and most of them knew that she listened to them.",
        "When the engineers came they found a notebook with the birthdays of four hundred readers.",
        "The museum has it now, open at October, because that is the fullest month of them all.",
    ]
    call = "Share this story with your friends on Facebook and WhatsApp"
    lines = [ONE, *short[:2], call, short[2], THREE]
    text = text_of(f"<main><h1>The ledger</h1><div>{''.join(map(box.format, lines))}</div></main>")
    assert [line for line in (ONE, *short, THREE) if line not in text] == []
    assert "WhatsApp" not in text


def test_bold_lines_of_a_row_stay_the_first_too() -> None:
    lines = ["<b>1. The pier</b>", ONE, "<b>2. The clerk</b>", TWO, "<b>3. The end</b>", THREE]
    text = text_of(f"<div class=t>{''.join(f'<div>{line}</div>' for line in lines)}</div>")
    assert ["1. The pier" in text, "2. The clerk" in text, "3. The end" in text] == [True] * 3


def test_the_last_short_sentence_of_the_box_stays() -> None:
    text = text_of(
        f"<div class=obit><h1>Edna Marsh, 91</h1>{BODY}<p>She is survived by a nephew.</p>"
        "<p>No flowers, please.</p></div>"
    )
    assert text.endswith("No flowers, please.")


def test_a_note_with_a_number_and_a_day_is_no_byline() -> None:
    notes = "<p>1. Gazette, 4 March 1962.</p><p>2. Told by her nephew.</p>"
    text = text_of(f"<article><h1>The ledger</h1>{BODY}<h2>Notes</h2>{notes}</article>")
    assert "Gazette, 4 March 1962." in text


def test_the_head_of_a_pointer_leaves_with_it() -> None:
    pointer = "<h3>İLGİLİ HABER</h3><a href=/x>Postanesiz vadi</a>"
    text = text_of(f"<div><h1>The ledger</h1><p>{ONE}</p>{pointer}<p>{TWO}</p><p>{THREE}</p></div>")
    assert TWO in text
    assert "HABER" not in text


def test_the_last_line_of_a_page_without_paragraphs_says_when_it_was_written() -> None:
    text = text_of(
        "<main><h1>Options</h1><h2>--now</h2><p>At once.</p><h2>--late</h2><p>Tomorrow.</p>"
        "<div class=source>Last update: March 3, 2024</div></main>"
    )
    assert "Tomorrow." in text
    assert "March" not in text


def test_facts_in_a_box_beside_that_of_the_text_stay() -> None:
    facts = (
        ("Quan", "Dissabte 19 i diumenge 20 d'octubre"),
        ("On", "Plaça de la Font i pavelló vell"),
        ("Preu", "Gratuït"),
    )
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts)
    text = extract(
        "<html lang=ca><meta charset=utf-8><title>Fira del Bolet</title><section><h1>Fira del Bolet"
        f"</h1><ul class=xarxes><li>Comparteix-ho</li></ul><div class=fitxa><dl>{rows}</dl></div>"
        "<div><p>La vint-i-tresena edició arriba amb pluja i, per tant, amb rovellons. Quaranta "
        "parades vendran bolets, formatge i cistells.</p><p>La fira va néixer el 2011, quan la "
        "cooperativa es va trobar amb tres tones de fredolics i cap comprador. El rector va tocar "
        "les campanes, i en una tarda es va acabar tot. Des d'aleshores el poble de 310 habitants "
        "en rep cada any més de quatre mil.</p><p>El dissabte a les 12 h, la micòloga ensenyarà a "
        "distingir el bolet bo del que et porta a l'hospital.</p><h2>Concurs</h2><p>El "
        "rècord és de 17 centímetres i és de l'any 2008.</p></div></section><footer>Avís legal",
        url="https://example.org/fira",
    ).text
    assert all(value in text for _, value in facts)
    assert "Comparteix" not in text
