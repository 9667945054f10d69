"""The headings of a page -> their text as readers see it, and what may be the headline in it.

A heading may hold more than the headline (a kicker, a badge, a link to itself), or be the
site's logo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.metadata.cleaning import clean_text
from scraper.extraction.page.class_names import names_of
from scraper.extraction.page.url_parts import url_parts

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "button", "select", "img"})
# Elements that begin a line, or at least a word.
_BREAKS = frozenset({"br", "p", "div", "small", "li", "h1", "h2", "h3", "hr", "time", "header"})
# What a heading holds beside the headline, by class.
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|over-?line|article-?overline|top-?line|eyebrow|rubrik?|dachzeile|"
    r"spitzmarke|pre-?title|pre-?headline|super-?title|sup-?title|section-?name|category|"
    r"label|badge|tag|flag|premium|plus|paywall|paid)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(
    r"(?:^|[\s_-])(?:article-?|entry-?|post-?)?(?:sub-?titles?|sub-?head(?:line|ing)?|sub-?hed)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# What a heading of several parts calls the headline itself.
_HEADLINE = re.compile(
    r"(?:^|[\s_-])(?:headline|head|main-?title|title|title-?text)(?:$|\s)", re.IGNORECASE
)
_CRUMBS = re.compile(r"bread-?crumb", re.IGNORECASE)
_ANCHOR_TEXT = frozenset({"#", "¶", "§", "🔗", "⚓", "permalink", "link", "copy link"})
_ANCHOR = re.compile(
    r"(?:^|[\s_-])(?:anchor|header-?link|heading-?link|permalink|hash-?link|direct-?link)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LOGO = re.compile(
    r"(?:^|[\s_-])(?:logo\w*|brand|branding|site-?title|site-?name|navbar-?brand)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HOME = re.compile(r"^/?(?:index\.\w+|home/?|[a-z]{2}(?:-[a-z]{2})?/?)?$", re.IGNORECASE)
_CALLED = (
    '[class~="headline" i], [class~="entry-title" i], [class~="post-title" i], '
    '[class~="article-title" i]'
)
_LOGOS = 'a[href="/"], [class*="logo" i], [id*="logo" i], [class*="site-title" i]'
_MOST_LOGOS, _LONGEST_LOGO = 6, 40
_OUTER = "|·•–—-/: "
_MOST_PIECES = 12
_MOST = 12  # headings of a page
_CLIMB = 3


@dataclass(frozen=True, slots=True)
class PageHeading:
    """A heading. `text` is all of it, `shown` without kicker, badge and subtitle.

    `pieces` are the texts of its elements, in order. `is_logo` says whether it is the site's
    name or picture: it links to the front page, or is called a logo. `is_crumb` says whether it
    is the last step of a path to the page: a title for search engines.
    """

    text: str
    shown: str
    pieces: tuple[str, ...]
    is_logo: bool
    is_crumb: bool = False

    def forms(self) -> Iterator[str]:
        """What may be the headline in it: all, the shown part, and runs from either end."""
        yield self.shown
        if self.text != self.shown:
            yield self.text
        for start in range(1, len(self.pieces)):
            yield _joined(self.pieces[start:])
        for end in range(len(self.pieces) - 1, 0, -1):
            yield _joined(self.pieces[:end])


class PageHeadings:
    """The headings of a page by rank, each rank read when it is first needed."""

    def __init__(self, tree: LexborHTMLParser, url: str) -> None:
        self._tree, self._url = tree, url

    @cached_property
    def first(self) -> list[PageHeading]:
        return self._ranked('h1, [role="heading"][aria-level="1"]')

    @cached_property
    def second(self) -> list[PageHeading]:
        return self._ranked("h2")

    @cached_property
    def called(self) -> list[PageHeading]:
        """What is no heading, but called a headline by its class."""
        found = (_read(node, self._url) for node in self._tree.css(_CALLED)[:1])
        return [heading for heading in found if heading.text]

    def shows(self, text: str) -> bool:
        """Whether a line of the page is `text`."""
        return text.casefold() in self._lines

    @cached_property
    def _lines(self) -> frozenset[str]:
        body = self._tree.body
        text = body.text(separator="\n") if body is not None else ""
        return frozenset(" ".join(line.split()).casefold() for line in text.split("\n"))

    @cached_property
    def logo_names(self) -> list[str]:
        """What the links to the front page, and the logos, call the site."""
        found = []
        for node in self._tree.css(_LOGOS)[:_MOST_LOGOS]:
            images = (image.attributes.get("alt") or "" for image in node.css("img[alt]")[:1])
            text = " ".join(node.text(separator=" ").split())
            found += [name for name in (text, *images) if 2 < len(name) <= _LONGEST_LOGO]
        return found

    def _ranked(self, selector: str) -> list[PageHeading]:
        found = (_read(node, self._url) for node in self._tree.css(selector)[:_MOST])
        return [heading for heading in found if heading.text]


def _read(node: LexborNode, url: str) -> PageHeading:
    found = list(_runs(node, node, ""))[: _MOST_PIECES * 2]
    text = _spaced(run for run, _ in found)
    shown = _spaced(_shown(found)) or text
    pieces = tuple(piece for run, _ in found if (piece := clean_text(run, has_tags=False)))
    if len(pieces) > _MOST_PIECES:
        pieces = ()
    return PageHeading(text, shown, pieces, _is_logo(node, url), _is_crumb(node))


def _shown(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The runs that are the headline: those called so where others precede them, else those that
    are called nothing else. A kicker comes before the headline.
    """
    named = [at for at, (run, role) in enumerate(found) if role == "headline" and run.strip()]
    plain = [
        at for at, (run, role) in enumerate(found) if not role and run.strip(f"{_OUTER}\n\t\r")
    ]
    if named and plain and plain[-1] < named[0]:
        return (run for run, role in found if role == "headline")
    last = max([*named, *plain], default=0)
    return (
        run
        for at, (run, role) in enumerate(found)
        if role in {"", "headline"} or (role == "kicker" and at > last)
    )


