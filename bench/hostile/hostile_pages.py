"""The hostile pages, and the seconds of CPU that those may take which take long."""

from __future__ import annotations

import json
from collections.abc import Callable

SECONDS = 1.0  # of CPU, for all others
Page = Callable[[], str | bytes]

_LINE = "The ferry sails again on Friday, and all who live by the harbour are glad of it. "
_LATE = f"<p>{_LINE}</p>" * 90
_LD = '<script type="application/ld+json">'


def _graph(count: int, kind: str, name: str) -> str:
    """Nodes of JSON-LD, each of which refers to all of them."""
    everyone = [{"@id": f"#{n}"} for n in range(count)]
    nodes = [{"@type": kind, "@id": f"#{n}", name: everyone} for n in range(count)]
    article = {"@type": "NewsArticle", "author": everyone, "comment": everyone}
    return f"{_LD}{json.dumps([article, *nodes])}</script><p>{_LINE * 9}"


PAGES: dict[str, Page] = {
    # depth
    "20 MB of nested div": lambda: "<div>" * 4_000_000,
    "1 MB of nested div, closed": lambda: "<div>" * 90_000 + _LINE + "</div>" * 90_000,
    "100,000 unclosed tags": lambda: "<b><i><p>x" * 100_000,
    "a list 5,000 deep": lambda: "<ul><li>a" * 5_000,
    "a quote 5,000 deep": lambda: "<blockquote>a" * 5_000,
    "a table 2,000 deep": lambda: "<table><tr><td>a" * 2_000,
    "details 5,000 deep": lambda: "<details><summary>a</summary>b" * 5_000,
    # length
    "one line of 5 MB": lambda: "<p>" + "word " * 1_000_000,
    "one word of 5 MB": lambda: "<p>" + "w" * 5_000_000,
    "one line of 5 MB without spaces": lambda: "<p>" + "港の渡し船。" * 280_000,
    "8 MB of prose": lambda: f"<p>{_LINE * 4}</p>" * 25_000,
    "5 MB that is no HTML": lambda: _LINE * 62_000,
    # number
    "3 MB of empty paragraphs": lambda: "<p>" * 1_000_000,
    "3 MB of short paragraphs": lambda: "<p>ab" * 600_000,
    "3 MB of line breaks": lambda: "a<br>" * 600_000,
    "3 MB of double line breaks": lambda: "a b c<br><br>" * 230_000,
    "3 MB of rules": lambda: "<hr>" * 750_000,
    "200,000 table cells": lambda: "<table>" + "<tr><td>1<td>2" * 100_000 + "</table>",
    "one row of 200,000 cells": lambda: "<table><tr>" + "<td>1" * 200_000 + "</table>",
    "a cell that spans 10,000,000": lambda: (
        "<table><tr><td rowspan=10000000 colspan=10000000>a<td>b<tr><td>c</table>" * 100
    ),
    "100,000 list entries": lambda: "<ol>" + "<li>one entry of many" * 100_000,
    "50,000 links": lambda: "".join(f"<a href=/{n}>story {n}</a> " for n in range(50_000)),
    "50,000 headings": lambda: "<h2>a</h2>" * 50_000,
    "50,000 images": lambda: "<img src=a.png alt='a view'>" * 50_000,
    "50,000 footnotes": lambda: (
        "".join(f"<p>a<sup id=r{n}><a href=#f{n}>{n}</a></sup></p>" for n in range(50_000))
        + "".join(f"<p id=f{n}>note <a href=#r{n}>back</a></p>" for n in range(50_000))
    ),
    "20,000 phrases": lambda: "<p>Subscribe to our newsletter</p>" * 20_000,
    "30,000 comments": lambda: (
        f"<article>{_LINE * 30}</article><ol class=comment-list>"
        + "<li class=comment><cite>Ada</cite><time>2026-01-02</time><p>Well said, all of it.</p>"
        * 30_000
    ),
    # attributes and heads
    "an attribute of 5 MB": lambda: f'<p class="{"x " * 2_500_000}">text</p>',
    "100,000 attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">text</p>",
    "20,000 elements with long names": lambda: f'<div class="{"related " * 60}">a</div>' * 20_000,
    "20,000 sections called like their headings": lambda: (
        "<section id=print><h2>Print</h2><p>a</p></section>" * 20_000
    ),
    "a table of contents 2,000 deep": lambda: (
        '<ul><li><a href="#a">A</a>' * 2_000 + "</ul>" * 2_000 + f"<h2 id=a>A</h2><p>{_LINE * 9}"
    ),
    "20,000 boxes to tick": lambda: (
        "<ul>" + "<li><label><input type=checkbox>a</label>" * 20_000 + f"</ul><p>{_LINE * 9}"
    ),
    "50,000 meta tags": lambda: '<meta property="article:author" content="Ada Moore">' * 50_000,
    "a title of 2 MB": lambda: f"<title>{'A title - ' * 200_000}</title><p>{_LINE * 9}",
    "a title that is the site's name 20,000 times": lambda: (
        f'<meta property="og:site_name" content="Bay"><title>{"Bay - " * 20_000}</title>'
        f"<p>{_LINE * 9}"
    ),
    "500 titles of signs": lambda: (
        f'<meta property="og:title" content="{"!?." * 5_000}">' * 500 + f"<p>{_LINE * 9}"
    ),
    "a byline of 2 MB": lambda: f"<p class=byline>By {'Ada Moore and ' * 140_000}</p><p>{_LINE}",
    "2 MB of JSON-LD brackets": lambda: _LD + "[" * 2_000_000 + "</script>",
    "2 MB of JSON-LD": lambda: (
        _LD + '{"@graph":[' + '{"@type":"Article","author":{"@id":"#a"}},' * 50_000 + "0]}</script>"
    ),
    "20,000 pieces of JSON-LD": lambda: (_LD + '{"@type":"Article","name":"a"}</script>') * 20_000,
    "late parts in one another": lambda: "".join(
        f'<div hidden id="S:{n:x}">{_LATE}<template id="P:{n + 1:x}"></template></div>'
        for n in range(400)
    ),
    "late parts without an end": lambda: "".join(
        f'<template id="B:{n:x}"></template><div hidden id="S:{n:x}"><p>a</p></div>'
        for n in range(30_000)
    ),
    # values
    "a srcset of 200 KB": lambda: f'<p>{_LINE}<img srcset="{"a" * 200_000} x y, /b.png 9w">',
    "a srcset of 100,000 commas": lambda: f'<p>{_LINE}<img srcset="{"," * 100_000} x">',
    "a srcset of 200,000 spaces": lambda: f'<p>{_LINE}<img srcset="/b.png 9w,{" " * 200_000}">',
    "a srcset of 20,000 entries": lambda: f'<p>{_LINE}<img srcset="{"/b.png 9w, " * 20_000}">',
    "a data URI of 200 KB": lambda: (
        f'<p>{_LINE}<img srcset="data:image/png;base64,{"A" * 200_000} 100vw, /b.png 9w">'
    ),
    "400 people who are called as one another": lambda: _graph(400, "Person", "name"),
    "400 articles by one another": lambda: _graph(400, "NewsArticle", "author"),
    "400 comments on one another": lambda: _graph(400, "Comment", "comment"),
    "400 pages about one another": lambda: _graph(400, "WebPage", "mainEntity"),
    "dates that no calendar has": lambda: "".join(
        f'<time datetime="{day}">{day}</time><meta name="date" content="{day}">'
        for n in range(5_000)
        for day in (f"Mon, 01 Jan {n}9999999999 00:00:00 GMT", f"12 May 2024 10:00 +{n}:99")
    ),
    "JSON-LD of strings without an end": lambda: _LD + '"\\' * 100_000 + "</script>",
    "JSON-LD of comments without an end": lambda: _LD + "[/*" * 100_000 + "</script>",
    "8,000 headlines alike": lambda: (
        f"<title>The ferry sails</title>{'<h1>The ferry sails</h1>' * 8_000}<p>{_LINE * 9}"
    ),
    "5,000 authors in one another": lambda: (
        f"<article itemscope>{'<span itemprop=author>' * 5_000}{_LINE}</article>"
    ),
    "addresses that are none": lambda: '<a href="http://[::1">a</a><img src="//[">' * 20_000,
    # signs
    "a comment without end": lambda: "<p>a</p><!--" + "x" * 3_000_000,
    "1 MB of entities": lambda: "<p>" + "&amp;&lt;" * 110_000,
    "1 MB of open brackets": lambda: "<p>" + "[" * 1_000_000,
    "1 MB of stars and lines": lambda: "<p>" + "*_`~" * 250_000,
    "1 MB of tag openings": lambda: "<" * 1_000_000,
    "1 MB of digits": lambda: "<p>" + "1" * 1_000_000,
    "1 MB of dates": lambda: "<p>" + "2026-01-02 3 May 2026 " * 45_000,
    "1 MB of stacked accents": lambda: "<p>a" + "\u0301" * 500_000,
    "1 MB of directions": lambda: "<p>" + "\u202ea\u202c" * 140_000,
    "NUL bytes by the million": lambda: b"<p>a" + b"\0" * 3_000_000 + b"b",
    # a wrong declaration
    "UTF-16 of 4 MB": lambda: (f"<p>{_LINE}</p>" * 22_000).encode("utf-16"),
    "2 MB of bytes": lambda: bytes(range(256)) * 8_000,
    "a PDF of 2 MB": lambda: b"%PDF-1.7\n1 0 obj<</Length 9>>stream\nx\x9c\xe2\xe3\n" * 45_000,
}

