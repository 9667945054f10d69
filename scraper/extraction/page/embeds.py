"""What an article embeds: films, posts, maps and podcasts, as one link each.

Only frames of known hosts are content; all others are adverts, widgets and trackers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

from scraper.blocks import Embed
from scraper.extraction.page.url_parts import url_parts

STAND_IN = "x-frame"
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-litespeed-src", "data-cmp-src", "data-url")
_YOUTUBE = re.compile(r"/(?:embed|v|shorts|live)/([\w-]{6,15})")
# Host (and those under it) -> what its films, posts and maps are called where none says.
_HOSTS = {
    "youtube.com": "YouTube", "youtube-nocookie.com": "YouTube", "youtu.be": "YouTube",
    "vimeo.com": "Vimeo", "dailymotion.com": "Dailymotion", "twitter.com": "Post on X",
    "x.com": "Post on X", "instagram.com": "Instagram", "tiktok.com": "TikTok",
    "facebook.com": "Facebook", "bsky.app": "Bluesky", "threads.net": "Threads",
    "spotify.com": "Spotify", "soundcloud.com": "SoundCloud", "podcasts.apple.com": "Podcast",
    "bandcamp.com": "Bandcamp", "ted.com": "TED", "twitch.tv": "Twitch", "codepen.io": "CodePen",
    "jsfiddle.net": "JSFiddle", "codesandbox.io": "CodeSandbox", "openstreetmap.org": "Map",
    "datawrapper.de": "Chart", "dwcdn.net": "Chart", "flourish.studio": "Chart",
    "infogram.com": "Chart", "scribd.com": "Document", "documentcloud.org": "Document",
    "archive.org": "Internet Archive", "loom.com": "Loom", "wistia.net": "Wistia",
    "brightcove.net": "Video", "jwplayer.com": "Video", "streamable.com": "Video",
    "bilibili.com": "bilibili", "nicovideo.jp": "niconico", "vk.com": "VK", "rutube.ru": "Rutube",
    "megaphone.fm": "Podcast", "simplecast.com": "Podcast", "acast.com": "Podcast",
    "libsyn.com": "Podcast", "buzzsprout.com": "Podcast", "transistor.fm": "Podcast",
    "mastodon.social": "Mastodon", "reddit.com": "Reddit", "redditmedia.com": "Reddit",
    "giphy.com": "Giphy", "gist.github.com": "Gist", "t.me": "Telegram", "kaltura.com": "Video",
}  # fmt: skip
_WIDGETS = re.compile(
    r"/(?:plugins/(?:like|page|share|follow|comments)|widgets?/(?:follow|tweet_b))"
)
_MAPS = re.compile(r"^(?:www\.|maps\.)?google\.[a-z.]+$")
_MASTODON = re.compile(r"^/@[\w.@-]+/\d+/embed/?$")
_PEERTUBE = re.compile(r"^/videos/embed/([\w-]{20,40})$")
_NAMES_NOTHING = re.compile(
    r"^(?:youtube|vimeo)?\s*(?:video )?(?:player|embed|iframe)?$", re.IGNORECASE
)


def embed_of(attributes: Mapping[str, str | None]) -> Embed | None:
    """What a frame shows, with the address that a person would open; None for other frames."""
    address = _address(attributes)
    if not address:
        return None
    parts = url_parts(address)
    host = (parts.hostname or "").lower()
    name = _name_of(host, parts.path)
    if not name or _WIDGETS.search(parts.path):
        return None
    title = " ".join((attributes.get("title") or attributes.get("aria-label") or "").split())
    if _NAMES_NOTHING.match(title):
        title = name
    return Embed(_page(host, parts.path, parts.query, address), title)


def stand_in_embed(attributes: Mapping[str, str | None]) -> Embed | None:
    """What the stand-in of an embed (stand_ins.py) stands for."""
    address = attributes.get("src")
    return Embed(address, attributes.get("title") or "") if address else None


def _address(attributes: Mapping[str, str | None]) -> str:
    """The address of a frame: consent managers keep it in an attribute of any name."""
    others = (name for name in attributes if name.startswith("data-") and name not in _ADDRESSES)
    for name in (*_ADDRESSES, *others):
        address = (attributes.get(name) or "").strip()
        if address.startswith(("http:", "https:", "//")):
            return f"https:{address}" if address.startswith("//") else address
    return ""


def _name_of(host: str, path: str) -> str:
    labels = host.split(".")
    for first in range(len(labels) - 1):
        if name := _HOSTS.get(".".join(labels[first:])):
            return name
    if _MAPS.match(host) and "/maps" in path:
        return "Map"
    if _PEERTUBE.match(path):
        return "PeerTube"
    return "Mastodon" if _MASTODON.match(path) else ""


# (host, pattern in the path, address of the page)
_PAGES = (
    ("youtube.com", _YOUTUBE, "https://www.youtube.com/watch?v={}"),
    ("youtube-nocookie.com", _YOUTUBE, "https://www.youtube.com/watch?v={}"),
    ("player.vimeo.com", re.compile(r"/video/(\d+)"), "https://vimeo.com/{}"),
    ("dailymotion.com", re.compile(r"/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    ("open.spotify.com", re.compile(r"/embed/(.+)"), "https://open.spotify.com/{}"),
    ("tiktok.com", re.compile(r"/embed(?:/v\d)?/(\d+)"), "https://www.tiktok.com/@/video/{}"),
)
# (host, value of the query, address of the page)
_BY_QUERY = (
    ("platform.twitter.com", "id", "https://x.com/i/status/{}"),
    ("youtube.com", "list", "https://www.youtube.com/playlist?list={}"),
    ("w.soundcloud.com", "url", "{}"),
    ("facebook.com", "href", "{}"),
)


def _page(host: str, path: str, query: str, address: str) -> str:
    """The page of what a frame's address shows."""
    values = parse_qs(query)
    for name, pattern, page in _PAGES:
        found = pattern.search(path) if host.endswith(name) else None
        if found and found.group(1) != "videoseries":
            return page.format(found.group(1))
    for name, key, page in _BY_QUERY:
        if host.endswith(name) and key in values:
            return page.format(values[key][0])
    if host.endswith("instagram.com") or _MASTODON.match(path):
        return re.sub(r"/embed(?:/captioned)?/?$", "/", address.partition("?")[0])
    if found := _PEERTUBE.match(path):
        return f"https://{host}/videos/watch/{found.group(1)}"
    return address
