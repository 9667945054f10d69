"""The entries of an article that is a list come back; teasers of other pages stay away."""

from collections.abc import Callable, Sequence

import pytest

from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from scraper.extraction.selection.repair.series import series
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs

TITLE = "Four ferries of the upper river"
ENTRIES = [
    ("The Heron", "A flat ferry with a bell, which has crossed at the mill for ninety years now."),
    ("The Otter", "The smallest of the ferries: one horse, six people, and a pole to push with."),
    ("The Marten", "She came from the lower river on a cart, and was painted green by the school."),
    ("The Stork", "A ferry only by name, as the chain that she was drawn along rusted long ago."),
]
BUTTON = "<a href=/buy>See the timetable</a>"
Markup = Callable[[Sequence[tuple[str, str]]], str]


def _cards(entries: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f"<div class=card><h3>{name}</h3><p>{said}</p>{BUTTON}</div>" for name, said in entries
    )


def _deep(entries: Sequence[tuple[str, str]]) -> str:
    cards = (
        f"<section class=item><div><b>{name}</b></div><div><div>{said}</div></div></section>"
        for name, said in entries
    )
    return f"<div class=items>{''.join(cards)}</div>"


def _listed(entries: Sequence[tuple[str, str]]) -> str:
    return f"<ol>{''.join(f'<li><h4>{n}</h4><div>{s}</div></li>' for n, s in entries)}</ol>"


def _back(html: str, title: str = TITLE) -> list[str]:
    """What comes back to a text of which the paragraphs that begin with "In year" are chosen."""
    outline = outline_of(html)
    segments = outline.segments
    everything = frozenset(range(len(segments)))
    taken = frozenset(s.index for s in segments if s.text.startswith("In year"))
    candidates = RepairCandidates(
        outline, everything, likely=frozenset(), probable=frozenset(), title=title
    )
    found = set(series(RepairContext(outline, taken, candidates)))
    return [segments[index].text for index in sorted(found)]


def _page(entries: str, *, between: str = "", after: str = "") -> str:
    return f"<body><main><article>{paragraphs(4)}{between}{entries}</article>{after}</main></body>"


ALL = [text for entry in ENTRIES for text in entry]


@pytest.mark.parametrize("markup", [_cards, _deep, _listed])
def test_entries_come_back_without_their_buttons(markup: Markup) -> None:
    assert _back(_page(markup(ENTRIES))) == ALL


def test_names_that_are_links_come_back_right_after_the_text() -> None:
    linked = [(f"<a href=/{n}>{name}</a>", said) for n, (name, said) in enumerate(ENTRIES)]
    assert _back(_page(_cards(linked))) == ALL


def test_teasers_under_a_heading_of_their_own_stay_away() -> None:
    linked = [(f"<a href=/{n}>{name}</a>", said) for n, (name, said) in enumerate(ENTRIES)]
    assert _back(_page(_cards(linked), between="<h2>More to read</h2>")) == []


def test_entries_on_another_topic_stay_away() -> None:
    assert _back(_page(_cards(ENTRIES)), title="Why the harbour office moved") == []


def test_entries_beside_the_text_stay_away() -> None:
    assert _back(_page("", after=f"<div>{_cards(ENTRIES)}</div>")) == []


def test_entries_far_below_the_text_stay_away() -> None:
    assert _back(_page(_cards(ENTRIES), between=f"<div class=box>{SENTENCE}</div>")) == []


def test_two_entries_are_no_series() -> None:
    assert _back(_page(_cards(ENTRIES[:2]))) == []


def test_captions_are_no_entries() -> None:
    captions = [(name, "The ferry seen from the bank, about 1930") for name, _ in ENTRIES]
    assert _back(_page(_cards(captions))) == []


def test_words_of_scripts_without_spaces_are_found_in_the_title() -> None:
    entries = [
        (
            "あおさぎ",
            "上流でいちばん古い渡し船で、九十年前から水車小屋のそばを人と馬が渡っている。",
        ),
        ("かわうそ", "いちばん小さい渡し船であり、馬一頭と六人が乗って、長い竿で岸から岸へ進む。"),
        ("てん", "下流から荷車で運ばれてきた渡し船を、学校の子どもたちが緑色に塗り直した。"),
    ]
    page = _page(_cards(entries))
    assert _back(page, title="上流の渡し船") == [text for entry in entries for text in entry]
    assert _back(page, title="港の事務所が移った理由") == []
