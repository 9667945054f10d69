"""The ways to write a page, as data: templates, in which `{}` is the text or what is inside.

`frame` is the whole <body>, of `menu`, `head` (headline, byline, dateline, what is above the
text), `text` and `tail`. A box holds the rows of one kind of debris; `boxes` are those that differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """One way to write a page. The defaults are plain HTML without any name.

    Of the body: `paragraph` to `ordered`. Above it: `site` to `dateline`. Of the debris: `line`,
    `label` (a heading), `link`, `comment` (of {name}, {date}, {text} and the {replies} to it),
    `thread` around all comments and `links` around all links. `between` is debris between the
    paragraphs, each piece in an `insert`. `declares` is in <head>.
    """

    name: str
    frame: str = "{menu}{head}{text}{tail}"
    declares: str = ""
    paragraph: str = "<p>{}</p>"
    heading: str = "<h2>{}</h2>"
    question: str = "<p><strong>{}</strong></p>"
    verse: str = "<p>{}</p>"
    entry: str = "<li>{}</li>"
    step: str = "<li>{}</li>"
    unordered: str = "<ul>{}</ul>"
    ordered: str = "<ol>{}</ol>"
    site: str = '<p><a href="/">{}</a></p>'
    section: str = '<p><a href="/{n}">{}</a></p>'
    headline: str = "<h1>{}</h1>"
    byline: str = "<p>{}</p>"
    dateline: str = "<p>{}</p>"
    line: str = "<p>{}</p>"
    label: str = "<h3>{}</h3>"
    link: str = '<p><a href="/{n}">{}</a></p>'
    comment: str = "<p><b>{name}</b></p><p>{date}</p><p>{text}</p>{replies}"
    thread: str = "{}"
    links: str = "{}"
    box: str = "{}"
    boxes: Mapping[str, str] = field(default_factory=dict)
    between: tuple[str, ...] = ()
    insert: str = "<div>{}</div>"


_SEMANTIC = Markup(
    name="semantic",
    declares='<meta property="og:type" content="article">',
    frame="<header><nav>{menu}</nav></header><main><article><header>{head}</header>{text}</article>"
    "{tail}</main>",
    site='<a href="/">{}</a>',
    section='<a href="/{n}">{}</a>',
    byline='<p rel="author">{}</p>',
    dateline="<p><time>{}</time></p>",
    link='<li><a href="/{n}">{}</a></li>',
    links="<ul>{}</ul>",
    comment="<article><header><b>{name}</b> <time>{date}</time></header><p>{text}</p></article>"
    "{replies}",
    box="<aside>{}</aside>",
    boxes={
        "comments": '<section id="comments">{}</section>',
        "rules": '<section class="comment-rules">{}</section>',
        "copyright": "<footer>{}</footer>",
        "cookies": '<div role="dialog">{}</div>',
    },
)

# every box is a div in a div, without names
_SOUP = Markup(
    name="soup",
    frame='<div class="a"><div class="b">{menu}</div><div class="b"><div class="c">{head}</div>'
    '<div class="c">{text}</div>{tail}</div></div>',
    paragraph='<div class="p">{}</div>',
    heading='<div class="c"><h2>{}</h2></div>',
    question='<div class="p"><b>{}</b></div>',
    verse='<div class="p">{}</div>',
    site='<div class="d"><a href="/">{}</a></div>',
    section='<div class="d"><a href="/{n}">{}</a></div>',
    byline='<div class="d">{}</div>',
    dateline='<div class="d">{}</div>',
    line='<div class="p">{}</div>',
    label='<div class="d"><b>{}</b></div>',
    link='<div class="d"><a href="/{n}">{}</a></div>',
    comment='<div class="c"><div class="d"><b>{name}</b></div><div class="d">{date}</div>'
    '<div class="p">{text}</div></div>{replies}',
    box='<div class="c">{}</div>',
    between=("advert",),
    insert='<div class="d">{}</div>',
)

# everything is a <p> in the body
_FLAT = Markup(
    name="flat",
    heading="<h2>{}</h2>",
    label="<p><b>{}</b></p>",
    comment="<p><b>{name}</b></p><p><b>{date}</b></p><p>{text}</p>{replies}",
)

# a page of the nineties: all in one cell
_TABLE = Markup(
    name="table",
    frame='<table width="960" border="0"><tr><td width="130" valign="top">{menu}</td>'
    '<td valign="top">{head}{text}<hr>{tail}</td></tr></table>',
    paragraph="{}<br><br>\n",
    heading="<b>{}</b><br><br>\n",
    question="<b>{}</b><br><br>\n",
    verse="{}<br><br>\n",
    site='<a href="/">{}</a><br>',
    section='<a href="/{n}.htm">{}</a><br>',
    headline='<font size="5"><b>{}</b></font><br><br>\n',
    byline='<font size="1">{}</font><br><br>\n',
    dateline='<font size="1">{}</font><br><br>\n',
    line="{}<br><br>\n",
    label="<b>{}</b><br><br>\n",
    link='<a href="/{n}.htm">{}</a><br><br>\n',
    comment="<b>{name}</b><br>{date}<br>{text}<br><br>\n{replies}",
)

_CMS = Markup(
    name="cms",
    declares='<meta property="og:type" content="article">'
    '<meta name="generator" content="WordPress 6.8">',
    frame='<div id="page" class="site"><header class="site-header">{menu}</header>'
    '<div id="content" class="site-content"><div id="primary" class="content-area">'
    '<div class="post type-post hentry"><div class="entry-header">{head}</div>'
    '<div class="entry-content">{text}</div></div>{tail}</div></div></div>',
    site='<div class="site-branding"><a href="/">{}</a></div>',
    section='<div class="menu-item"><a href="/{n}/">{}</a></div>',
    headline='<h1 class="entry-title">{}</h1>',
    byline='<span class="byline author vcard">{}</span>',
    dateline='<span class="posted-on">{}</span>',
    label='<h3 class="widget-title">{}</h3>',
    link='<div class="jp-relatedposts-post"><h4><a href="/{n}/">{}</a></h4></div>',
    comment='<li class="comment"><div class="comment-author vcard"><b class="fn">{name}</b></div>'
    '<div class="comment-metadata">{date}</div><div class="comment-content"><p>{text}</p></div>'
    "{replies}</li>",
    thread='<ol class="comment-list">{}</ol>',
    box='<div class="widget">{}</div>',
    boxes={
        "share": '<div class="sharedaddy">{}</div>',
        "newsletter": '<div class="mc4wp-form">{}</div>',
        "comments": '<div id="comments" class="comments-area">{}</div>',
        "rules": '<div class="comment-notes">{}</div>',
        "recommended": '<div id="jp-relatedposts" class="jp-relatedposts">{}</div>',
        "advert": '<div class="ad-label">{}</div>',
        "tags": '<div class="entry-footer tags-links">{}</div>',
        "cookies": '<div class="cookie-notice">{}</div>',
        "copyright": '<div class="site-info">{}</div>',
    },
    between=("advert",),
    insert='<div class="code-block ad-label">{}</div>',
)

# the text is in boxes named as debris, the debris in boxes named as text
_MISLEADING = Markup(
    name="misleading",
    declares='<meta property="og:type" content="article">',
    frame='<div class="row">{menu}</div><div class="row">{head}</div>'
    '<div class="sidebar-wide"><div class="related-promo">{text}</div></div>{tail}',
    paragraph='<p class="teaser-line">{}</p>',
    question='<p class="teaser-line"><b>{}</b></p>',
    verse='<p class="teaser-line">{}</p>',
    unordered='<ul class="widget-links">{}</ul>',
    ordered='<ol class="widget-links">{}</ol>',
    comment="<p><b>{name}</b></p><p><b>{date}</b></p><p>{text}</p>{replies}",
    box='<div class="row content">{}</div>',
    between=("advert",),
    insert='<div class="row content"><p>{}</p></div>',
)

# headings are bold lines in boxes of their own
_BOLD = Markup(
    name="bold",
    frame='<div class="q7k">{menu}<div class="z2a">{head}</div>{text}{tail}</div>',
    paragraph='<p class="x9o">{}</p>',
    heading='<div class="r3i"><b>{}</b></div>',
    question='<p class="x9o"><b>{}</b></p>',
    verse='<p class="x9o">{}</p>',
    site='<div class="m4e"><a href="/">{}</a></div>',
    section='<div class="m4e"><a href="/{n}">{}</a></div>',
    byline='<div class="m4e">{}</div>',
    dateline='<div class="m4e">{}</div>',
    line='<div class="m4e">{}</div>',
    label='<div class="m4e"><b>{}</b></div>',
    link='<div class="m4e"><a href="/{n}">{}</a></div>',
    comment='<div class="u8c"><div class="m4e"><b>{name}</b></div><div class="m4e">{date}</div>'
    '<div class="m4e">{text}</div></div>{replies}',
    box='<div class="g5u">{}</div>',
)

_UTILITY = Markup(
    name="utility",
    frame='<div id="__next"><div class="flex flex-col min-h-screen css-1k9e0ab">'
    '<div class="flex gap-4 px-6 py-2 css-8f2hd1">{menu}</div>'
    '<div class="max-w-3xl mx-auto px-4 css-0zq81m">{head}'
    '<div class="mt-8 space-y-6 css-7ya1p3">{text}</div>{tail}</div></div></div>',
    paragraph='<p class="text-lg leading-8 text-gray-800 css-1m3qx">{}</p>',
    heading='<h2 class="text-2xl font-bold mt-10 css-9vvk2">{}</h2>',
    question='<p class="text-lg leading-8 text-gray-800 css-1m3qx"><strong>{}</strong></p>',
    verse='<p class="text-lg leading-8 italic css-1m3qx">{}</p>',
    unordered='<ul class="list-disc pl-6 css-77ab0">{}</ul>',
    ordered='<ol class="list-decimal pl-6 css-77ab0">{}</ol>',
    site='<a class="font-black text-xl css-2c2" href="/">{}</a>',
    section='<a class="text-sm css-4d9" href="/{n}">{}</a>',
    headline='<h1 class="text-4xl font-extrabold tracking-tight css-k1w">{}</h1>',
    byline='<div class="text-sm text-gray-600 css-b0y">{}</div>',
    dateline='<div class="text-sm text-gray-600 css-b0y">{}</div>',
    line='<p class="text-sm text-gray-600 css-c93">{}</p>',
    label='<div class="text-xl font-semibold css-h7f">{}</div>',
    link='<div class="py-2 css-r5t"><a class="hover:underline" href="/{n}">{}</a></div>',
    comment='<div class="flex flex-col border-b py-4 css-e2n"><span class="font-medium">{name}'
    '</span><span class="text-xs text-gray-400">{date}</span><p class="text-base">{text}</p></div>'
    "{replies}",
    box='<div class="mt-6 rounded-lg bg-gray-50 p-4 css-w3d">{}</div>',
)

_CUSTOM = Markup(
    name="custom",
    frame="<app-root><app-bar>{menu}</app-bar><story-page><story-head>{head}</story-head>"
    "<story-text>{text}</story-text>{tail}</story-page></app-root>",
    paragraph="<text-block><p>{}</p></text-block>",
    heading="<text-block><h2>{}</h2></text-block>",
    question="<text-block><p><b>{}</b></p></text-block>",
    verse="<text-block><p>{}</p></text-block>",
    unordered="<text-block><ul>{}</ul></text-block>",
    ordered="<text-block><ol>{}</ol></text-block>",
    site='<app-link><a href="/">{}</a></app-link>',
    section='<app-link><a href="/{n}">{}</a></app-link>',
    byline="<small-line>{}</small-line>",
    dateline="<small-line>{}</small-line>",
    line="<small-line>{}</small-line>",
    label="<small-title>{}</small-title>",
    link='<app-card><a href="/{n}">{}</a></app-card>',
    comment="<user-post><small-line>{name}</small-line><small-line>{date}</small-line>"
    "<p>{text}</p></user-post>{replies}",
    box="<page-slot>{}</page-slot>",
)

# calls between the paragraphs
_CALLS = Markup(
    name="calls",
    declares='<meta property="og:type" content="article">',
    frame='<div class="layout">{menu}<div class="story"><div class="meta">{head}</div>{text}</div>'
    "{tail}</div>",
    line='<p class="note">{}</p>',
    label='<h3 class="note">{}</h3>',
    box='<div class="panel">{}</div>',
    between=("follow", "advert", "newsletter"),
    insert='<div class="slot"><p>{}</p></div>',
)

# comments as nested lists
_THREAD = Markup(
    name="thread",
    frame='<div class="wrap">{menu}<div class="main">{head}{text}</div>{tail}</div>',
    label="<h4>{}</h4>",
    comment="<li><b>{name}</b> <i>{date}</i><p>{text}</p>{replies}</li>",
    thread="<ul>{}</ul>",
    link='<li><a href="/{n}">{}</a></li>',
    links="<ul>{}</ul>",
    box="<div>{}</div>",
)

# no debris but a menu: nothing else may be removed
_BARE = Markup(
    name="bare",
    frame='<div class="wrap">{menu}{head}{text}</div>',
    section='<a href="/{n}">{}</a>',
)

MARKUPS = (
    _SEMANTIC, _SOUP, _FLAT, _TABLE, _CMS, _MISLEADING, _BOLD, _UTILITY, _CUSTOM, _CALLS, _THREAD,
    _BARE,
)  # fmt: skip
