"""Dates as pages write them -> date or datetime.

A date without a time stays a date; a time without a zone stays naive: nothing is added that the
page does not state. Numeric dates whose order is open (03/04/2024) are read only where one of the
numbers can only be a day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from scraper.extraction.metadata.calendars import gregorian
from scraper.extraction.metadata.date_patterns import (
    CLOCK,
    COMPACT,
    D_NAME_SHORT,
    D_NAME_Y,
    DMY,
    DMY_SHORT,
    EPOCH,
    HAS_DIGIT,
    HAS_YEAR,
    ISO_START,
    NAME_D_Y,
    ROMAN,
    ROMANS,
    SLASHES_SHORT,
    URL_DATE,
    URL_NAMED,
    Y_D_NAME,
    Y_NAME_D,
    YMD,
    ZONES,
)
from scraper.extraction.metadata.month_names import month_of

# Words that say a date is that of a change.
MODIFIED = re.compile(
    r"updat|modif|revis|aktuali[sz]|actuali[sz]|atualiz|aggiorn|mise? à jour|bijgewerkt|обновл|"
    r"更新|"
    r"oppdatert|opdateret|uppdatera|päivitetty|оновлен|güncelle|frissít|ενημέρωσ|تحديث|به‌روز|עודכן|"
    r"अपडेट|diperbarui|cập nhật|อัปเดต|수정",
    re.IGNORECASE,
)
# How a line that is a label and a date begins.
LABEL = re.compile(
    r"^\W*(?:(?:date|page|article|last|first|originally|zuletzt|dernière|última|ultimo)\s+)?"
    r"(?:updated?|modified|revised|reviewed|published|posted|publication|created|release[ds]?|"
    r"stand|datum|veröffentlicht|aktualisiert|publiziert|publié|mis à jour|mise à jour|publicado|"
    r"actualizado|actualización|atualizado|atualização|pubblicato|aggiornato|aggiornamento|"
    r"gepubliceerd|bijgewerkt|опубликовано|обновлено)\b",
    re.IGNORECASE,
)
_LABELS = re.compile(
    rf"(?:\b(?:first|last|originally|zuletzt)\s+)?(?:{MODIFIED.pattern}|publi\w*|posted|erstellt|"
    r"veröffentlicht|pubblicat\w|gepubliceerd|опубл\w*|公開|投稿|发布|發布|게재|입력)",
    re.IGNORECASE,
)
_LONGEST_LABELLED = 160  # characters of a line with two dates
_LONGEST_SHORT = 30  # characters of a line with a year of two digits
_OLDEST = date(1990, 1, 1)
_DAY = 24 * 60  # minutes: no zone is so far from UTC
_NO_EPOCH = 4_102_444_800  # seconds: the year 2100


def parse_date(text: str, *, day_first: bool | None = None) -> date | datetime | None:
    """The instant or day that `text` names; None where it names none, or where its order is open.

    Reads ISO 8601, RFC 5322 dates, epoch seconds, and days written with numbers or with the
    names of months, also those of other calendars. `day_first` tells how the page's language
    orders 03/04/2024; None leaves it open.
    """
    text = text.strip()
    if not text or len(text) > 120:
        return None
    found = (
        _iso(text) or _epoch(text) or _rfc(text) or _written(gregorian(text), day_first=day_first)
    )
    return found if found is not None and day_of(found) >= _OLDEST else None


def labelled_dates(text: str) -> list[tuple[str, str]]:
    """The dates of a line that labels each of them: ("modified" or "published", its part).

    Empty for a line that has no word of a change, or one date alone.
    """
    if not 20 < len(text) <= _LONGEST_LABELLED or not HAS_DIGIT.search(text):
        return []
    if not MODIFIED.search(text):
        return []
    starts = [match.start() for match in _LABELS.finditer(text)]
    cut = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    dated = [p for p in cut if parse_date(p.strip(" .,;|·()"), day_first=True) is not None]
    if len(dated) == 1 and dated[0] is cut[0] and not MODIFIED.search(cut[0]):
        return [("published", cut[0])] if HAS_DIGIT.search("".join(cut[1:])) else []
    if len(dated) < 2:
        return []
    return [("modified" if MODIFIED.search(part) else "published", part) for part in dated]


def is_day_first(language: str) -> bool | None:
    """How a language writes 03/04/2024; None for English without a country, and for those that
    begin with the year.
    """
    tag = language.replace("_", "-").lower()
    if tag in {"en-us", "en-ph", "es-pr"}:
        return False
    first = tag.partition("-")[0]
    if not first or tag in {"en", "en-ca"} or first in {"ja", "zh", "ko", "hu", "lt", "mn"}:
        return None
    return True


def day_of(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def url_date(url: str) -> date | None:
    """The day in an address such as /2024/05/12/, /20240512- or /2024/may/12/."""
    found = None
    if match := URL_DATE.search(url):
        found = _day(match["y"], match["m"], match["d"])
    elif (match := URL_NAMED.search(url)) and (month := month_of(match["name"])):
        found = _day(match["y"], month, match["d"])
    return found if found is not None and found >= _OLDEST else None


def _iso(text: str) -> date | datetime | None:
    if not ISO_START.match(text):
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _day(text[:4], text[5:7], text[8:])
    try:
        # Python reads no fraction beyond microseconds, and a space before the zone only here.
        found = datetime.fromisoformat(
            re.sub(r"(\.\d{6})\d+", r"\1", re.sub(r" (?=[+-])", "", text))
        )
    except ValueError:
        return None
    return found


def _epoch(text: str) -> datetime | None:
    match = EPOCH.match(text)
    seconds = int(match.group(1)) if match else _NO_EPOCH  # an ISBN has as many digits
    return datetime.fromtimestamp(seconds, UTC) if seconds < _NO_EPOCH else None


def _rfc(text: str) -> datetime | None:
    if not re.match(r"[A-Za-z]{3}, \d", text):
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # a year of eleven digits
        return None


def _written(text: str, *, day_first: bool | None) -> date | datetime | None:
    day = _written_day(text, day_first=day_first)
    if day is None:
        return None
    rest = YMD.sub(" ", text) if YMD.search(text) else text
    clock = CLOCK.search(rest)
    return _with_clock(day, clock) if clock else day


def _written_day(text: str, *, day_first: bool | None) -> date | None:
    if not HAS_YEAR.search(text):
        return _short_day(text, day_first=day_first) if len(text) <= _LONGEST_SHORT else None
    text = ROMAN.sub(_with_number, text)
    if match := YMD.search(text) or COMPACT.match(text):
        return _day(match["y"], match["m"], match["d"])
    if match := DMY.search(text):
        return _numeric_day(match, match["y"], day_first=day_first)
    for pattern in (D_NAME_Y, NAME_D_Y, Y_NAME_D, Y_D_NAME):
        for match in pattern.finditer(text):
            month = month_of(match["name"], after_dot=bool(match.groupdict().get("dot")))
            if month:
                return _day(match["y"], month, match["d"])
    return None


def _with_number(match: re.Match[str]) -> str:
    """`5.iii.2024` -> `5.3.2024`."""
    roman = match[2].lower()
    return f"{match[1]}{ROMANS.index(roman) + 1}." if roman in ROMANS else match[0]


def _short_day(text: str, *, day_first: bool | None) -> date | None:
    """A day whose year has two digits."""
    if (match := D_NAME_SHORT.search(text)) and (month := month_of(match["name"] or match["word"])):
        return _day(f"20{match['y']}", month, match["d"])
    match = _short(text)
    return _numeric_day(match, f"20{match['y']}", day_first=day_first) if match else None


def _short(text: str) -> re.Match[str] | None:
    """The day with a year of two digits that `text` begins with, or that follows a label."""
    if match := DMY_SHORT.match(text):
        return match
    match = SLASHES_SHORT.match(text)
    is_dated = match is not None and (match["clock"] or LABEL.match(match["label"] or ""))
    is_alone = match is not None and match["sign"] == "/" and match.end() == len(text)
    return match if is_dated or is_alone else None


def _numeric_day(match: re.Match[str], year: str, *, day_first: bool | None) -> date | None:
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second or first == second or "." in match.group():
        return _day(year, second, first)
    if second > 12 or day_first is False:
        return _day(year, first, second)
    return _day(year, second, first) if day_first else None


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _with_clock(day: date, clock: re.Match[str]) -> datetime | date:
    hour = int(clock["H"])
    if half := clock["half"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    zone = _zone(clock["zone"])
    return datetime(
        day.year, day.month, day.day, hour, int(clock["M"]), int(clock["S"] or 0), tzinfo=zone
    )


def _zone(text: str | None) -> timezone | None:
    """The zone of "Z", "CET", "+05:30" or "GMT+7"."""
    if not text:
        return None
    if (hours := ZONES.get(text.upper())) is not None:
        return timezone(timedelta(hours=hours))
    offset = text.upper().removeprefix("UTC").removeprefix("GMT")
    if offset[:1] not in {"+", "-"}:
        return UTC
    digits = offset[1:].replace(":", "")
    minutes = int(digits) * 60 if len(digits) < 3 else int(digits[:-2]) * 60 + int(digits[-2:])
    if minutes >= _DAY:
        return None
    return timezone(timedelta(minutes=minutes if offset[0] == "+" else -minutes))
