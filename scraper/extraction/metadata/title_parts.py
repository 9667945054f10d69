"""The parts of a title: the headline, the section and the name of the site.

"Headline | Section | Site", "Site: Headline", "Headline_Section_Site". Which part is which is
told by what is known of the site: its declared name, its host, the words of its logo.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from scraper.extraction.page.url_parts import url_parts
from scraper.extraction.page.word_count import count_words
from scraper.scripts import UNSPACED

_WORD = re.compile(r"[^\W_]+")
# Signs that separate the parts of a title wherever they occur; a dash only between spaces, an
# underscore only beside a script without spaces or between spaces.
_STRONG = re.compile(
    r"\s*(?:[|｜│┃∣¦·•▪‹›⋅⋆]|::|\s(?:[-–—―:~/_]+|[<>→►▸◆★●■])\s|\s[-–—](?=\s*$)|"
    rf"(?<=[{UNSPACED}])_+|_+(?=[{UNSPACED}])|－)\s*"
)
_GUILLEMETS = re.compile(r"\s*[«»]\s*")
# Signs that separate only what is known to be the site's name from the rest.
_WEAK = re.compile(r"\s*[-–—:：,，、/／_「」『』【】《》!！?？.]\s*|\s+")
_INSIDE_WORDS = frozenset("-–—,./?!")  # signs that also occur inside a word or number
_ENDS = frozenset("?!？！")  # of a headline
_OUTER = " \t-–—:：,，/／_|·•「」『』【】"
_MOST_SITE_WORDS = 5
_MOST_EXACT_WORDS = 12  # words of a declared name that is repeated as it is declared
_SHORTEST_HOST = 4  # letters of a host's label that may be a part of a name
# Words of hosts that name no site.
_GENERIC = frozenset(
    "www blog blogs news en de fr es pt it ja zh m amp mobile web shop store docs help support "
    "go com co net org gov edu ac info home magazine online beta app".split()
)
# A short last part is taken for the site's name where the rest is a whole headline.
_MOST_TAIL_WORDS, _FEWEST_HEADLINE_WORDS, _FEWEST_KOREAN_WORDS = 4, 5, 3
_LONGEST_NAME = 20  # characters of a site's name in a script without spaces
_HANGUL = re.compile("[가-힣]")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]").search
_IN_LEADING_BRACKETS = re.compile(r"^\s*[(\[（【]\s*([^()\[\]（）【】]+?)\s*[)\]）】]\s*(?=\S)")
_IN_BRACKETS = re.compile(r"\s*[(\[（【]\s*([^()\[\]（）【】]+?)\s*[)\]）】]\s*$")


def title_key(text: str) -> str:
    """The words of `text` in one spelling, for comparing titles."""
    return " ".join(_WORD.findall(text.casefold()))


def squeezed(text: str) -> str:
    """The letters and digits of `text` in one spelling, without anything between them."""
    return "".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=256)
def separators(title: str) -> tuple[tuple[int, int], ...]:
    """Where the parts of `title` are separated: start and end of each sign."""
    found = [match.span() for match in _STRONG.finditer(title)]
    if ("«" in title) != ("»" in title):  # both are quotation marks
        found += [match.span() for match in _GUILLEMETS.finditer(title)]
    return tuple(sorted(found))


def parts(title: str) -> list[str]:
    """The parts of `title`, in order."""
    borders = [0, *(place for cut in separators(title) for place in cut), len(title)]
    pairs = zip(borders[::2], borders[1::2], strict=True)
    return [part for start, end in pairs if (part := title[start:end].strip())]


class SiteNames:
    """What is known of the names of a page's site."""

    def __init__(self, names: Iterable[str], url: str = "") -> None:
        self.declared = {squeezed(name) for name in names} - {""}
        address = url_parts(url)
        self.is_front_page = address.path in {"", "/"}
        host = (address.hostname or "").removeprefix("www.")
        labels = [label for label in host.split(".")[:-1] if label not in _GENERIC]
        self.labels = {squeezed(label) for label in labels} - {""}
        self.host = squeezed(host)
        self.exact = self.declared | self.labels | ({self.host} - {""})

    def names(self, part: str) -> bool:
        """Whether `part` of a title names the site: exactly, in other words, or abbreviated."""
        name, words = squeezed(part), len(part.split())
        if not name or words > _MOST_EXACT_WORDS:
            return False
        if name in self.exact:
            return True
        if words > _MOST_SITE_WORDS:
            return words <= 2 * _MOST_SITE_WORDS and self._begins_as_host(name)
        if len(name) > 3 and any(
            (len(site) >= _SHORTEST_HOST and site in name) or name in site for site in self.exact
        ):
            return True
        return any(_abbreviates(label, title_key(part).split()) for label in self.labels)

    def _begins_as_host(self, name: str) -> bool:
        return any(len(label) >= 2 * _SHORTEST_HOST and label in name for label in self.labels)

    def is_exactly(self, part: str) -> bool:
        """Whether `part` is a name of the site as it is written."""
        name = squeezed(part)
        return bool(name) and (name in self.exact or name.removeprefix("the") in self.exact)

    def opens(self, part: str) -> bool:
        """Whether `part` begins with the site's name, as the host has it, and names it further."""
        words = title_key(part).split()
        if not words or len(words) > _MOST_SITE_WORDS:
            return False
        first = words[0]
        return any(
            first == label or (len(label) > _SHORTEST_HOST and first.startswith(label))
            for label in self.labels
        )


