"""Dates of the Hebrew, Ethiopic and Coptic calendars -> Gregorian days (ISO 8601).

By the arithmetic of Reingold and Dershowitz, "Calendrical Calculations": all three are exact.
"""

from __future__ import annotations

import re
from datetime import date

# From the first month of the year on; the thirteenth has the days that are left.
_ETHIOPIC = (
    "መስከረም ጥቅምት ህዳር|ኅዳር ታህሳስ|ታኅሣሥ|ታኅሳስ ጥር የካቲት መጋቢት ሚያዝያ|ሚያዚያ ግንቦት ሰኔ ሐምሌ|ሀምሌ ነሐሴ|ነሀሴ ጳጉሜ|ጳጉሜን"
)
_COPTIC = "توت باب[هة] هاتور كيهك طوب[هة] أمشير برمهات برمود[هة] بشنس بؤون[هة] أبيب مسر[ىي] نسيء"
_FROM_ETHIOPIC, _FROM_COPTIC = 2795, 103_604  # days before the first of the first year
_HESHVAN, _KISLEV, _ADAR = 1, 2, 5  # months from Tishri on
_HEBREW = {
    "תשרי": 0, "חשוון": 1, "חשון": 1, "מרחשוון": 1, "מרחשון": 1, "כסלו": 2, "כסליו": 2, "טבת": 3,
    "שבט": 4, "אדר": 5, "ניסן": 7, "אייר": 8, "איר": 8, "סיוון": 9, "סיון": 9, "תמוז": 10,
    "אב": 11, "אלול": 12,
}  # fmt: skip
_HEBREW_EPOCH = -1_373_427  # the day before the first of the calendar, counted as Python counts
_VALUES = (*range(1, 10), *range(10, 100, 10), *range(100, 500, 100))
_LETTERS = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", _VALUES, strict=True))
_MARK = "[\"'״׳”’]"
_HEBREW_DATE = re.compile(
    rf"(?<!\w)(\d\d?|[א-ל]{_MARK}|[י-ל]{_MARK}[א-ט]|ט{_MARK}[וז])\s+ב?(?:חודש\s+)?"
    rf"({'|'.join(sorted(_HEBREW, key=len, reverse=True))})(?:\s+([אב]){_MARK})?\s+"
    rf"(?:ה{_MARK})?(ת[א-ת]{{0,3}}{_MARK}[א-ת])(?!\w)"
)


def _month_pattern(names: str) -> str:
    return "|".join(f"({name})" for name in names.split())


_ETHIOPIC_DATE = re.compile(
    rf"(?:{_month_pattern(_ETHIOPIC)})\s+(\d\d?)(?:\s*ቀን)?[,፣]?\s+(19[89]\d|20[0-4]\d)(?!\d)"
)
_ETHIOPIC_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d\d?)\s+(?:{_month_pattern(_ETHIOPIC)})[,፣]?\s+(19[89]\d|20[0-4]\d)(?!\d)"
)
_COPTIC_DATE = re.compile(rf"(?<!\d)(\d\d?)\s+(?:{_month_pattern(_COPTIC)})\s+(1[67]\d\d)(?!\d)")
_HAS_ETHIOPIC, _HAS_HEBREW = re.compile("[\u1200-\u137f]"), re.compile("[\u05d0-\u05ea]")


def with_gregorian_days(text: str) -> str:
    """`text` with the Gregorian day in place of each date of these calendars."""
    if _HAS_ETHIOPIC.search(text):
        return _ETHIOPIC_DAY_FIRST.sub(_ethiopic_day_first, _ETHIOPIC_DATE.sub(_ethiopic, text))
    if _HAS_HEBREW.search(text):
        return _HEBREW_DATE.sub(_hebrew, text)
    return _COPTIC_DATE.sub(_coptic, text)


def names_hebrew_day(text: str) -> bool:
    """Whether `text` has a day of the Hebrew calendar, which may be written without a digit."""
    return not text.isascii() and _HEBREW_DATE.search(text) is not None


def _ethiopic(match: re.Match[str]) -> str:
    *months, day, year = match.groups()
    return _of_thirteen(_FROM_ETHIOPIC, int(year), months, int(day)) or match[0]


def _ethiopic_day_first(match: re.Match[str]) -> str:
    day, *months, year = match.groups()
    return _of_thirteen(_FROM_ETHIOPIC, int(year), months, int(day)) or match[0]


def _coptic(match: re.Match[str]) -> str:
    day, *months, year = match.groups()
    return _of_thirteen(_FROM_COPTIC, int(year), months, int(day)) or match[0]


def _of_thirteen(before: int, year: int, months: list[str | None], day: int) -> str:
    """The day of a calendar with twelve months of thirty days and a short one."""
    month = next(number for number, name in enumerate(months) if name)
    if not 1 <= day <= (30 if month < len(months) - 1 else 6):
        return ""
    days = before + 365 * (year - 1) + year // 4 + 30 * month + day
    return date.fromordinal(days).isoformat()


def _hebrew(match: re.Match[str]) -> str:
    day = int(match[1]) if match[1].isdigit() else _number(match[1])
    year = 5000 + _number(match[4])
    lengths = _month_lengths(year)
    month = _HEBREW[match[2]]
    if month == _ADAR and (match[3] == "ב" or not lengths[_ADAR]):
        month += 1  # the second one, which is the only one in common years
    if not 1 <= day <= lengths[month]:
        return match[0]
    return date.fromordinal(_new_year(year) + sum(lengths[:month]) + day - 1).isoformat()


def _number(text: str) -> int:
    return sum(_LETTERS.get(letter, 0) for letter in text)


def _month_lengths(year: int) -> list[int]:
    """The days of the thirteen months from Tishri on; Adar I has none in common years."""
    lengths = [30, 29, 30, 29, 30, 30 if (7 * year + 1) % 19 < 7 else 0, 29, 30, 29, 30, 29, 30, 29]
    rest = (_new_year(year + 1) - _new_year(year)) % 10
    lengths[_HESHVAN] += rest == 5
    lengths[_KISLEV] -= rest == 3
    return lengths


def _new_year(year: int) -> int:
    before, this, after = (_elapsed(one) for one in (year - 1, year, year + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + delay


def _elapsed(year: int) -> int:
    """Days from the epoch to the mean conjunction of a year's first month, put off by a day where
    it would be a Sunday, Wednesday or Friday.
    """
    months = (235 * year - 234) // 19
    day = 29 * months + (12_084 + 13_753 * months) // 25_920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day
