"""Recipes and facts come back whole, without the controls of their cards."""

import pytest

from scraper.extraction.selection.repair.cards import cards
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.repair_candidates import RepairCandidates
from scraper.extraction.selection.repair.wholes import callouts, lists_between, whole_lists
from tests.extraction.outlines import outline_of, paragraphs

STEPS = (
    "<ol><li>Warm the milk with the sugar and the salt until it steams.</li>"
    "<li>Pour it over the old bread, and leave it alone for an hour.</li></ol>"
)
FACTS = "<p>Prep 20 minutes, oven 45 minutes, for six</p>"
NOTES = "<h4>Notes</h4><p>Keeps for three days, and does not freeze.</p>"
CONTROLS = (
    "<div class=r-rating>4.8 from 31 votes</div><button>Save</button><a href=/print>Print</a>"
    "<p>Show it</p><p>Show it</p><p>Show it</p>"
)


def context(html: str, chosen: tuple[str, ...], likely: tuple[str, ...] = ()) -> RepairContext:
    """What is chosen: the segments whose texts begin with one of `chosen`."""
    outline = outline_of(html)
    everything = frozenset(range(len(outline.segments)))
    taken = frozenset(s.index for s in outline.segments if s.text.startswith(chosen))
    may_return = frozenset(s.index for s in outline.segments if s.text.startswith(likely))
    candidates = RepairCandidates(
        outline, everything, likely=may_return | taken, probable=frozenset()
    )
    return RepairContext(outline, taken, candidates)


def missing(choice: RepairContext, found: set[int]) -> list[str]:
    return [choice.outline.segments[i].text for i in sorted(found - choice.chosen)]


@pytest.mark.parametrize(
    "opening",
    [
        "<div class=wprm-recipe-container>",
        "<section itemscope itemtype='https://schema.org/Recipe'>",
        "<div class='h-recipe'>",
        "<div class=mv-create-card>",
        "<div class=rezept-box>",
        "<div class=how-to>",
    ],
)
def test_the_rest_of_a_recipe_comes_back(opening: str) -> None:
    card = f"{opening}{CONTROLS}{FACTS}{STEPS}{NOTES}"
    choice = context(f"<body>{paragraphs(3)}{card}", ("In year", "Warm", "Pour"))
    back = missing(choice, set(cards(choice)))
    assert back == [
        "Prep 20 minutes, oven 45 minutes, for six",
        "Notes",
        "Keeps for three days, and does not freeze.",
    ]


def test_a_teaser_of_a_recipe_stays_away() -> None:
    teaser = "<div class=recipe-card><p>Bread pudding</p><p>A sweet end of an old loaf.</p></div>"
    choice = context(f"<body>{paragraphs(3)}{teaser}", ("In year",))
    assert missing(choice, set(cards(choice))) == []


def test_a_page_named_for_recipes_is_no_card() -> None:
    page = f"<body><main class=recipes>{paragraphs(3)}<p>Subscribe, it costs nothing</p></main>"
    choice = context(page, ("In year",))
    assert missing(choice, set(cards(choice))) == []


TERMS = "<dl><dt>Place:</dt><dd>Northmark</dd><dt>For:</dt><dd>Owners of old farms</dd></dl>"


def test_facts_are_in_where_one_is_and_the_others_may_be() -> None:
    choice = context(f"<body>{TERMS}{paragraphs(3)}", ("Northmark",), ("Place", "For", "Owners"))
    assert missing(choice, set(whole_lists(choice))) == ["Place:", "For:", "Owners of old farms"]


@pytest.mark.parametrize(("chosen", "likely"), [((), ("Place", "For", "Owners")), (("North",), ())])
def test_facts_stay_away_where_little_speaks_for_them(
    chosen: tuple[str, ...], likely: tuple[str, ...]
) -> None:
    choice = context(f"<body>{TERMS}{paragraphs(3)}", (*chosen, "In year"), (*likely, "In year"))
    assert missing(choice, set(whole_lists(choice))) == []


@pytest.mark.parametrize(
    "names", ["admonition note", "callout callout-warning", "markdown-alert markdown-alert-tip"]
)
def test_the_title_of_a_callout_comes_back_with_its_text(names: str) -> None:
    box = f"<div class='{names}'><p>Beware</p><p>The old pier is rotten below.</p></div>"
    choice = context(f"<body>{paragraphs(2)}{box}{paragraphs(2)}", ("In year", "The old"))
    assert missing(choice, set(callouts(choice))) == ["Beware"]
    choice = context(f"<body>{paragraphs(2)}{box}{paragraphs(2)}", ("In year",))
    assert missing(choice, set(callouts(choice))) == []


LINKED = "<a href=/food/{0}>{0}</a>"
INGREDIENTS = "".join(
    f"<div class='{name}'>{n} cups of {LINKED.format(food)}</div>"
    for n, (name, food) in enumerate([("field-item", "old bread"), ("field-item", "milk")], 1)
)


@pytest.mark.parametrize("name", ["ingredients", "step-body", "instructions"])
def test_what_a_card_is_for_may_be_linked(name: str) -> None:
    lines = INGREDIENTS.replace("field-item", name)
    card = f"<div class=h-recipe>{STEPS}{lines}<p>{LINKED.format('More bread')}</p></div>"
    choice = context(f"<body>{paragraphs(3)}{card}", ("In year", "Warm", "Pour"))
    assert missing(choice, set(cards(choice))) == ["1 cups of old bread", "2 cups of milk"]


def test_the_reviews_of_a_recipe_are_no_card() -> None:
    review = "<p>We made it for the whole crew.</p><div>Helpful</div><div>(18)</div>"
    card = f"<div class=h-recipe>{STEPS}<div class=recipe-reviews><div>{review}</div></div></div>"
    choice = context(f"<body>{paragraphs(3)}{card}", ("In year", "Warm", "Pour", "We made"))
    assert missing(choice, set(cards(choice))) == []


def test_steps_under_a_chosen_heading_of_their_box_come_back() -> None:
    card = f"<div class=box><h3>Instructions</h3><div>{STEPS}</div></div>"
    choice = context(f"<body>{paragraphs(3)}{card}", ("In year", "Instructions"))
    assert len(missing(choice, set(lists_between(choice)))) == 2
    choice = context(f"<body>{paragraphs(3)}<div><h3>Instructions</h3></div>{card[30:]}", ("In",))
    assert missing(choice, set(lists_between(choice))) == []
