"""Dates of other calendars and digits -> the Gregorian ones that `dates` reads.

Buddhist years (Thai, Lao), Jalali (Persian), Hijri, Japanese eras and the years of the Republic of
China; Hebrew, Ethiopic and Coptic days are in `arithmetic_calendars`. Hijri days follow the tabular
calendar, which may differ by a day or two from the one that a country announces; where a text names
a Gregorian day too, that one is read.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from scraper.extraction.metadata.arithmetic_calendars import with_gregorian_days

_JALALI_MONTHS = {
    name: number
    for number, names in enumerate(
        "فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند".split(), start=1
    )
    for name in names.split("|")
}
# Arabic names, which Persian and Urdu share, and their transliterations.
_HIJRI_MONTHS = (
    r"محرّ?م(?: الحرام)?|muharram",
    r"صفر|safar",
    r"ربيع ال[أا]ول|rabi[’'`ʿ]? (?:al[- ]|ul[- ])?aww?al|rabi[’'`ʿ]? i",
    r"ربيع ال(?:ثان[يى]|[آا]خر)|rabi[’'`ʿ]? (?:al[- ]|ul[- ])?(?:thani|akhir)|rabi[’'`ʿ]? ii",
    r"جماد[ىي] ال[أا]ول[ىي]?|jumada (?:al[- ]|ul[- ])?(?:ula|aww?al)|jumada i",
    r"جماد[ىي] ال(?:ثاني[ةه]?|[آا]خر[ةه]?)|jumada (?:al[- ]|ul[- ])?(?:thani|akhira?)h?|jumada ii",
    r"رجب|rajab",
    r"شعبان|sha[’'`ʿ]?ban",
    r"رمضان(?: المبارك)?|rama[dz]h?an",
    r"شوّ?ال|shaww?al",
    r"ذ[وي] ?القعد[ةه]|dh?u(?:l| al)[- ]?q[aei][’'`ʿ]?dah?",
    r"ذ[وي] ?الحج[ةه]|dh?u(?:l| al)[- ]?hijj?ah?",
)
_HIJRI_NAMED = re.compile(
    r"(?<!\d)(\d\d?)(?:st|nd|rd|th)?\s+(?:من\s+|of\s+)?"
    rf"(?:{'|'.join(f'({names})' for names in _HIJRI_MONTHS)})"
    r",?\s+(?:لعام\s+|سنة\s+)?(1[34]\d\d)(?!\d)",
    re.IGNORECASE,
)
# The months of Syria, Iraq, Jordan and Lebanon whose names are two words.
_LEVANT = {
    "كانون الثاني": "يناير",
    "تشرين الأول": "أكتوبر",
    "تشرين الاول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
    "كانون الاول": "ديسمبر",
}
_ARABIC_PAIR = re.compile(r"(?<=[\u0620-\u064a])\s*/\s*[\u0620-\u064a]+")  # "مارس/آذار"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA = re.compile(rf"({'|'.join(_ERAS)})\s*(元|\d{{1,3}})\s*年")
_ERA_LETTERS = {"R": 2018, "H": 1988}
_ERA_LETTER = re.compile(r"^([RH])(\d\d?)[./](\d\d?)[./](\d\d?)(?!\d)")
_REPUBLIC = re.compile(r"(?<!\d)(1[0-3]\d)\s*年(?=\s*\d\d?\s*月)")
_REPUBLIC_DIGITS = re.compile(
    r"((?:日期|時間|时间|發布|發佈|民國|更新)\s*[:：]?\s*|^)(1[0-3]\d)([-/.])(\d\d)\3(\d\d)(?![\d./-])"
)
_HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_DATE = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_BUDDHIST = re.compile(r"(?<!\d)25[3-9]\d(?!\d)")
_BUDDHIST_SHORT = re.compile(r"(\d\d?\s+[\u0e00-\u0e7f]{2,}\s+)([67]\d)(?!\d)")
_BUDDHIST_DIGITS = re.compile(r"(?<!\d)(\d\d?)/(\d\d?)/(25[3-9]\d)(?!\d)")
_THAI = re.compile(r"[\u0e00-\u0eff]")  # and Lao
_THAI_ABBREVIATION = re.compile(r"([\u0e00-\u0e7f]{1,3})\.([\u0e00-\u0e7f])\.")
_KHMER_WORDS = re.compile(r"ថ្ងៃទី|ថ្ងៃ|ទី(?=\s*\d)|ខែ|ឆ្នាំ")
_JALALI_NAMED = re.compile(rf"(\d\d?)\s+({'|'.join(_JALALI_MONTHS)})\s+(?:ماه\s+)?(1[34]\d\d)")
_ISLAMIC_DIGITS = re.compile(r"(?<!\d)(1[34]\d\d)([/-])(\d\d?)\2(\d\d?)(?!\w)")
_FIRST_HIJRI = 1410  # numeric years: Jalali 1409 is 2030, Hijri 1410 is 1989
_VIETNAMESE = re.compile(r"(\d\d?)\s+tháng\s+(\d\d?),?\s+(?:năm\s+)?(\d{4})")
_MONGOLIAN = re.compile(r"(\d{4})\s+оны?\s+(\d\d?)\s*-?р?\s+сарын\s+(\d\d?)")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_OTHER_YEAR = re.compile(r"(?<!\d)(?:1[34]|25)\d\d(?!\d)|^[RH]\d|^1[0-3]\d[-/.]")
_GREGORIAN_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def gregorian(text: str) -> str:
    """`text` with ASCII digits and Gregorian years, as far as another calendar is recognised."""
    if text.isascii():
        return _ascii(text) if _OTHER_YEAR.search(text) else text
    text = _OTHER_DIGIT.sub(lambda match: str(int(match[0])), text)
    text = with_gregorian_days(text)
    text = _HAN_DATE.sub(_han, text)
    text = _ERA.sub(_era, text)
    text = _REPUBLIC.sub(lambda match: f"{int(match[1]) + 1911}年", text)
    if _THAI.search(text):
        text = _thai(text)
    text = _KHMER_WORDS.sub(" ", text)
    text = _VIETNAMESE.sub(r"\3-\2-\1", text)
    text = _MONGOLIAN.sub(r"\1-\2-\3", text)
    for name, other in _LEVANT.items():
        text = text.replace(name, other)
    text = _ARABIC_PAIR.sub("", text)
    return _ascii(_JALALI_NAMED.sub(_jalali_named, text))


def _ascii(text: str) -> str:
    """What may be written in ASCII too: days in digits, and transliterated names."""
    text = _ERA_LETTER.sub(_era_letter, text)
    text = _REPUBLIC_DIGITS.sub(_republic, text)
    text = _BUDDHIST_DIGITS.sub(lambda match: f"{int(match[3]) - 543}-{match[2]}-{match[1]}", text)
    if _GREGORIAN_YEAR.search(text):
        return text
    return _HIJRI_NAMED.sub(_hijri_named, _ISLAMIC_DIGITS.sub(_islamic_digits, text))


def _han(match: re.Match[str]) -> str:
    year = match[1].translate(_HAN)
    return f"{year}年{_han_number(match[2])}月{_han_number(match[3])}日"


def _han_number(text: str) -> int:
    """三 -> 3, 十二 -> 12, 二十三 -> 23."""
    tens, ten, ones = text.rpartition("十")
    ones_value = int(ones.translate(_HAN)) if ones else 0
    return ones_value + (10 * int(tens.translate(_HAN) or 1) if ten else 0)


def _era(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return f"{_ERAS[match[1]] + year}年"


def _era_letter(match: re.Match[str]) -> str:
    return f"{_ERA_LETTERS[match[1]] + int(match[2])}-{match[3]}-{match[4]}"


def _republic(match: re.Match[str]) -> str:
    return f"{match[1]}{int(match[2]) + 1911}-{match[4]}-{match[5]}"


def _thai(text: str) -> str:
    text = _THAI_ABBREVIATION.sub(r"\1\2", text)
    text = _BUDDHIST_SHORT.sub(lambda match: f"{match[1]}{int(match[2]) + 1957}", text)
    return _BUDDHIST.sub(lambda match: str(int(match[0]) - 543), text)


def _jalali_named(match: re.Match[str]) -> str:
    return _jalali(int(match[3]), _JALALI_MONTHS[match[2]], int(match[1])) or match[0]


def _islamic_digits(match: re.Match[str]) -> str:
    year, month, day = int(match[1]), int(match[3]), int(match[4])
    convert = _hijri if year >= _FIRST_HIJRI else _jalali
    return convert(year, month, day) or match[0]


def _hijri_named(match: re.Match[str]) -> str:
    groups = match.groups()
    month = next(number for number, name in enumerate(groups[1:-1], start=1) if name)
    return _hijri(int(groups[-1]), month, int(groups[0])) or match[0]


def _jalali(year: int, month: int, day: int) -> str:
    """The Gregorian day (ISO 8601) of a Jalali one, by the 33-year cycle of its leap years."""
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= 31):
        return ""
    leaps = sum(1 for past in range(1300, year) if past % 33 in {1, 5, 9, 13, 17, 22, 26, 30})
    days = (year - 1300) * 365 + leaps
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return (date(1921, 3, 21) + timedelta(days=days)).isoformat()


def _hijri(year: int, month: int, day: int) -> str:
    """The Gregorian day (ISO 8601) of a Hijri one, by the tabular calendar."""
    if not (1300 <= year < 1500 and 1 <= month <= 12 and 1 <= day <= 30):
        return ""
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day
    return date.fromordinal(227014 + days).isoformat()
