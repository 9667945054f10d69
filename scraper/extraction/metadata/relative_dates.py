"""Dates that count back from the instant a page was fetched: "3 hours ago", "gestern".

The page does not say the day itself, so it is read only where that instant is known.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_UNITS: dict[str, timedelta] = {
    r"sec\w*|sek\w*|segundos?|secondes?|secondi|секунд\w*|秒|초": timedelta(seconds=1),
    r"min\w*|минут\w*|хвилин\w*|分钟|分鐘|分|분|dakika|λεπτά|دقائق|دقيقة|menit|phút|मिनट|"
    r"นาที": timedelta(minutes=1),
    r"hours?|hrs?|h|stunden?|std|heures?|horas?|or[ae]|uur|uren|tim\w*|time[rn]?|tunti\w*|"
    r"godzin\w*|hodin\w*|час\w*|годин\w*|小时|小時|時間|시간|saat|ώρες|ώρα|ساعات|ساعة|jam|giờ|"
    r"घंटे|घंटा|ชั่วโมง": timedelta(hours=1),
    r"days?|d|tag\w*|jours?|d[ií]as?|giorn[io]|dag\w*|päivä\w*|dni|dn[ůyí]|дн\w*|день|天|日|일|"
    r"gün|μέρες|ημέρες|أيام|يوم|hari|ngày|दिन|วัน": timedelta(days=1),
    r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|veckor|uger?|uker?|недел\w*|周|週間|"
    r"주|hafta": timedelta(weeks=1),
}
_AGO = (
    r"ago|her|sedan|siden|sitten|temu|назад|тому|前|전|önce|πριν|fa|geleden|atrás|yang lalu|trước|"
    r"पहले|ที่แล้ว|zpět|nazpět"
)
_BEFORE = r"vor|il y a|hace|há|πριν|منذ|قبل|for|před|pred"
_NUMBER = r"(?P<number>\d{1,2}|an?|one|einer?|einem|une?|una?|um|uma)"
_PATTERNS = [
    (
        re.compile(
            rf"(?<!\w)(?:(?:{_BEFORE})\s+{_NUMBER}\s*(?:{unit})\b|"
            rf"{_NUMBER.replace('number', 'count')}\s*(?:{unit})\s*(?:{_AGO})(?!\w))",
            re.IGNORECASE,
        ),
        step,
    )
    for unit, step in _UNITS.items()
]
_DAYS = re.compile(
    r"^\W*(?:(?P<today>today|heute|aujourd['’]hui|hoy|hoje|oggi|vandaag|i ?dag|tänään|dzisiaj|dnes|"
    r"сегодня|сьогодні|今天|今日|오늘|bugün|σήμερα|اليوم)|"
    r"(?P<yesterday>yesterday|gestern|hier|ayer|ontem|ieri|gisteren|i ?går|eilen|wczoraj|včera|"
    r"вчера|вчора|昨天|昨日|어제|dün|χθες|أمس))(?!\w)",
    re.IGNORECASE,
)
_LONGEST = 40  # characters of a line that says no more than this


def relative_date(text: str, now: datetime) -> date | datetime | None:
    """The instant that `text` counts back from `now` (aware); the day where it counts in days."""
    if len(text) > _LONGEST:
        return None
    if match := _DAYS.match(text):
        return now.date() - timedelta(days=1 if match["yesterday"] else 0)
    for pattern, step in _PATTERNS:
        if match := pattern.search(text):
            number = match["number"] or match["count"]
            then = now - step * (int(number) if number.isdecimal() else 1)
            return then if step < timedelta(days=1) else then.date()
    return None
