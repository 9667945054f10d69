"""The user's own selectors: what a site's settings say to drop or to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from scraper.errors import SettingsError
from scraper.extraction.decisions import SHOWN
from scraper.extraction.page.outline import Outline
from scraper.models import Removal


@lru_cache(maxsize=64)
def check_selectors(name: str, selectors: tuple[str, ...]) -> None:
    """Raises SettingsError for the first that is no CSS selector; `name` is that of the setting.

    What has been checked is remembered: the settings are the same for page after page.
    """
    page = LexborHTMLParser("<p>")
    for selector in selectors:
        try:
            page.css(selector)
        except (SelectolaxError, MemoryError) as error:
            raise SettingsError(f"{name}: not a CSS selector: {selector!r}") from error


def drop_selected(root: LexborNode, selectors: Iterable[str]) -> list[Removal]:
    """Remove from the tree what the selectors match; the decisions of it."""
    removed = []
    for selector in selectors:
        for node in list(_outermost(root.css(selector))):
            text = " ".join(node.text(separator=" ").split())
            path = node.tag or ""
            removed.append(
                Removal(step="settings", rule=f"drop {selector}", text=text[:SHOWN], path=path)
            )
            node.decompose()
    return removed


def _outermost(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    """Nodes that no other of `nodes` holds: a node inside a freed one must not be touched."""
    matched = {node.mem_id for node in nodes}
    outer = []
    for node in nodes:
        parent = node.parent
        while parent is not None and parent.mem_id not in matched:
            parent = parent.parent
        if parent is None:
            outer.append(node)
    return iter(outer)


def selected(root: LexborNode, outline: Outline, selectors: Iterable[str]) -> frozenset[int]:
    """The segments inside what the selectors match."""
    matched = {node.mem_id for selector in selectors for node in root.css(selector)}
    if not matched:
        return frozenset()
    inside = (e for e in outline.elements if e.node.mem_id in matched)
    return frozenset(i for e in inside for i in range(e.first, e.last))