# Seconds of CPU that the longest pages may take, half as much again as they took on two busy cores
# (2026-11-28): they are megabytes of elements.
LONG = {
    "20 MB of nested div": 2,
    "100,000 unclosed tags": 4,
    "a list 5,000 deep": 2,
    "a quote 5,000 deep": 2,
    "details 5,000 deep": 2,
    "one word of 5 MB": 2,
    "one line of 5 MB without spaces": 3,
    "8 MB of prose": 6,
    "3 MB of empty paragraphs": 6,
    "3 MB of short paragraphs": 10,
    "3 MB of line breaks": 15,
    "3 MB of double line breaks": 10,
    "3 MB of rules": 5,
    "200,000 table cells": 6,
    "one row of 200,000 cells": 5,
    "100,000 list entries": 5,
    "50,000 links": 2,
    "50,000 headings": 4,
    "50,000 images": 2,
    "50,000 footnotes": 13,
    "20,000 phrases": 4,
    "30,000 comments": 6,
    "20,000 elements with long names": 3,
    "20,000 sections called like their headings": 4,
    "2 MB of JSON-LD": 2,
    "late parts in one another": 5,
    "late parts without an end": 3,
    "UTF-16 of 4 MB": 4,
    "400 pages about one another": 3,
    "5,000 authors in one another": 2,
}