def _abbreviates(label: str, words: list[str]) -> bool:
    """Whether `label` is made of the beginnings of `words`, the first one's included.

    "nytimes" of "The New York Times", "tarnecho" of "Tarn Street Echo".
    """
    words = words[1:] if words[:1] == ["the"] else words
    if len(label) < 3 or len(words) < 2 or not label.startswith(words[0][0]):
        return False
    places = {0: 0}  # letters of the label that are used up -> words that gave some
    for word in words:
        shared = dict(places)
        for place, used in places.items():
            for length in range(1, len(word) + 1):
                if label[place : place + length] != word[:length] or place + length > len(label):
                    break
                shared[place + length] = max(shared.get(place + length, 0), used + 1)
        places = shared
    return places.get(len(label), 0) >= max(2, len(words) - 1)


def without_site(title: str, sites: SiteNames, rubrics: Container[str] = ()) -> str:
    """`title` without the parts, at either end, that name the site or a section.

    `rubrics` are squeezed names of sections.
    """
    title = _without_slogan(_without_tail(title, sites), sites)
    cuts = separators(title)
    if cuts and cuts[-1][0] and squeezed(title[cuts[-1][1] :]) in rubrics:
        title = title[: cuts[-1][0]]
    for start, end in separators(title)[:1]:
        if title[end:] and _is_prefix(title[:start], sites):
            title = _without_rubric(title[end:], rubrics)
    return title


def _without_slogan(title: str, sites: SiteNames) -> str:
    """`title` up to a part in its middle that is the site's name: what follows says more of it."""
    cuts = separators(title)
    for (start, end), (after, _) in pairwise(cuts):
        if start and sites.is_exactly(title[end:after]):
            return title[:start]
    return title


def _without_rubric(title: str, rubrics: Container[str]) -> str:
    """`title`, before which the site's name stood, without a section at its beginning."""
    for start, end in separators(title)[:1]:
        if title[end:] and squeezed(title[:start]) in rubrics:
            return title[end:]
    return title


def _is_prefix(part: str, sites: SiteNames) -> bool:
    """Whether a first part names the site; "Site 2" and a product of the site do not."""
    if sites.is_exactly(part):
        return True
    name = squeezed(part)
    is_long = any(2 * len(site) > len(name) for site in sites.exact if site in name)
    is_part = any(name in site for site in sites.exact) and len(name) > _SHORTEST_HOST
    return (is_long or is_part) and not any(map(str.isdigit, part)) and sites.names(part)


