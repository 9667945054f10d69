"""Dates that count back from the instant a page was fetched: "3 hours ago", "gestern".

The page does not name the day itself, so it is read only where that instant is known. Months and
years are not counted: "2 months ago" names no day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_SECOND, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
_UNITS: dict[timedelta, str] = {
    _SECOND: r"sec\w*|sek\w*|segundos?|secondes?|secondi|секунд\w*|秒|초",
    _MINUTE: r"min\w*|минут\w*|хвилин\w*|分钟|分鐘|分|분|dakika|λεπτ[άό]|دقائق|دقيقة|دقیقه|"
    r"menit|phút|मिनट|นาที|perccel|דקות|دقیقے|منٹ|মিনিট|நிமிட\w*",
    _HOUR: r"hours?|hrs?|h|stunden?|std|heures?|horas?|or[ae]|oră|uur|uren|tim\w*|time[rn]?|"
    r"tunti\w*|godzin\w*|hodin\w*|час\w*|годин\w*|小时|小時|時間|시간|saat|ώρ(?:ες|α)|ساعات|"
    r"ساعة|ساعت|jam|giờ|घंटे|घंटा|घण्टा|ชั่วโมง|órával|שעות|שעה|sat[aioe]?|сат[аи]?|ur(?:ami|"
    r"o)?|valand\w*|stund\w*|tundi?|hor(?:es|a)|ঘণ্টা|ঘন্টা|மணி\s?நேரம்|گھنٹے|گھنٹہ",
    _DAY: r"days?|d|tag\w*|jours?|d[ií]as?|giorn[io]|dag\w*|päivä\w*|dni|dn[ůyí]|dňami|дн\w*|"
    r"день|天|日|일|gün|(?:η)?μέρ(?:ες|α)|أيام|يوم|hari|ngày|दिन|วัน|nappal|ימים|יום|روز|"
    r"dan[ai]?|дана?|dnevi|dien\w*|päeva|dies|zile|zi|দিন|நாட்கள்|நாள்|دن",
    _WEEK: r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|veckor|uger?|uker?|недел\w*|"
    r"周|週間|주|hafta|minggu|tuần|שבועות|هفته",
}
_AGO = (
    r"ago|her|sedan|siden|sitten|temu|назад|тому|前|전|önce|πριν|fa|geleden|atrás|"
    r"(?:yang )?lalu|lepas|trước|पहले|ที่แล้ว|ที่ผ่านมา|zpět|nazpět|ezelőtt|پیش|قبل|tagasi|আগে|"
    r"முன்\w*|پہلے|en arrière"
)
_BEFORE = (
    r"vor|il y a|hace|há|πριν από|πριν|منذ|قبل|for|för|před|pred|לפני|acum|преди|prije|pre|пре|"
    r"prieš|pirms|fa"
)
_NUMBER = r"(?P<number>\d{1,2}|an?|one|einer?|einem|une?|un['’]|una?|um|uma)"
_PATTERNS = [
    (
        re.compile(
            rf"(?<!\w)(?:(?:{_BEFORE})\s+{_NUMBER}\s*(?:{unit})(?!\w)|"
            rf"{_NUMBER.replace('number', 'count')}\s*(?:{unit})\s*(?:{_AGO})(?!\w))",
            re.IGNORECASE,
        ),
        step,
    )
    for step, unit in _UNITS.items()
]
# Languages that say "ago" with the ending of the unit, or two with a form of its own.
_WHOLE = {
    "perce": _MINUTE, "órája": _HOUR, "napja": _DAY, "hete": _WEEK,
    "دقيقتين": 2 * _MINUTE, "ساعتين": 2 * _HOUR, "يومين": 2 * _DAY, "أسبوعين": 2 * _WEEK,
    "שעתיים": 2 * _HOUR, "יומיים": 2 * _DAY, "שבועיים": 2 * _WEEK,
}  # fmt: skip
_WHOLE_PATTERN = re.compile(
    rf"^\W*(?:(?P<number>\d\d?)\s+|(?:منذ|قبل|לפני)\s+)(?P<unit>{'|'.join(_WHOLE)})(?!\w)"
)
_TODAY = (
    r"today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|i ?dag|tänään|dzisiaj|dziś|dnes|сегодня|"
    r"сьогодні|今天|今日|오늘|bugün|σήμερα|اليوم|היום|ma|امروز|hari ini|hôm nay|วันนี้|azi|"
    r"astăzi|днес|danas|данас|danes|šiandien|šodien|täna|avui|आज|আজ|இன்று|آج|just now|"
    r"gerade eben|刚刚|剛剛|방금"
)
_YESTERDAY = (
    r"yesterday|gestern|hier|ayer|ontem|ieri|gisteren|i ?går|eilen|wczoraj|včera|вчера|вчора|"
    r"昨天|昨日|어제|dün|χθες|أمس|אתמול|tegnap|دیروز|kemarin|semalam|hôm qua|เมื่อวาน(?:นี้)?|"
    r"jučer|juče|јуче|včeraj|vakar|eile|ahir|গতকাল|நேற்று"
)
# The word alone, or with a time of day behind it: "Heute Journal" is no date.
_DAYS = re.compile(
    rf"^\W*(?:(?:posted|published)\W+)?(?:(?P<today>{_TODAY})|(?P<yesterday>{_YESTERDAY}))"
    r"(?:(?:\W|\b(?:at|um|à|às|a las|alle|o|klo?|om|в|о|saat)\b)*\d{1,2}(?:[:.h]\d\d|h|"
    r" ?[ap]m)\b.*)?\W*$",
    re.IGNORECASE,
)
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_LONGEST = 40  # characters of a line that consists of such a date


def is_relative_date(text: str) -> bool:
    """Whether a line counts back from now."""
    return relative_date(text, _NEVER) is not None


def relative_date(text: str, now: datetime) -> date | datetime | None:
    """The instant that `text` counts back from `now` (aware); the day where it counts in days."""
    if len(text) > _LONGEST:
        return None
    if match := _DAYS.match(text):
        return now.date() - timedelta(days=1 if match["yesterday"] else 0)
    if match := _WHOLE_PATTERN.match(text):
        return _counted(now, _WHOLE[match["unit"]], match["number"] or "")
    for pattern, step in _PATTERNS:
        if match := pattern.search(text):
            return _counted(now, step, match["number"] or match["count"])
    return None


def _counted(now: datetime, step: timedelta, number: str) -> date | datetime:
    then = now - step * (int(number) if number.isdecimal() else 1)
    return then if step < _DAY else then.date()
