"""The pages that are served: generated, with the size and structure of real ones, or from a folder.

A generated page has what takes an extractor time: menus, styles and scripts in the page, JSON-LD,
many classes, related stories, calls, comments, a footer. The same number gives the same page.
Generated pages are easier to extract than real ones: for figures about real pages, use a folder of
them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

_WORDS = """harbour council ferry station winter letter museum engine village teacher market river
    bridge garden doctor library captain kitchen factory railway island student orchard theatre
    printer baker lantern valley timetable archive festival committee shipyard carpenter pension
    weather concert passenger newspaper mountain inspector neighbour hospital harvest""".split()
_VERBS = """opened closed rebuilt promised measured painted counted repaired forgot announced
    carried refused finished visited described bought borrowed questioned defended""".split()
_LINKS = """because although while until before after since when""".split()
_NAMES = """Marian Holloway, Idris Kemp, Oona Fairweather, Leon Okafor, Priya Nair, Jonas Lind,
    Wilma Aarts, Tomás Vega, Greta Sandberg, Hugo Lenoir""".split(", ")
_SITES = ("Courier", "Post", "Herald", "Observer", "Gazette", "Mercury")
# The class names of the sites, one row for each template.
_TEMPLATES = (
    ("masthead", "menu", "article-body", "related-stories", "newsletter-signup", "site-footer"),
    ("header-main", "nav-list", "entry-content", "widget recommended", "cta-box", "footer"),
    ("top", "links", "story", "more", "letter", "bottom"),
    ("c-header", "c-nav__list", "c-article__content", "c-teaser-list", "c-optin", "c-footer"),
)


def read_pages(folder: Path | None, count: int) -> dict[str, bytes]:
    """Names and pages: of a folder with `.html` and `.html.gz` files, or `count` generated ones."""
    if folder is None:
        return {f"made-{number:04d}": made_page(number).encode() for number in range(count)}
    return {path.name.partition(".")[0]: _read(path) for path in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    found = sorted(path for path in folder.rglob("*.htm*") if path.is_file())
    yield from (path for path in found if path.name.endswith((".html", ".htm", ".html.gz")))


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def made_page(number: int) -> str:
    """One article page; the same text for the same number."""
    random = Random(number)
    header, menu, body, related, letter, footer = _TEMPLATES[number % len(_TEMPLATES)]
    site = f"The {random.choice(_WORDS).title()} {_SITES[number % len(_SITES)]}"
    title = _sentence(random, 8).rstrip(".")
    author = random.choice(_NAMES).strip()
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="en"><head>{_head(random, site, title, author)}</head>',
            f'<body class="single post-{number} layout-{number % 7}">',
            f'<header class="{header}"><a href="/">{site}</a>{_menu(random, menu, 120)}</header>',
            f'<main><article><h1 class="{body}-title">{title}</h1>',
            f'<p class="byline">By <a rel="author" href="/by/{number}">{author}</a></p>',
            f'<div class="{body}">{_story(random, related, letter)}</div></article>',
            f'<aside class="{related}"><h3>More stories</h3>{_cards(random, related, 40)}</aside>',
            f"{_comments(random, number % 4 * 6)}</main>",
            f'<footer class="{footer}"><p>© {site}. All rights reserved.</p>',
            f"{_menu(random, menu, 90)}</footer>{_script(random, 30_000)}</body></html>",
        ]
    )


def _head(random: Random, site: str, title: str, author: str) -> str:
    when = f"2026-{random.randint(1, 9):02d}-{random.randint(10, 28)}T08:30:00+00:00"
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": when,
        "author": {"@type": "Person", "name": author},
    }
    says_it_all = random.random() < 0.7  # as many pages as have JSON-LD
    return (
        f'<meta charset="utf-8"><title>{title} | {site}</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:site_name" '
        f'content="{site}"><meta name="description" content="{_sentence(random, 18)}">'
        + (f'<script type="application/ld+json">{json.dumps(data)}</script>' * says_it_all)
        + f"<style>{_style(random, 22_000)}</style>{_script(random, 20_000)}"
    )


def _menu(random: Random, name: str, entries: int) -> str:
    lines = (
        f'<li class="{name}-item {name}-item-{n} level-{n % 3}"><a class="{name}-link" '
        f'data-track="nav-{n}" href="/{_word(random)}/{n}"><span>{_word(random).title()}</span>'
        "</a></li>"
        for n in range(entries)
    )
    return f'<nav><ul class="{name}">{"".join(lines)}</ul></nav>'


def _story(random: Random, related: str, letter: str) -> str:
    parts: list[str] = []
    for n in range(random.randint(9, 26)):
        parts.append(f"<p>{_paragraph(random)}</p>")
        if n % 6 == 4:
            parts.append(f"<h2>{_sentence(random, 5).rstrip('.')}</h2>")
        if n == 3:
            parts.append(
                f'<div class="{related}"><h4>Read more</h4>{_menu(random, related, 3)}</div>'
            )
        if n == 7:
            parts.append(
                f'<div class="{letter}"><h3>Get our newsletter</h3><p>The best of the week in your '
                'inbox.</p><form><input type="email"><button>Sign up</button></form></div>'
            )
        if n % 5 == 2:
            parts.append(
                f'<figure><img src="/img/{n}.jpg" srcset="/img/{n}-400.jpg 400w, /img/{n}-800.jpg '
                f'800w" alt="{_sentence(random, 6)}"><figcaption>{_sentence(random, 9)}'
                "</figcaption></figure>"
            )
        if n == 5:
            entries = "".join(f"<li>{_sentence(random, 9)}</li>" for _ in range(4))
            parts.append(f"<ul>{entries}</ul>")
    return "\n".join(parts)


def _cards(random: Random, name: str, count: int) -> str:
    return "".join(
        f'<div class="{name}-card card card--{n % 4}"><a href="/{_word(random)}/{n}"><div '
        f'class="card__media ratio ratio-16x9"><img loading="lazy" src="/t/{n}.jpg" alt=""></div>'
        f'<div class="card__body"><span class="card__kicker">{_word(random).title()}</span>'
        f'<h4 class="card__title">{_sentence(random, 8).rstrip(".")}</h4></div></a></div>'
        for n in range(count)
    )


def _comments(random: Random, count: int) -> str:
    if not count:
        return ""
    said = "".join(
        f'<li class="comment depth-{n % 2}" id="comment-{n}"><cite>{_word(random)}{n}</cite> '
        f"<p>{_sentence(random, 22)}</p><a href='#reply-{n}'>Reply</a></li>"
        for n in range(count)
    )
    return (
        f'<section id="comments" class="comments-area"><h2>{count} comments</h2>'
        f'<ol class="comment-list">{said}</ol></section>'
    )


def _style(random: Random, size: int) -> str:
    rule = "".join(f".{_word(random)}-{n}{{margin:{n}px;color:#{n:03x}}}" for n in range(40))
    return (rule * (size // len(rule) + 1))[:size]


def _script(random: Random, size: int) -> str:
    line = "".join(f"window.q{n}=function(){{return '{_word(random)}'}};" for n in range(40))
    return f"<script>{(line * (size // len(line) + 1))[:size]}</script>"


def _paragraph(random: Random) -> str:
    lines = [_sentence(random, random.randint(9, 24)) for _ in range(random.randint(2, 5))]
    at = random.randrange(len(lines))
    lines[at] = (
        f'<a href="/{_word(random)}">{lines[at]}</a>' if random.random() < 0.2 else lines[at]
    )
    return " ".join(lines)


def _sentence(random: Random, words: int) -> str:
    said = ["The"]
    while len(said) < words:
        said += [_word(random), random.choice(_VERBS), "the", _word(random), random.choice(_LINKS)]
        said.append("the")
    return " ".join(said[:words]).removesuffix(" the") + "."


def _word(random: Random) -> str:
    return random.choice(_WORDS)
