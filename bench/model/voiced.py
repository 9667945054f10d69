"""Sources made of the sentences of voice/<language>.toml: articles and debris in many languages.

The corpora's pages are mostly English. Here a body is paragraphs of three or so sentences of
articles, half of them about newsletters, cookies and comments, and the debris is what a site
says in that language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from random import Random
from zlib import crc32

from bench.model.lender import Source
from bench.model.markup import Line
from bench.model.voice import FOLDER
from scraper.extraction.page.word_count import count_words

_EACH = 10  # sources of a language
_ALONE = "rules newsletter share follow support cookies advert dated rights tags".split()

Listed = Mapping[str, Sequence[str]]


def voiced_sources(folder: Path = FOLDER) -> Iterator[Source]:
    """_EACH sources of every language, always the same."""
    for path in sorted(folder.glob("*.toml")):
        listed = tomllib.loads(path.read_text("utf-8"))
        for number in range(_EACH):
            random = Random(crc32(f"{path.stem} {number}".encode()))
            yield _source(path.stem, number, listed, random)


def _source(language: str, number: int, listed: Listed, random: Random) -> Source:
    sentences = random.sample(list(listed["article"]), len(listed["article"]))
    titles = [_fragment(text) for text in sentences[-8:]]
    return Source(
        name=f"voice/{language}-{number}",
        domain="voice.example",
        language=language,
        title=titles[0],
        authors=(),
        body=tuple(_body(sentences[:-8], random)),
        before=(_linked(titles[1:4]), _lines(random.sample(list(listed["dated"]), 2))),
        after=tuple(_debris(listed, titles, random)),
        names=tuple(listed["names"]),
        days=tuple(listed["days"]),
        replies=tuple(listed["replies"]),
    )


def _body(sentences: Sequence[str], random: Random) -> Iterator[Line]:
    """Five to nine parts, most of them paragraphs, some under a heading; in every other body some
    are of another form, which articles have too: lists, years, questions and answers, verses.
    """
    left = iter(sentences)
    form = random.choice([None] * len(_FORMS) + list(_FORMS))
    special = {random.randrange(1, 9), 8} if form else set()
    for part in range(random.randint(5, 9)):
        if part and random.random() < 0.25:
            yield Line("h2", escape(_fragment(next(left))), 4)
        if form and part in special:
            yield from form([next(left) for _ in range(4)], random)
        text = " ".join(next(left) for _ in range(random.randint(1, 4)))
        yield Line("p", escape(text), count_words(text))
    if random.random() < 0.3:  # a short last paragraph
        text = next(left)
        yield Line("p", escape(text), count_words(text))


def _entries(sentences: Sequence[str], random: Random) -> Iterator[Line]:
    """A list of short entries, some with a year or a measure."""
    for text in sentences:
        words = _fragment(text)
        entry = random.choice([words, f"{words} ({random.randint(1890, 2025)})"])
        yield Line("li", escape(entry), count_words(entry))


def _years(sentences: Sequence[str], random: Random) -> Iterator[Line]:
    """A timeline."""
    year = random.randint(1890, 1990)
    tag = random.choice(["li", "p"])
    for text in sentences:
        year += random.randint(1, 9)
        yield Line(tag, f"<b>{year}</b>: {escape(text)}", count_words(text))


def _steps(sentences: Sequence[str], random: Random) -> Iterator[Line]:
    """Measures, and what is done with them."""
    for text in sentences[:2]:
        entry = f"{random.randint(2, 900)} g {_fragment(text)}"
        yield Line("li", escape(entry), count_words(entry))
    for text in sentences[2:]:
        yield Line("li", escape(text), count_words(text))


def _interview(sentences: Sequence[str], random: Random) -> Iterator[Line]:
    """Questions, some of them in bold, and short answers."""
    tag = random.choice(["b", "b", "span"])
    for question, answer in zip(sentences[::2], sentences[1::2], strict=True):
        yield Line("p", f"<{tag}>{escape(_fragment(question))}?</{tag}>", 6)
        said = random.choice([answer, _fragment(answer) + "."])
        yield Line("p", escape(said), count_words(said))


def _verses(sentences: Sequence[str], random: Random) -> Iterator[Line]:
    """A stanza, its lines parted by breaks."""
    lines = [_fragment(text) for text in random.sample(list(sentences), len(sentences))]
    yield Line("p", "<br>".join(map(escape, lines)), count_words(" ".join(lines)))


_FORMS = (_entries, _entries, _years, _steps, _interview, _verses)


def _debris(listed: Listed, titles: Sequence[str], random: Random) -> Iterator[tuple[Line, ...]]:
    for name in _ALONE:
        for text in listed[name]:
            yield _lines([text])
    for text in listed["recommended"]:
        yield (*_lines([text]), *_linked(random.sample(list(titles), 3)))
    for text in listed["invite"]:
        yield _lines([text])


def _lines(texts: Sequence[str]) -> tuple[Line, ...]:
    return tuple(Line("p", escape(text), count_words(text)) for text in texts)


def _linked(texts: Sequence[str]) -> tuple[Line, ...]:
    return tuple(
        Line("p", f'<a href="/{count_words(text)}">{escape(text)}</a>', count_words(text))
        for text in texts
    )


def _fragment(sentence: str) -> str:
    """The beginning of a sentence, as a headline or an entry of a list may be."""
    words = sentence.split()
    if len(words) < 5:  # a script without spaces
        return sentence[:14].rstrip("、，。,. ")
    return " ".join(words[:6]).rstrip(",.;:!?«»\"“”'„ ")
