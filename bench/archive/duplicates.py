"""How many copies of an article are found, and how many other texts are taken for copies: over
the texts of this project's own fixtures, in all their languages.

A copy is a text with one edit, as customers of an agency and sister sites make them. Not a copy
is another text of the set, or a text that shares a template, a background or a quotation. Each is
looked up in a real state, through its bands.
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
_SEEDS = 5  # of each random edit
_PLACES = "Eastham Brightsea Norwick Holm Sandry Castlebay Ferrol Port-Alba".split()
_NAMES = "Ruth Tomasz Edith Idris Marian Oona Kemal Birgit".split()

Edit = Callable[[list[str], Random], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Of `tested` texts, how many were joined with an article."""

    kind: str
    tested: int
    joined: int

    @property
    def share(self) -> float:
        return self.joined / self.tested if self.tested else 0.0


def main() -> None:
    print("| copies | tested | joined | recall |\n|---|---:|---:|---:|")
    for figure in recalls():
        print(f"| {figure.kind} | {figure.tested} | {figure.joined} | {figure.share:.2f} |")
    print("\n| other texts | tested | joined falsely |\n|---|---:|---:|")
    for figure in false_joins():
        print(f"| {figure.kind} | {figure.tested} | {figure.joined} |")


# --- copies ---------------------------------------------------------------------------------


def _same(parts: list[str], _rng: Random) -> list[str]:
    return parts


def _restyled(parts: list[str], _rng: Random) -> list[str]:
    """Other quotation marks and dashes, and no capitals."""
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "—": "-"})
    return [part.translate(table).lower() for part in parts]


def _signed(parts: list[str], _rng: Random) -> list[str]:
    """With a dateline and a signature."""
    return [f"EASTHAM (HN) – {parts[0]}", *parts[1:], "Reporting by the Harbour News agency."]


def _with_a_note(parts: list[str], _rng: Random) -> list[str]:
    middle = len(parts) // 2
    note = "This article was changed on Tuesday to correct the name of the boat."
    return [*parts[:middle], note, *parts[middle:]]


def _without_its_end(share: float) -> Edit:
    def edit(parts: list[str], _rng: Random) -> list[str]:
        words = " ".join(parts).split(" ")
        return [" ".join(words[: round(len(words) * (1 - share))])]

    return edit


def _with_other_words(share: float) -> Edit:
    def edit(parts: list[str], rng: Random) -> list[str]:
        words = " ".join(parts).split(" ")
        for position in rng.sample(range(len(words)), round(len(words) * share)):
            words[position] = f"other{position}"
        return [" ".join(words)]

    return edit


def _in_another_order(parts: list[str], rng: Random) -> list[str]:
    moved = list(parts)
    moved.insert(rng.randrange(len(moved)), moved.pop(rng.randrange(len(moved))))
    return moved


COPIES: dict[str, Edit] = {
    "as it is": _same,
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
    """The paragraphs of every text of the fixtures that is long enough for a signature."""
    files = sorted([*FIXTURES.glob("*/expected.md"), *FIXTURES.glob("languages/*.md")])
    found = (re.split(r"\n\s*\n", path.read_text("utf-8").strip()) for path in files)
    return [parts for parts in found if minhash_of("\n".join(parts))]


def recalls() -> Iterator[Figure]:
    """For each edit, how many of its copies are joined with their original."""
    originals = texts()
    with _state(map("\n".join, originals)) as state:
        for kind, edit in COPIES.items():
            copies = [
                (number, "\n".join(edit(parts, Random(seed))))
                for number, parts in enumerate(originals)
                for seed in range(_SEEDS)
            ]
            joined = sum(_joined(state, copy) == f"text/{number}" for number, copy in copies)
            yield Figure(kind=kind, tested=len(copies), joined=joined)


# --- other texts --------------------------------------------------------------------------


def _weather(rng: Random) -> str:
    """The same sentences each day with other places and numbers."""
    days = (
        f"In {place} it will be {rng.choice(['fair', 'cloudy', 'wet', 'windy'])} with "
        f"{rng.randrange(30)} degrees by day, {rng.randrange(15)} at night, and wind of "
        f"force {rng.randrange(9)} from the {rng.choice(['north', 'south', 'east', 'west'])}."
        for place in rng.sample(_PLACES, 6)
    )
    return "The weather for tomorrow in our harbours. " + " ".join(days)


def _match(rng: Random) -> str:
    home, away = rng.sample(_PLACES, 2)
    goals = (
        f"{name} scored for {rng.choice([home, away])} after {rng.randrange(90)} minutes, "
        f"with a shot from {rng.randrange(5, 30)} metres that nobody could have held."
        for name in rng.sample(_NAMES, 5)
    )
    return f"{home} met {away} before {rng.randrange(100, 4000)} people. " + " ".join(goals)


def _with_background(rng: Random) -> str:
    """A third is the background that all parts of a series repeat."""
    background = " ".join(texts()[0])[:700]
    return _own_words(rng, 220) + " " + background


def _with_a_quotation(rng: Random) -> str:
    quotation = " ".join(texts()[1])[:900]
    return _own_words(rng, 160) + " " + quotation + " " + _own_words(rng, 60)


def _second_half_new(rng: Random) -> str:
    """As a live page is continued: half of the earlier text, and as much new text."""
    old = " ".join(" ".join(parts) for parts in texts()[:2]).split(" ")[:200]
    return " ".join(old[: len(old) // 2]) + " " + _own_words(rng, 100)


def _own_words(rng: Random, count: int) -> str:
    return " ".join(f"{rng.choice(_NAMES)}{rng.randrange(400)}" for _ in range(count))


OTHERS: dict[str, Callable[[Random], str]] = {
    "weather reports": _weather,
    "match reports": _match,
    "a third in common (background)": _with_background,
    "40% in common (quotation)": _with_a_quotation,
    "half in common (live page)": _second_half_new,
}


def false_joins() -> Iterator[Figure]:
    """For each kind of text, how many are joined with another of their kind."""
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
    return Figure(kind=kind, tested=len(written), joined=joined)


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