def _without_tail(title: str, sites: SiteNames) -> str:
    end_of_title = len(title)
    while (end := _end_before_site(title[:end_of_title], sites)) < end_of_title:
        end_of_title = end
    return title[:end_of_title]


def _end_before_site(title: str, sites: SiteNames) -> int:
    """Where the last parts that name the site, or nothing, begin; the end where none does."""
    for start, end in reversed(separators(title)):
        if start and (sites.names(title[end:]) or not title[end:].strip()):
            return start
    return len(title)


def without_joined_site(title: str, sites: SiteNames) -> str:
    """`title` without the site's name where no clear sign separates it.

    For titles that no heading confirms: "Site: Headline", "Site「Headline」", "host.tld Headline".
    On a front page the site is what the page is about.
    """
    if sites.is_front_page:
        return title
    if (match := _IN_BRACKETS.search(title)) and sites.is_exactly(match[1]):
        return title[: match.start()]
    if (match := _IN_LEADING_BRACKETS.search(title)) and sites.is_exactly(match[1]):
        return title[match.end() :]
    for match in _WEAK.finditer(title):
        head, rest = title[: match.start()], title[match.end() :]
        if rest and sites.is_exactly(head) and _is_headline(rest) and _may_join(head, match, sites):
            return rest.strip(_OUTER) if match.group().strip() not in {"「", "『"} else rest[:-1]
    for match in _WEAK.finditer(title):
        head, tail = title[: match.start()], title[match.end() :]
        if not head or not match.group().strip():
            continue
        is_colon = match.group().strip() in {":", "："}
        if sites.is_exactly(tail.strip(_OUTER)) or (
            is_colon and (sites.opens(tail) or _is_prefix(tail, sites))
        ):
            return f"{head}{match.group().strip()}" if match.group().strip() in _ENDS else head
    return title


def _may_join(head: str, match: re.Match[str], sites: SiteNames) -> bool:
    """Whether a sign, or for a host name a space alone, separates `head` from the rest."""
    sign = match.group().strip()
    if not sign:
        return "." in head and squeezed(head) == sites.host
    return match.group()[-1].isspace() or sign not in _INSIDE_WORDS or sign in "–—"


def _is_headline(rest: str) -> bool:
    """Whether `rest` begins as a headline does: a sentence that goes on begins small."""
    return not rest[0].islower()


def without_likely_site(title: str) -> str:
    """`title` without a short last part, where what precedes it is a headline by itself."""
    cuts = separators(title)
    if not cuts:
        return title
    first = title[: cuts[0][0]]
    signs = [title[start:end].strip() for start, end in cuts]
    if _is_whole(first) and (signs.count("<") > 1 or (signs[0] == "_" and _IS_UNSPACED(first))):
        return first  # what follows is the path to it: "headline < section < site"
    start, end = cuts[-1]
    head, tail = title[:start], title[end:]
    if _IS_UNSPACED(head) and 2 * len(tail) < len(head) and len(tail) <= _LONGEST_NAME:
        return head
    is_name = 0 < count_words(tail) <= _MOST_TAIL_WORDS and not any(map(str.isdigit, tail))
    is_name = is_name and _is_headline(tail) and tail.strip()[-1] not in "?!…"
    return head if is_name and _is_whole(head) else title


def _is_whole(head: str) -> bool:
    """Whether `head` is long enough for a headline: words of Korean say as much as two others."""
    words = count_words(head)
    return words >= _FEWEST_HEADLINE_WORDS or (
        words >= _FEWEST_KOREAN_WORDS and _HANGUL.search(head) is not None
    )


def left_over(title: str, headline: str) -> str:
    """The last part of `title` that is not `headline`: the site's name, where they are joined so.

    Empty where the title is not the headline, a sign, and something short.
    """
    for start, end in separators(title):
        if title_key(title[:start]) == title_key(headline):
            rest = list(_named_parts(title[end:]))
            return rest[-1] if rest else ""
    return ""


def _named_parts(text: str) -> Iterator[str]:
    return (part for part in parts(text) if len(part.split()) <= _MOST_SITE_WORDS)
