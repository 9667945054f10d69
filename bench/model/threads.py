"""Threads of comments as pages write them: name, date and a few words, again and again."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from random import Random

from bench.model.lender import Source
from bench.model.markup import Line

THREAD = 18  # lines, at most


def thread(lenders: Sequence[Source], random: Random) -> tuple[Line, ...]:
    """Name, date and a few words, again and again: of the readers of a page, or else the words are
    of other articles.
    """
    lines: list[Line] = []
    form = random.randrange(6)
    names = [name for one in lenders for name in (*one.authors, *one.names)] or ["Ann", "M. K."]
    days = [day for one in lenders for day in one.days]
    texts = [escape(text) for one in lenders for text in one.replies] or [
        line.html for one in lenders[:80] for line in one.body if 6 <= line.words <= 45
    ]
    for _ in range(random.randint(1, THREAD // 3)):
        name = escape(random.choice([random.choice(names), _nickname(random)]))
        day = escape(random.choice(days) if days and random.random() < 0.7 else _day(random))
        lines += _signed(name, day, random.choice(texts) if texts else "", form)
    return tuple(lines)


def _signed(name: str, day: str, text: str, form: int) -> list[Line]:
    """One comment, in one of the ways that pages write them."""
    said = [Line("p", text, len(text.split()))] if text else []
    match form:
        case 0:
            return [Line("p", name, 2), Line("p", day, 3), *said]
        case 1:
            return [Line("p", f"{name}, {day}", 5), *said]
        case 2:
            return [Line("p", f"{day} – {name}", 5), *said]
        case 3:
            return [Line("p", f"{name}<br>{day}<br>{text}", 5 + len(text.split()))]
        case 4:
            return [Line("p", f"<b>{name}</b> {day}", 5), *said]
        case _:
            return [Line("p", f"<b>{name}</b>", 2), Line("p", day, 3), *said]


def _nickname(random: Random) -> str:
    syllables = "ka lo mi ra ten vo shi bel dor us an pe".split()
    return "".join(random.choices(syllables, k=3)) + random.choice(["", "_7", "41", "1988"])


def _day(random: Random) -> str:
    year, month, day = random.randint(2015, 2026), random.randint(1, 12), random.randint(1, 28)
    hour, minute = random.randrange(24), random.randrange(60)
    clock = f"{hour:02}:{minute:02}"
    return random.choice([
        f"{day}.{month}.{year} {clock}", f"{year}-{month:02}-{day:02}",
        f"{day}/{month}/{year}, {clock}", f"{clock}, {day}.{month}.{year}",
    ])  # fmt: skip
