"""Elements that a parser's cleaning would lose, though they are content, get a stand-in.

TeX is kept in `<script type="math/tex">` by MathJax 2, and films in frames: `<x-tex>` and
`<x-frame>` take their places, so that scripts and frames can be removed without a look.
"""

from __future__ import annotations

from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.page.embeds import STAND_IN as FRAME
from scraper.extraction.page.embeds import embed_of
from scraper.extraction.page.formulas import SCRIPT_STAND_IN

_HELD = 'script[type^="math/"], iframe, amp-youtube'
_MOST = 2_000  # more than any page for people has


def place_stand_ins(root: LexborNode) -> None:
    """Put a stand-in before each formula's script and each embed's frame under `root`."""
    for node in root.css(_HELD)[:_MOST]:
        html = _of_script(node) if node.tag == "script" else _of_frame(node)
        stand_in = LexborHTMLParser(html).css_first("body > *") if html else None
        if stand_in is not None:
            node.insert_before(stand_in)  # a copy of it


def _of_script(node: LexborNode) -> str:
    kind = node.attributes.get("type") or ""
    tex = (node.text() or "").removeprefix("% <![CDATA[").removesuffix("%]]>")
    if not kind.startswith("math/tex") and not kind.startswith("math/latex"):
        return ""
    display = " display=block" if "mode=display" in kind.replace(" ", "") else ""
    return f"<{SCRIPT_STAND_IN}{display}>{escape(tex.strip())}</{SCRIPT_STAND_IN}>"


def _of_frame(node: LexborNode) -> str:
    attributes = node.attributes
    if video := attributes.get("data-videoid"):
        attributes = {"src": f"https://www.youtube.com/embed/{video}"}
    embed = embed_of(attributes)
    if embed is None:
        return ""
    return f'<{FRAME} src="{escape(embed.href)}" title="{escape(embed.title)}"></{FRAME}>'
