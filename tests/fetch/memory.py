"""The peak memory of this process since a point in time. Measured on Linux only."""

from __future__ import annotations

from pathlib import Path

_STATUS = Path("/proc/self/status")
_FORGET = Path("/proc/self/clear_refs")  # proc(5): "5" resets the peak to the current value


def forget_peak() -> None:
    if _FORGET.exists():
        _FORGET.write_text("5")


def peak() -> int:
    """Bytes of resident memory, 0 where it cannot be measured."""
    if not _FORGET.exists():
        return 0
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024
