"""The headline: what the page's visible headings and its titles agree on.

`<title>` and `og:title` carry the site's name and the section beside the headline, `<h1>` is
often the site's logo; where one of the headings stands inside one of the titles, it is it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from scraper.extraction.metadata.candidates import Candidate

_WORD = re.compile(r"\w+")
# What parts a title from the site's name; a hyphen only between spaces.
_PARTS = re.compile(r"\s*(?:[|｜»«·•‹›]|::|\s[-–—:~/]+\s|\s[-–—](?=\s*$))\s*")
_MOST_SITE_WORDS = 5
_SHARED = 0.4  # share of the words of the shorter one


def choose_headline(
    titles: Sequence[Candidate],
    headings: Sequence[Candidate],
    site_names: Iterable[str],
    rubrics: Container[str] = (),
) -> Candidate | None:
    """The headline among the `titles` (surest first) and `headings` (page order).

    `rubrics` are the squeezed names of the page's sections.
    """
    named = [(title, _key(title.value)) for title in titles]
    sites = {squeezed(name) for name in site_names} - {""}
    agreed = [
        heading
        for heading in headings
        if _agrees(_key(heading.value), named) and not _heads_all(_key(heading.value), named)
    ]
    if agreed:
        best = max(agreed, key=lambda heading: _support(_key(heading.value), named))
        return Candidate("title", without_site(best.value, sites, rubrics), best.source, 0.95)
    if (worded := _in_other_words(named, headings)) is not None:
        return Candidate("title", worded.value, worded.source, 0.8)
    for title in titles:
        value = without_site(title.value, sites, rubrics)
        if squeezed(value) not in sites:
            return Candidate("title", value, title.source, title.confidence)
    return headings[0] if headings else titles[0] if titles else None


def without_site(title: str, sites: set[str], rubrics: Container[str] = ()) -> str:
    """`title` without the parts, at either end, that name the site or the rubric."""
    for start, end in reversed([match.span() for match in _PARTS.finditer(title)]):
        if start and _is_site(title[end:], sites):
            title = title[:start]
            break
    cuts = [match.span() for match in _PARTS.finditer(title)]
    if cuts and squeezed(title[cuts[-1][1] :]) in rubrics and cuts[-1][0]:
        title = title[: cuts[-1][0]]
    for start, end in cuts[:1]:
        if _is_site(title[:start], sites) and title[end:]:
            title = title[end:]
    return title


def _is_site(part: str, sites: set[str]) -> bool:
    name = squeezed(part)
    if not name or len(part.split()) > _MOST_SITE_WORDS:
        return False
    return any(name == s or (len(name) > 3 and (name in s or s in name)) for s in sites)


def _agrees(heading: str, named: list[tuple[Candidate, str]]) -> bool:
    """Whether the heading is most of a title, or one that stands at a title's end."""
    words = heading.count(" ") + 1
    if not heading:
        return False
    return any(
        heading == key or (words >= 3 and f" {heading} " in f" {key} ") or _opens(heading, title)
        for title, key in named
    )


def _heads_all(heading: str, named: list[tuple[Candidate, str]]) -> bool:
    """Whether one title is the heading and another title: then it heads every page."""
    keys = {key for _, key in named}
    return any(f"{heading} {key}" in keys or f"{key} {heading}" in keys for key in keys)


def _opens(heading: str, title: Candidate) -> bool:
    """A short heading counts where a title is that, a sign, and the site's name."""
    parts = [_key(part) for part in _PARTS.split(title.value)]
    return len(parts) > 1 and heading == parts[0]


def _in_other_words(
    named: list[tuple[Candidate, str]], headings: Sequence[Candidate]
) -> Candidate | None:
    """The page's only heading of its rank, where it shares its words with a title.

    Titles are often worded anew for search engines; the heading is what readers see.
    """
    words = [set(_key(heading.value).split()) for heading in headings]
    worded = [
        heading
        for heading, own in zip(headings, words, strict=True)
        if len(own) >= 3 and any(_share(own, set(key.split())) >= _SHARED for _, key in named)
    ]
    return worded[0] if len(worded) == 1 else None


def _share(first: set[str], second: set[str]) -> float:
    least = min(len(first), len(second))
    return len(first & second) / least if least else 0.0


def _support(heading: str, named: list[tuple[Candidate, str]]) -> tuple[int, int]:
    exact = sum(heading == key for _, key in named)
    held = sum(f" {heading} " in f" {key} " for _, key in named)
    return (exact, held)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def squeezed(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