def _is_crumb(node: LexborNode) -> bool:
    parent = node.parent
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article", "header"}:
            break
        attributes = parent.attributes
        kind = f"{names_of(attributes)} {attributes.get('itemtype') or ''}"
        if parent.tag in {"nav", "li", "ol", "ul"} and _CRUMBS.search(kind):
            return True
        if parent.tag == "li" and (attributes.get("itemprop") or "") == "itemListElement":
            return True
        parent = parent.parent
    return bool(_CRUMBS.search(names_of(node.attributes)))


def _runs(node: LexborNode, top: LexborNode, role: str) -> Iterator[tuple[str, str]]:
    """The texts in `node`, each with what it is beside the headline (empty: the headline)."""
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            yield child.text_content or "", role
        elif tag in _BREAKS:
            yield " ", role
            yield from _runs(child, top, _within(role, "subtitle" if tag == "small" else ""))
            yield " ", role
        elif tag not in _UNSEEN and not _is_anchor(child):
            yield from _runs(child, top, _within(role, _role(child)))
        child = child.next


def _within(outer: str, inner: str) -> str:
    """The role of what is in a part of a heading: a box of the headline may hold its kicker."""
    return inner or outer if outer in {"", "headline"} else outer


def _role(node: LexborNode) -> str:
    names = names_of(node.attributes)
    if not names:
        return ""
    if _KICKER.search(names):
        return "kicker"
    if _SUBTITLE.search(names):
        return "subtitle"
    return "headline" if _HEADLINE.search(names) else ""


def _is_anchor(node: LexborNode) -> bool:
    """Whether `node` is a heading's link to itself."""
    if node.tag not in {"a", "span"}:
        return False
    text = node.text().strip()
    if text.casefold() in _ANCHOR_TEXT:
        return node.tag == "a" or len(text) == 1
    return node.tag == "a" and len(text) < 3 and bool(_ANCHOR.search(names_of(node.attributes)))


def _joined(pieces: Sequence[str]) -> str:
    return " ".join(pieces).strip(_OUTER)


def _spaced(runs: Iterable[str]) -> str:
    """The runs as one line: apart where one ends in a word and the next begins a new one."""
    text = ""
    for run in runs:
        if text and run and _begins_anew(text[-2:], run[0]):
            text += " "
        text += run
    return clean_text(text, has_tags=False).strip(_OUTER)


def _begins_anew(before: str, after: str) -> bool:
    """Whether a word ends with `before`, one or two characters, and another begins with `after`."""
    last = before[-1]
    closes = last in ".:!?)”»" or (last in "\"'“" and before[0].isalnum())
    return (last.islower() or last.isdigit() or closes) and after.isupper()


def _is_logo(node: LexborNode, url: str) -> bool:
    """Whether the heading links to the front page, or it or a box close to it is a logo's."""
    parent: LexborNode | None = node
    for _ in range(_CLIMB):
        if parent is None or parent.tag in {"body", "main", "article"}:
            break
        if parent.tag == "a" and _is_home(parent.attributes.get("href") or "", url):
            return True
        if parent.tag != "header" and _LOGO.search(names_of(parent.attributes)):
            return True
        parent = parent.parent
    links = node.css("a[href]")
    if len(links) != 1 or not _is_home(links[0].attributes.get("href") or "", url):
        return False
    return len(links[0].text().strip()) >= len(node.text().strip()) * 0.8


def _is_home(href: str, url: str) -> bool:
    """Whether `href` is the front page of the page's own site (and the page is not it)."""
    target, page = url_parts(href.strip()), url_parts(url)
    if target.query or target.fragment or href.strip().startswith("#") or not href.strip():
        return False
    if target.hostname and page.hostname and target.hostname != page.hostname:
        return False
    is_root = bool(_HOME.match(target.path)) and (target.path != "" or bool(target.hostname))
    return is_root and page.path not in {"", "/"}
