"""What a site puts around each of its pages: a menu, columns of headlines, links at the foot.

Pages that are only text and debris teach a model that little else is on a page, and it fails
where a hundred links come first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from bench.model.lender import Source
from bench.model.markup import Line, without_links

_LINK = 5  # words of a menu's entry
_LINKS = (8, 40, 120, 220)  # most entries that a menu has
_HEADLINES = 25
_NAMES = ("", "", "", "menu", "nav", "top", "left", "c1", "sections", "col")


def with_site_frame(html: str, lenders: Sequence[Source], random: Random) -> str:
    """A page with what a site has before and after it; the entries are those of other pages."""
    lines = [line for one in random.sample(lenders, min(12, len(lenders))) for line in _lines(one)]
    entries = [line for line in lines if 0 < line.words <= _LINK]
    headlines = [line for line in lines if _LINK < line.words <= 3 * _LINK]
    before = _list_of_links(entries, random.randint(4, random.choice(_LINKS)), random)
    after = _list_of_links(entries, random.randint(0, 40), random)
    column = _list_of_links(headlines, random.randint(0, _HEADLINES), random)
    if random.random() < 0.5:
        before += column
    else:
        after = column + after
    return html.replace("<body>", f"<body>{before}", 1).replace("</body>", f"{after}</body>", 1)


def _lines(one: Source) -> list[Line]:
    return [line for run in (*one.before, *one.after) for line in run]


def _list_of_links(lines: Sequence[Line], count: int, random: Random) -> str:
    if not lines or not count:
        return ""
    links = [
        f'<a href="/{random.randrange(9999)}">{without_links(random.choice(lines)).html}</a>'
        for _ in range(count)
    ]
    name = random.choice(_NAMES)
    return random.choice(_LISTS)(links, f' class="{name}"' if name else "")


def _as_list(links: Sequence[str], called: str) -> str:
    return f"<ul{called}>{''.join(f'<li>{link}</li>' for link in links)}</ul>"


def _in_box(links: Sequence[str], called: str) -> str:
    return f"<div{called}>{_as_list(links, '')}</div>"


def _as_boxes(links: Sequence[str], called: str) -> str:
    return f"<div{called}>{''.join(f'<div>{link}</div>' for link in links)}</div>"


def _as_line(links: Sequence[str], called: str) -> str:
    return f"<p{called}>{' | '.join(links)}</p>"


def _as_cells(links: Sequence[str], called: str) -> str:
    cells = "".join(f"<tr><td>{link}</td></tr>" for link in links)
    return f"<table{called}>{cells}</table>"


_LISTS: tuple[Callable[[Sequence[str], str], str], ...] = (
    _as_list, _in_box, _in_box, _as_boxes, _as_line, _as_cells,
)  # fmt: skip
