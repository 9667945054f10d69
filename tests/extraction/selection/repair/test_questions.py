"""Questions with answers at the end of an article: they come back as a whole, or not at all."""

from collections.abc import Callable, Sequence

import pytest

from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.questions import questions_answered
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs

TITLE = "Questions about the ferry"
PAIRS = {
    "en": [
        (
            "How long is the crossing?",
            "Forty minutes with the tide, and nearly an hour against it.",
        ),
        ("Who built the first boat?", "A cooper from the upper town, who had never been to sea."),
        ("May a horse come aboard?", "One at a time, and only in the months without ice on deck."),
    ],
    "ar": [
        ("كم يستغرق العبور؟", "أربعون دقيقة مع المد، وقرابة ساعة كاملة إذا كان الماء ضده."),
        ("من بنى القارب الأول؟", "صانع براميل من أعلى المدينة لم يركب البحر قط في حياته."),
        ("هل يصعد الحصان؟", "واحد في كل مرة، وفقط في الأشهر التي لا جليد فيها."),
    ],
    "ja": [
        ("渡るのに何分かかりますか？", "潮に乗れば四十分、逆らえば一時間近くかかります。"),
        ("最初の船は誰が造りましたか？", "海に出たことのない上町の桶職人が一人で造りました。"),
        ("馬は乗せられますか？", "一度に一頭だけ、甲板に氷のない季節に限られます。"),
    ],
}
Markup = Callable[[Sequence[tuple[str, str]]], str]


def _headings(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<h3>{question}</h3><p>{answer}</p>" for question, answer in pairs)


def _accordion(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f"<div class=item><div><h4>{question}</h4></div><div><div>{answer}</div></div></div>"
        for question, answer in pairs
    )


def _definitions(pairs: Sequence[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<dt>{q}</dt><dd>{a}</dd>' for q, a in pairs)}</dl>"


def _bold_lines(pairs: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<p><b>{q}</b></p><p class=answer>{a}</p>" for q, a in pairs)


def _list(pairs: Sequence[tuple[str, str]]) -> str:
    return f"<ul>{''.join(f'<li><strong>{q}</strong><div>{a}</div></li>' for q, a in pairs)}</ul>"


MARKUPS = [_headings, _accordion, _definitions, _list]


def _back(html: str) -> list[str]:
    """What comes back to a text of which the paragraphs that begin with "In year" are chosen."""
    outline = outline_of(html)
    segments = outline.segments
    everything = frozenset(range(len(segments)))
    taken = frozenset(s.index for s in segments if s.text.startswith("In year"))
    candidates = RepairCandidates(outline, everything, likely=frozenset(), probable=frozenset())
    found = set(questions_answered(RepairContext(outline, taken, candidates)))
    return [segments[index].text for index in sorted(found)]


def _page(questions: str, *, inside: str = "", outside: str = "") -> str:
    text = f"{paragraphs(4)}{inside}<h2>{TITLE}</h2>{questions}"
    return f"<body><main><article>{text}</article>{outside}</main></body>"


def _texts(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [TITLE, *(text for pair in pairs for text in pair)]


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("language", PAIRS)
def test_questions_and_answers_come_back_with_their_heading(markup: Markup, language: str) -> None:
    pairs = PAIRS[language]
    assert _back(_page(markup(pairs))) == _texts(pairs)


def test_an_answer_may_have_several_paragraphs() -> None:
    more = "In winter it is longer, since the ice has to be broken before the first crossing."
    pairs = [(PAIRS["en"][0][0], f"{PAIRS['en'][0][1]}</p><p>{more}"), *PAIRS["en"][1:]]
    assert more in _back(_page(_headings(pairs)))


def test_two_questions_are_too_few() -> None:
    assert _back(_page(_headings(PAIRS["en"][:2]))) == []


def test_questions_without_answers_stay_away() -> None:
    links = "".join(f"<h3>{question}</h3>" for question, _ in PAIRS["en"])
    assert _back(_page(links)) == []


def test_linked_questions_are_other_pages() -> None:
    pairs = [(f"<a href=/{n}>{q}</a>", a) for n, (q, a) in enumerate(PAIRS["en"])]
    assert _back(_page(_headings(pairs))) == []


def test_questions_beside_the_article_stay_away() -> None:
    page = _page("", outside=f"<div>{_headings(PAIRS['en'])}</div>")
    assert _back(page) == []


def test_questions_far_below_the_text_stay_away() -> None:
    between = f"<div class=box>{SENTENCE}</div>"
    assert _back(_page(_headings(PAIRS["en"]), inside=between)) == []


def test_questions_to_the_site_stay_away() -> None:
    ask = "Subscribe to our newsletter and never miss a story."
    pairs = [*PAIRS["en"], ("Is there more?", ask), ("And how?", ask)]
    assert _back(_page(_headings(pairs))) == []


@pytest.mark.parametrize(("opening", "comes"), [("<button>{}</button>", True), ("{}", False)])
def test_chosen_buttons_bring_back_the_answers_that_they_open(opening: str, *, comes: bool) -> None:
    pairs = PAIRS["en"]
    buttons = _headings([(opening.format(question), answer) for question, answer in pairs])
    outline = outline_of(f"<main>{paragraphs(6)}</main><section>{buttons}</section>")
    asked = {question for question, _ in pairs[:2]}
    text = frozenset(s.index for s in outline.segments if s.text.startswith("In year"))
    chosen = text | {s.index for s in outline.segments if s.text in asked}
    everything = frozenset(range(len(outline.segments)))
    candidates = RepairCandidates(outline, everything, likely=frozenset(), probable=frozenset())
    found = chosen.union(questions_answered(RepairContext(outline, chosen, candidates)))
    assert found == (everything if comes else chosen)
    assert list(questions_answered(RepairContext(outline, text, candidates))) == []
