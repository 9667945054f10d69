"""What the vendors, and the many who build their own, call the elements of a wall."""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from scraper.extraction.phrases import PhraseKind

_PATTERNS = {
    PhraseKind.BOT_WALL: (
        r"px-captcha|(?:^|[ _-])cf-(?:wrapper|turnstile|error|challenge|browser)|[gh]-captcha"
        r"|g-recaptcha|recaptcha|captcha|challenge-(?:form|stage|body)|ddos|wf-block"
    ),
    PhraseKind.CONSENT_WALL: (
        r"onetrust|didomi|cybot|cookiebot|qc-cmp|usercentrics|truste|sp_message|iubenda|rodo"
        r"|consent|cmp-?(?:popup|dialog|banner|box|modal|overlay)|(?:^|[ _-])gdpr"
        r"|privacy-(?:gate|wall|popup)"
        r"|cookie-?(?:banner|bar|dialog|info|law|modal|notice|overlay|popup|wall)"
    ),
    PhraseKind.NOT_FOUND: (
        r"error-?404|404-(?:page|error|not-found)|(?:page|http|system)-404|not-found|notfound"
    ),
    PhraseKind.PAYWALL: (
        r"(?:pay|login|register|subscription|subscribe|content)-?wall|piano|(?:^|[ _-])tp-|poool"
        r"|qiota|regwall|gateway|salesposter|article-lock"
        r"|(?:leaky|metered|subscri\w+|member\w*|premium)[_-](?:wall|message|gate|nag|offer)"
        r"|pmpro_content|(?:^|[ _-])pw-"
    ),
}
_KINDS = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}
# Each pattern needs one of these. Most names have none: that is told in a tenth of the time.
_STEMS = AhoCorasick(
    """captcha cf- challenge ddos wf-block onetrust didomi cybot cookie qc-cmp usercentrics truste
    sp_message iubenda rodo consent cmp gdpr privacy- 404 not-found notfound wall piano tp- poool
    qiota gateway salesposter article-lock message gate nag offer pmpro_content pw-""".split()
)
# Kinds whose boxes are those of another.
_SAME = {
    PhraseKind.GONE: PhraseKind.NOT_FOUND,
    PhraseKind.COOKIES: PhraseKind.CONSENT_WALL,
    PhraseKind.TRACKING: PhraseKind.CONSENT_WALL,
    PhraseKind.OFFER: PhraseKind.PAYWALL,
}


def box_kind(kind: PhraseKind) -> PhraseKind:
    """The kind whose boxes those of `kind` are."""
    return _SAME.get(kind, kind)


@lru_cache(maxsize=4096)
def kinds_called(names: str) -> tuple[PhraseKind, ...]:
    """The kinds of wall that a class and id string (in small letters) names a box of."""
    if not _STEMS.find_matches_as_indexes(names):
        return ()
    return tuple(kind for kind, pattern in _KINDS.items() if pattern.search(names))
