"""How many copies of an article are known for what they are, and how many other texts are taken
for one: over the texts of this project's own fixtures, in all their languages.

A copy is a text with one edit, as agencies' customers and sister sites make them. What is no
copy is another text of the set, and texts that share a template, a background or a quotation.
Each is asked of a real state, through its bands.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from msgspec.structs import replace

from scraper.archive.articles.paths import article_id
from scraper.archive.minhash import minhash_of
from scraper.archive.state.record import Record
from scraper.archive.state.state_store import State
from scraper.outcomes import OutcomeName
from scraper.pipeline.clock import utcnow

FIXTURES = Path(__file__).parents[2] / "fixtures"
_SEEDS = 5  # of each edit by chance
_PLACES = "Eastham Brightsea Norwick Holm Sandry Castlebay Ferrol Port-Alba".split()
_NAMES = "Ruth Tomasz Edith Idris Marian Oona Kemal Birgit".split()

Edit = Callable[[list[str], Random], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Of `asked` texts, how many were joined with an article."""

    kind: str
    asked: int
    joined: int

    @property
    def share(self) -> float:
        return self.joined / self.asked if self.asked else 0.0


def main() -> None:
    print("| copies | asked | joined | recall |\n|---|---:|---:|---:|")
    for figure in recalls():
        print(f"| {figure.kind} | {figure.asked} | {figure.joined} | {figure.share:.2f} |")
    print("\n| no copies | asked | joined falsely |\n|---|---:|---:|")
    for figure in false_joins():
        print(f"| {figure.kind} | {figure.asked} | {figure.joined} |")


# --- copies ---------------------------------------------------------------------------------


def _as_it_is(parts: list[str], _chance: Random) -> list[str]:
    return parts


def _restyled(parts: list[str], _chance: Random) -> list[str]:
    """Other quotation marks and dashes, and no capitals."""
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "—": "-"})
    return [part.translate(table).lower() for part in parts]


def _signed(parts: list[str], _chance: Random) -> list[str]:
    """A dateline before, a signature behind."""
    return [f"EASTHAM (HN) – {parts[0]}", *parts[1:], "Reporting by the Harbour News agency."]


def _with_a_note(parts: list[str], _chance: Random) -> list[str]:
    middle = len(parts) // 2
    note = "This article was changed on Tuesday to correct the name of the boat."
    return [*parts[:middle], note, *parts[middle:]]


def _without_its_end(share: float) -> Edit:
    def edit(parts: list[str], _chance: Random) -> list[str]:
        words = " ".join(parts).split(" ")
        return [" ".join(words[: round(len(words) * (1 - share))])]

    return edit


def _with_other_words(share: float) -> Edit:
    def edit(parts: list[str], chance: Random) -> list[str]:
        words = " ".join(parts).split(" ")
        for place in chance.sample(range(len(words)), round(len(words) * share)):
            words[place] = f"other{place}"
        return [" ".join(words)]

    return edit


def _in_another_order(parts: list[str], chance: Random) -> list[str]:
    moved = list(parts)
    moved.insert(chance.randrange(len(moved)), moved.pop(chance.randrange(len(moved))))
    return moved


COPIES: dict[str, Edit] = {
    "as it is": _as_it_is,
    "quotes, dashes, case": _restyled,
    "dateline and signature": _signed,
    "a note within": _with_a_note,
    "one paragraph moved": _in_another_order,
    "last 10% cut": _without_its_end(0.1),
    "last 20% cut": _without_its_end(0.2),
    "last 30% cut": _without_its_end(0.3),
    "1% of words changed": _with_other_words(0.01),
    "3% of words changed": _with_other_words(0.03),
    "5% of words changed": _with_other_words(0.05),
    "10% of words changed": _with_other_words(0.1),
}


def texts() -> list[list[str]]:
    """The paragraphs of every text of the fixtures that is long enough to have a sketch."""
    files = sorted([*FIXTURES.glob("*/expected.md"), *FIXTURES.glob("languages/*.md")])
    found = (re.split(r"\n\s*\n", path.read_text("utf-8").strip()) for path in files)
    return [parts for parts in found if minhash_of("\n".join(parts))]


