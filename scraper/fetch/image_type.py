"""Pictures by their first bytes: what may be kept beside an article, and what not.

Only the formats of WHATWG MIME Sniffing, 6.1, and AVIF, that every browser shows and that run
nothing. An SVG can hold scripts, which run where it is opened by itself from a folder, so it is
left where it was. The header and the ending of the address decide nothing: a file is named by
what it is.
"""

from __future__ import annotations

from scraper.fetch.content_type import media_type
from scraper.fetch.reason_text import shown

# media type -> the ending of its files
IMAGE_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def image_type(first: bytes) -> str | None:
    """The media type of a picture that begins with `first`, or None."""
    if first[:4] == b"RIFF" and first[8:14] == b"WEBPVP":
        return "image/webp"
    if first[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    return next((name for begin, name in _BEGINNINGS if first.startswith(begin)), None)


def image_refusal(content_type: str | None, first: bytes) -> str | None:
    """Why what begins with `first` is not kept as a picture, or None."""
    if image_type(first) is not None:
        return None
    said = media_type(content_type)
    if said == "image/svg+xml" or b"<svg" in first[:1024].lower():
        return "an SVG can hold scripts"
    return f"no picture of a kind that is kept ({shown(said) or 'nothing'} by its header)"
