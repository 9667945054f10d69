"""Image types by their first bytes, and which of them are saved beside an article.

Those are AVIF and the formats of WHATWG MIME Sniffing, 6.1, that every browser shows and that
execute nothing. An SVG can hold scripts, which would run when the file is opened on its own, so it
is not saved. The header and the extension in the URL are ignored: a file is named by its contents.
"""

from __future__ import annotations

from scraper.fetch.content_type import media_type
from scraper.fetch.reason_text import printable

# media type -> file extension
IMAGE_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


def image_type(start: bytes) -> str | None:
    """The media type of an image that begins with `start`, or None."""
    if start[:4] == b"RIFF" and start[8:14] == b"WEBPVP":
        return "image/webp"
    if start[4:12] in {b"ftypavif", b"ftypavis"}:
        return "image/avif"
    return next((name for signature, name in _SIGNATURES if start.startswith(signature)), None)


def image_refusal(content_type: str | None, start: bytes) -> str | None:
    """Why a response whose body begins with `start` is not saved as an image, or None."""
    if image_type(start) is not None:
        return None
    named = media_type(content_type)
    if named == "image/svg+xml" or b"<svg" in start[:1024].lower():
        return "an SVG can hold scripts"
    return f"no picture of a kind that is kept ({printable(named) or 'nothing'} by its header)"