def recalls() -> Iterator[Figure]:
    """A line for each edit: how many of its copies are joined with what they are copies of."""
    originals = texts()
    with _state(map("\n".join, originals)) as state:
        for kind, edit in COPIES.items():
            copies = [
                (number, "\n".join(edit(parts, Random(seed))))
                for number, parts in enumerate(originals)
                for seed in range(_SEEDS)
            ]
            joined = sum(_joined(state, copy) == f"text/{number}" for number, copy in copies)
            yield Figure(kind=kind, asked=len(copies), joined=joined)


# --- what is no copy --------------------------------------------------------------------------


def _weather(chance: Random) -> str:
    """The same sentences each day, other places and numbers."""
    days = (
        f"In {place} it will be {chance.choice(['fair', 'cloudy', 'wet', 'windy'])} with "
        f"{chance.randrange(30)} degrees by day, {chance.randrange(15)} at night, and wind of "
        f"force {chance.randrange(9)} from the {chance.choice(['north', 'south', 'east', 'west'])}."
        for place in chance.sample(_PLACES, 6)
    )
    return "The weather for tomorrow in our harbours. " + " ".join(days)


def _match(chance: Random) -> str:
    home, away = chance.sample(_PLACES, 2)
    goals = (
        f"{name} scored for {chance.choice([home, away])} after {chance.randrange(90)} minutes, "
        f"with a shot from {chance.randrange(5, 30)} metres that nobody could have held."
        for name in chance.sample(_NAMES, 5)
    )
    return f"{home} met {away} before {chance.randrange(100, 4000)} people. " + " ".join(goals)


def _with_background(chance: Random) -> str:
    """A third of it is the background that all parts of a series have."""
    background = " ".join(texts()[0])[:700]
    return _own_words(chance, 220) + " " + background


def _with_a_quotation(chance: Random) -> str:
    quotation = " ".join(texts()[1])[:900]
    return _own_words(chance, 160) + " " + quotation + " " + _own_words(chance, 60)


def _second_half_new(chance: Random) -> str:
    """As a live page goes on: half of what was there, and as much again."""
    old = " ".join(" ".join(parts) for parts in texts()[:2]).split(" ")[:200]
    return " ".join(old[: len(old) // 2]) + " " + _own_words(chance, 100)


def _own_words(chance: Random, count: int) -> str:
    return " ".join(f"{chance.choice(_NAMES)}{chance.randrange(400)}" for _ in range(count))


OTHERS: dict[str, Callable[[Random], str]] = {
    "weather reports": _weather,
    "match reports": _match,
    "a third in common (background)": _with_background,
    "40% in common (quotation)": _with_a_quotation,
    "half in common (live page)": _second_half_new,
}


def false_joins() -> Iterator[Figure]:
    """A line for each kind of text: how many are joined with another of their kind."""
    different = ["\n".join(parts) for parts in texts()]
    yield _joins("different articles", different)
    for kind, write in OTHERS.items():
        yield _joins(kind, [write(Random(f"{kind} {number}")) for number in range(200)])


def _joins(kind: str, written: list[str]) -> Figure:
    with _state(written) as state:
        joined = sum(
            _joined(state, text, but=f"text/{number}") is not None
            for number, text in enumerate(written)
        )
    return Figure(kind=kind, asked=len(written), joined=joined)


# --- the state ----------------------------------------------------------------------------------


@contextmanager
def _state(written: Iterable[str]) -> Iterator[State]:
    """A state in which each text is a saved article `text/<number>`."""
    with tempfile.TemporaryDirectory() as folder:
        state = State(Path(folder) / "state.sqlite")
        state.put(_record(f"text/{number}", text) for number, text in enumerate(written))
        try:
            yield state
        finally:
            state.close()


def _record(key: str, text: str) -> Record:
    return Record(
        key=key,
        id=article_id(key),
        url=f"https://{key}",
        site="text",
        outcome=OutcomeName.NEW,
        checked_at=utcnow(),
        path=f"articles/{key}.md",
        minhash=minhash_of(text),
    )


def _joined(state: State, text: str, *, but: str = "") -> str | None:
    """The key of the article that a text is joined with, as if `but` were not saved."""
    own = state.get(but)
    if own is not None:
        state.put([replace(own, path="")])
    found = state.find_similar(minhash_of(text))
    if own is not None:
        state.put([own])
    return found.key if found is not None else None
