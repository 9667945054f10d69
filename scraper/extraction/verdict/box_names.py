"""What the vendors, and the many who build their own, call the elements of a wall."""

from __future__ import annotations

import re
from functools import lru_cache

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
_ANY = re.compile("|".join(_PATTERNS.values()))  # most names are none of a wall's
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
    if not _ANY.search(names):
        return ()
    return tuple(kind for kind, pattern in _KINDS.items() if pattern.search(names))
