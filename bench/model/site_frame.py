"""What a site puts around each of its pages: an address, what it declares, a menu, columns of
headlines, and links at the foot.

Pages that are only text and debris teach a model that little else is on a page, and it fails
where a hundred links come first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from random import Random
from urllib.parse import quote

from bench.model.lender import Source
from bench.model.markup import Line, without_links

_LINK = 5  # words of a menu's entry
_LINKS = (8, 40, 120, 220)  # most entries that a menu has
_HEADLINES = 25
_NAMES = ("", "", "", "menu", "nav", "top", "left", "c1", "sections", "col")


def address(title: str, random: Random) -> str:
    """A number, a query, or the words of the title."""
    number = random.randrange(9999)
    slug = quote("-".join(title.casefold().split()))
    form = random.choice(("{number}", "{number}", "index.php?id={number}", "{slug}", "news/{slug}"))
    return f"https://site.example/{form.format(number=number, slug=slug)}"


def with_metadata(html: str, one: Source, random: Random) -> str:
    """A page that declares itself an article, and perhaps who wrote it and when."""
    declared = ['<meta property="og:type" content="article">']
    if one.authors and random.random() < 0.5:
        declared.append(f'<meta name="author" content="{escape(one.authors[0])}">')
    if random.random() < 0.5:
        day = f"{random.randint(2005, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        declared.append(f'<meta property="article:published_time" content="{day}">')
    return html.replace("</head>", f"{''.join(declared)}</head>", 1)


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
