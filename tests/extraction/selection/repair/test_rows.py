"""Lines that nothing but their place tells from debris: questions, rows of headings, lists."""

from collections.abc import Callable, Iterator, Sequence

from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.paragraphs import box_paragraphs, questions_between
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from scraper.extraction.selection.repair.section_headings import headings_alike
from scraper.extraction.selection.repair.wholes import lists_between, tables
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs

Rule = Callable[[RepairContext], Iterator[int]]
ANSWERS = [f"In year {1900 + n}: {SENTENCE}" for n in range(4)]


def _back(rule: Rule, html: str, *, chosen: Sequence[str] = ()) -> list[str]:
    """What a rule brings back to the paragraphs that begin with "In year", and to `chosen`."""
    outline = outline_of(html)
    segments = outline.segments
    everything = frozenset(range(len(segments)))
    taken = frozenset(s.index for s in segments if s.text.startswith("In year") or s.text in chosen)
    candidates = RepairCandidates(outline, everything, likely=frozenset(), probable=frozenset())
    found = set(rule(RepairContext(outline, taken, candidates))) - taken
    return [segments[index].text for index in sorted(found)]


def _in_turn(lines: Sequence[str]) -> str:
    return "".join(f"{line}<p>{answer}</p>" for line, answer in zip(lines, ANSWERS, strict=False))


QUESTIONS = ["How did you begin?", "Who paid?", "And then?"]


def test_questions_between_chosen_paragraphs_come_back() -> None:
    page = f"<div><p>{ANSWERS[3]}</p>{_in_turn([f'<p>{q}</p>' for q in QUESTIONS])}</div>"
    assert _back(questions_between, page) == QUESTIONS


def test_questions_of_the_site_and_in_other_boxes_stay_away() -> None:
    call = "<p>Would you like to support us with a subscription to our newsletter?</p>"
    boxed = "<div class=promo><p>Who paid?</p></div>"
    linked = "<p><a href=/1>Who paid?</a></p>"
    page = f"<div><p>{ANSWERS[3]}</p>{_in_turn([call, boxed, linked])}</div>"
    assert _back(questions_between, page) == []


TIMES = ["7.15", "8.50", "11.30"]


def _bold(lines: Sequence[str]) -> list[str]:
    return [f"<p class=at><b>{line}</b></p>" for line in lines]


def test_a_row_of_bold_lines_between_chosen_paragraphs_comes_back() -> None:
    page = f"<div>{_in_turn(_bold(TIMES))}</div>"
    assert _back(headings_alike, page) == TIMES


def test_a_row_of_one_label_stays_away() -> None:
    page = f"<div>{_in_turn(_bold(['Partners'] * 3))}</div>"
    assert _back(headings_alike, page) == []


def test_two_bold_lines_are_no_row() -> None:
    page = f"<div>{_in_turn(_bold(TIMES[:2]))}<p>{ANSWERS[3]}</p></div>"
    assert _back(headings_alike, page) == []


STEPS = ["Soak the beans.", "Boil them slowly.", "Add the smoked meat."]
LIST = f"<ol>{''.join(f'<li>{step}</li>' for step in STEPS)}</ol>"


def test_a_list_under_a_chosen_heading_comes_back() -> None:
    page = f"<div>{paragraphs(3)}<h2>Method</h2>{LIST}<p>Follow us</p></div>"
    assert _back(lists_between, page, chosen=["Method"]) == STEPS
    assert _back(lists_between, page) == []


def test_a_list_of_links_under_a_chosen_heading_stays_away() -> None:
    linked = LIST.replace("Boil them slowly.", "<a href=/1>Boil them slowly.</a>")
    page = f"<div>{paragraphs(3)}<h2>Method</h2>{linked}</div>"
    assert _back(lists_between, page, chosen=["Method"]) == []


def _table(title: str, key: str, what: str) -> str:
    cells = f"<tr><td>{key}</td><td>{what}</td></tr>"
    return f"<td><table class=keys><tr><td colspan=2>{title}</td></tr>{cells}</table></td>"


def test_a_table_beside_one_like_it_comes_back() -> None:
    page = f"<table><tr>{_table('Files', 'S', 'Keep')}{_table('Edit', 'K', 'Cut')}</tr></table>"
    assert _back(tables, page, chosen=["Edit", "K", "Cut"]) == ["Files", "S", "Keep"]
    linked = page.replace("Keep", "<a href=/1>Keep</a>")
    assert _back(tables, linked, chosen=["Edit", "K", "Cut"]) == []


def test_a_long_paragraph_in_the_text_leaves_only_where_it_surely_speaks_for_the_site() -> None:
    # it sounds like the rules of a library, and tells of one
    long = (
        "किताब पंद्रह दिन के लिए मिलती है और लौटाने पर डाक टिकट इनाम में दिया जाता है। "
        "बच्चों ने टिकटों के एल्बम बना लिए हैं और अब वे बड़ों को भी पढ़ने के लिए कहते हैं।"
    )
    call = "Subscribe to our newsletter and share this article with all your friends on Facebook."
    page = f"<div><p>{ANSWERS[0]}</p><p>{long}</p><p>{call}</p><p>{ANSWERS[1]}</p></div>"
    assert _back(box_paragraphs, page) == [long]
