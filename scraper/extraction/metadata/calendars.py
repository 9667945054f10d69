"""Dates of other calendars and digits -> the Gregorian ones that `dates` reads.

Buddhist years (Thai), Jalali (Persian), Japanese eras and the years of the Republic of China.
The lunar Hijri calendar differs by place and is not converted.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_JALALI_MONTHS = {
    name: number
    for number, names in enumerate(
        "فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند".split(), start=1
    )
    for name in names.split("|")
}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(元|\d{{1,3}})\s*年")
_BUDDHIST = re.compile(r"(?<!\d)25[3-9]\d(?!\d)")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_JALALI_NAMED = re.compile(rf"(\d\d?)\s+({'|'.join(_JALALI_MONTHS)})\s+(?:ماه\s+)?(1[34]\d\d)")
_JALALI_DIGITS = re.compile(r"(?<!\d)(1[34]\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)")
_VIETNAMESE = re.compile(r"(\d\d?)\s+tháng\s+(\d\d?),?\s+(?:năm\s+)?(\d{4})")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")


def gregorian(text: str) -> str:
    """`text` with ASCII digits and Gregorian years, as far as another calendar is recognised."""
    if text.isascii():
        return _JALALI_DIGITS.sub(_jalali_digits, text) if "/" in text else text
    text = _OTHER_DIGIT.sub(lambda match: str(int(match[0])), text)
    text = _ERA.sub(_era, text)
    if _THAI.search(text):
        text = _BUDDHIST.sub(lambda match: str(int(match[0]) - 543), text)
    text = _VIETNAMESE.sub(r"\3-\2-\1", text)
    text = _JALALI_NAMED.sub(_jalali_named, text)
    return _JALALI_DIGITS.sub(_jalali_digits, text)


def _era(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _jalali_named(match: re.Match[str]) -> str:
    return _iso(int(match[3]), _JALALI_MONTHS[match[2]], int(match[1])) or match[0]


def _jalali_digits(match: re.Match[str]) -> str:
    return _iso(int(match[1]), int(match[2]), int(match[3])) or match[0]


def _iso(year: int, month: int, day: int) -> str:
    """The Gregorian day of a Jalali one, by the 33-year cycle of its leap years."""
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= 31):
        return ""
    leaps = sum(1 for past in range(1300, year) if past % 33 in {1, 5, 9, 13, 17, 22, 26, 30})
    days = (year - 1300) * 365 + leaps
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return (date(1921, 3, 21) + timedelta(days=days)).isoformat()
