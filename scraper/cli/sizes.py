"""Numbers of bytes as people read them."""

from __future__ import annotations

_UNITS = ("kB", "MB", "GB", "TB")


def size_text(count: int) -> str:
    """Bytes in decimal units (IEC 80000-13): 812 B, 4.2 kB, 37 MB."""
    if count < 1000:
        return f"{count} B"
    value = float(count)
    for unit in _UNITS:
        value /= 1000
        if value < 999.5 or unit == _UNITS[-1]:
            break
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
