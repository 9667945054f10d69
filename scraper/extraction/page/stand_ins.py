"""Elements that a parser's cleaning would lose, though they are content, get a stand-in.

TeX is kept in `<script type="math/tex">` by MathJax 2, and films in frames: `<x-tex>` and
`<x-frame>` take their places, so that scripts and frames can be removed without a look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.extraction.page.embeds import STAND_IN as FRAME
from scraper.extraction.page.embeds import embed_of
from scraper.extraction.page.formulas import SCRIPT_STAND_IN

_HELD = (
    'script:is([type^="math/"], [src*="gist.github.com"], [data-telegram-post]), iframe,'
    " video, audio, object, amp-youtube, amp-vimeo, amp-iframe, amp-video, amp-instagram,"
    " lite-youtube, lite-vimeo, [data-embed-url], [data-instgrm-permalink], [data-tweet-id],"
    " [data-tweetid], [data-href], [data-text-post-permalink], [data-youtube-id], [data-video-id],"
    " .tiktok-embed, .reddit-embed-bq, .reddit-card, .twitter-tweet, .youtube-player,"
    " .rll-youtube-player"
)
_MOST = 2_000  # more than any page for people has
# Attribute -> the address that its value stands for, of elements that a script makes a frame.
_BY_ID = {
    "data-tweet-id": "https://x.com/i/status/{}",
    "data-tweetid": "https://x.com/i/status/{}",
    "data-instgrm-permalink": "{}",
    "data-embed-url": "{}",
    "data-text-post-permalink": "{}",
    "data-telegram-post": "https://t.me/{}",
    "data-shortcode": "https://www.instagram.com/p/{}/",
    "data-youtube-id": "https://www.youtube.com/embed/{}",
}
_FILM = "https://www.youtube.com/embed/{}"
_FRAMES = frozenset({"iframe", "amp-iframe", "object"})
_FACEBOOK = re.compile(r"(?:^|\s)fb-(?:video|post)(?:$|\s)")
_WRITTEN = re.compile(r"tiktok-embed|reddit-(?:embed-bq|card)")  # with a title to be shown
_LITTLE = 20  # words of what stands for a post until a script has drawn it
_PLAYERS = frozenset({"video", "audio", "amp-video"})


def place_stand_ins(root: LexborNode) -> None:
    """Put a stand-in before each formula's script and each embed's frame under `root`."""
    embeds: set[str] = set()
    for node in root.css(_HELD)[:_MOST]:
        is_script = (node.attributes.get("type") or "").startswith("math/")
        html = _of_script(node) if is_script else _of_embed(node)
        stand_in = LexborHTMLParser(html).css_first("body > *") if html else None
        # the frame that a script makes of an element is often in a <noscript> too
        address = "" if stand_in is None or is_script else stand_in.attributes.get("src") or ""
        if stand_in is not None and address not in embeds:
            node.insert_before(stand_in)  # a copy of it
            if address:
                embeds.add(address)
            if node.tag == "blockquote":
                node.decompose()


def _of_script(node: LexborNode) -> str:
    kind = node.attributes.get("type") or ""
    tex = (node.text() or "").removeprefix("% <![CDATA[").removesuffix("%]]>")
    if kind.startswith("math/asciimath"):
        return f"<code>{escape(tex.strip())}</code>"
    if not kind.startswith("math/tex") and not kind.startswith("math/latex"):
        return ""
    display = " display=block" if "mode=display" in kind.replace(" ", "") else ""
    return f"<{SCRIPT_STAND_IN}{display}>{escape(tex.strip())}</{SCRIPT_STAND_IN}>"


def _of_embed(node: LexborNode) -> str:
    attributes = node.attributes
    tag = node.tag or ""
    title = attributes.get("title") or attributes.get("playlabel") or attributes.get("data-alt")
    if _WRITTEN.search(attributes.get("class") or ""):
        title = " ".join((node.text(separator=" ") or "").partition("♬")[0].split())
    if tag in _PLAYERS:
        return _of_player(node, attributes)
    if tag in _FRAMES:
        source = {**attributes, "src": attributes["data"]} if "data" in attributes else attributes
    elif address := _address_of(node, attributes):
        source = {"src": address, "title": title}
    else:
        return ""
    embed = embed_of(source)
    return _frame(embed.href, embed.title) if embed else ""


def _address_of(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """The address of what an element stands for until a script draws it; empty for others, and
    where the post itself is written in it.
    """
    names = attributes.get("class") or ""
    if video := attributes.get("videoid") or attributes.get("data-videoid"):
        host = "https://player.vimeo.com/video/{}" if "vimeo" in (node.tag or "") else _FILM
        return host.format(video)
    if node.tag == "script" and (script := attributes.get("src") or "").endswith(".js"):
        return script.removesuffix(".js") if "gist.github.com/" in script else _by_id(attributes)
    if (attributes.get("data-provider") or names).lower() == "youtube":
        return _FILM.format(attributes["data-video-id"]) if attributes.get("data-video-id") else ""
    if "youtube-player" in names:
        return _FILM.format(attributes["data-id"]) if attributes.get("data-id") else ""
    if _WRITTEN.search(names):
        link = node.css_first("a[href]")
        return attributes.get("cite") or (link.attributes.get("href") or "" if link else "")
    if len((node.text() or "").split()) > _LITTLE:
        return ""
    if address := _by_id(attributes):
        return address
    if _FACEBOOK.search(names):
        return attributes.get("data-href") or ""
    link = node.css_first("a[href]") if "twitter-tweet" in names else None
    is_empty = link is not None and not (node.text() or "").strip()
    return (link.attributes.get("href") or "") if link is not None and is_empty else ""


def _by_id(attributes: Mapping[str, str | None]) -> str:
    for name, address in _BY_ID.items():
        if value := attributes.get(name):
            return address.format(value.partition("?")[0])
    return ""


def _of_player(node: LexborNode, attributes: Mapping[str, str | None]) -> str:
    """A film or recording that the reader plays; one that plays by itself is decoration."""
    if "controls" not in attributes:
        return ""
    inner = (child.attributes.get("src") for child in node.css("source"))
    sources = (attributes.get("src"), attributes.get("data-src"), *inner)
    address = next((a.strip() for a in sources if a and not a.startswith(("blob:", "data:"))), "")
    title = attributes.get("title") or attributes.get("aria-label") or (node.tag or "").title()
    return _frame(address, title) if address else ""


def _frame(address: str, title: str) -> str:
    return f'<{FRAME} src="{escape(address)}" title="{escape(title)}"></{FRAME}>'
