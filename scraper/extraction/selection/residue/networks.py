"""Lines that name social networks: in any language they ask to share or to follow."""

from __future__ import annotations

import re

from scraper.extraction.page.outline import SENTENCE_END, Segment

_LONGEST = 200  # characters of such a line
_CALL = 8  # words of a call with an exclamation mark
_NAMING = 12  # words of a line that names one network, at most
# What a text in ASCII has at least, that names one.
_PARTS = (
    "@", "facebook", "whats", "telegram", "twitter", "instagram", "linkedin", "pinterest", "tik",
    "bluesky", "mastodon", "reddit", "vkontakte", "viber", "wechat", "weibo", "messenger",
    "youtube",
)  # fmt: skip
_NETWORKS = re.compile(
    r"(?<![\w.])@\w{3,30}|"
    r"facebook|whats ?app|telegram|twitter|instagram|linkedin|pinterest|tik ?tok|bluesky|mastodon|"
    r"reddit|vkontakte|viber|wechat|weibo|messenger|youtube|"
    r"фейсбу|телеграм|вконтакте|вотсап|ватсап|твиттер|инстаграм|φέισμπουκ|فيسبوك|فيس بوك|تويتر|"
    r"واتساب|واتس ?اپ|تلغرام|تلگرام|تليغرام|انستغرام|اینستاگرام|פייסבוק|וו?א?טסאפ|טלגרם|טוויטר|"
    r"फेसबुक|व्हाट्स ?एप|व्हाट्सऐप|टेलीग्राम|ट्विटर|ফেসবুক|হোয়াটস ?অ্যাপ|টেলিগ্রাম|"
    r"เฟซบุ๊ก|เฟสบุ๊ค|ไลน์|ทวิตเตอร์|페이스북|카카오톡|트위터|フェイスブック|ツイッター|微信|微博|臉書|脸书|"
    r"პ?ფეისბუქ|ფეისბუკ|ფეიზბუკ|ફેસબુક|முகநூல்|ஃபேஸ்புக்|வாட்ஸ்அப்|டெலிகிராம்",
    re.IGNORECASE,
)


def names_networks(segment: Segment) -> bool:
    """A line with the name of a network or an account, no sentence or number: "Auf X teilen!"."""
    text = segment.text.rstrip("!") if segment.words <= _CALL else segment.text
    if len(text) > _LONGEST or (text.isascii() and not _may_name(text)):
        return False
    if SENTENCE_END.search(text) or sum(map(str.isdigit, text)) > 3:
        return False
    names = {name.casefold() for name in _NETWORKS.findall(text)}
    return len(names) >= 2 or (bool(names) and segment.words <= _NAMING)


def _may_name(text: str) -> bool:
    return any(map(text.lower().__contains__, _PARTS))
