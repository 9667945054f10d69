"""Dates as pages write them -> date or datetime.

A day alone stays a day; a time without a zone stays naive: what the page did not say is not
made up. Purely numeric days whose order is open (03/04/2024) are read only where one of the
numbers can be nothing but a day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

# The names by which months go in the languages whose dates put a name into them, as a reader
# sees them without case and points. A name that means two months in two languages is left out.
_MONTH_NAMES = """
jan january janvier janv enero ene janeiro januar jänner gennaio gen januari tammikuu styczeń stycznia leden ledna január ianuarie ocak января янв січня ιανουαρίου يناير जनवरी januára siječnja jaanuar janvāris sausio
feb february février fevrier févr febrero fevereiro fev februar februari febbraio helmikuu luty lutego únor února február februarie şubat февраля фев лютого φεβρουαρίου فبراير फ़रवरी फरवरी februára veljače veebruar februāris vasario
mar march mars marzo março marco märz mrz maart mrt mart maaliskuu marzec marca březen března március martie марта мар березня μαρτίου مارس मार्च ožujka märts
apr april avril avr abril abr aprile aprill huhtikuu kwiecień kwietnia duben dubna április aprilie nisan апреля апр квітня απριλίου أبريل ابريل अप्रैल apríla travnja aprīlis balandžio
may mai mayo maio maggio mag mei maj toukokuu maja květen května május mayıs мая май травня μαΐου μαίου مايو मई mája svibnja maijs gegužės
jun june juin junio junho juni giugno giu kesäkuu czerwiec czerwca červen června június iunie haziran июня июн червня ιουνίου يونيو जून júna lipnja juuni jūnijs birželio
jul july juillet juil julio julho juli luglio lug heinäkuu lipiec lipca červenec července július iulie temmuz июля июл липня ιουλίου يوليو जुलाई júla srpnja juuli jūlijs liepos
aug august août aout agosto ago augustus augusti elokuu sierpień sierpnia srpen srpna augusztus ağustos августа авг серпня αυγούστου أغسطس अगस्त augusta kolovoza augusts rugpjūčio
sep sept september septembre septiembre setembro set settembre syyskuu wrzesień września září szeptember septembrie eylül сентября сен вересня σεπτεμβρίου سبتمبر सितंबर सितम्बर septembra rujna septembris rugsėjo
oct october octobre octubre outubro out oktober okt ottobre ott lokakuu październik października říjen října október octombrie ekim октября окт жовтня οκτωβρίου أكتوبر اكتوبر अक्टूबर अक्तूबर októbra oktoober oktobris spalio
nov november novembre noviembre novembro marraskuu listopada listopad novembra noiembrie kasım ноября ноя листопада νοεμβρίου نوفمبر नवंबर नवम्बर studenoga novembris lapkričio
dec december décembre decembre diciembre dic dezembro dez dezember dicembre joulukuu grudzień grudnia prosinec prosince decembra decembrie aralık декабря дек грудня δεκεμβρίου ديسمبر दिसंबर दिसम्बर prosinca detsember decembris gruodžio
"""  # noqa: E501 - a line a month
MONTHS = {
    name: number
    for number, line in enumerate(_MONTH_NAMES.strip().splitlines(), start=1)
    for name in line.split()
}
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_ISO_START = re.compile(rf"{_YEAR}-\d\d?-\d\d?")
_YMD = re.compile(rf"{_YEAR}\s*[-/.年년]\s*(?P<m>\d\d?)\s*[-/.月월]\s*(?P<d>\d\d?)(?!\d)")
_DMY = re.compile(rf"(?<!\d)(?P<a>\d\d?)\s*[-/.]\s*(?P<b>\d\d?)\s*[-/.]\s*{_YEAR}(?!\d)")
_D_NAME_Y = re.compile(
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|º|°)?[.,]?\s*(?:de\s+|of\s+|d['’])?[-/]?"
    rf"(?P<name>[^\W\d_]{{3,}})[.,]?\s*[-/]?(?:del?\s+)?{_YEAR}(?!\d)"
)
_NAME_D_Y = re.compile(
    rf"(?P<name>[^\W\d_]{{3,}})[.,]?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?[.,]?\s+{_YEAR}(?!\d)"
)
_Y_NAME_D = re.compile(rf"{_YEAR},?\s+(?P<name>[^\W\d_]{{3,}})[.,]?\s+(?P<d>\d\d?)(?!\d)")
_COMPACT = re.compile(rf"^{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?)?")
_EPOCH = re.compile(r"^(\d{10})(?:\d{3})?$")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<H>[01]?\d|2[0-3])[:h](?P<M>[0-5]\d)(?::(?P<S>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
_URL_DATE = re.compile(rf"[/_-]{_YEAR}[/_-]?(?P<m>[01]\d)[/_-]?(?P<d>[0-3]\d)(?![\d])")
_URL_NAMED = re.compile(rf"/{_YEAR}/(?P<name>[^\W\d_]{{3,}})/(?P<d>[0-3]?\d)/")
# Words that say a date is that of a change.
MODIFIED = re.compile(
    r"updat|modif|revis|aktualis|actuali[sz]|atualiz|aggiorn|mise? à jour|bijgewerkt|обновл|更新",
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
_OLDEST = date(1990, 1, 1)


def parse_date(text: str) -> date | datetime | None:
    """The instant or day that `text` names; None where it names none, or more than it says.

    Reads ISO 8601, RFC 5322 dates, epoch seconds, and days written with numbers or with the
    names of months.
    """
    text = text.strip()
    if not text or len(text) > 120:
        return None
    found = _iso(text) or _epoch(text) or _rfc(text) or _written(text)
    return found if found is not None and day_of(found) >= _OLDEST else None


def day_of(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def url_date(url: str) -> date | None:
    """The day in an address such as /2024/05/12/, /20240512- or /2024/may/12/."""
    found = None
    if match := _URL_DATE.search(url):
        found = _day(match["y"], match["m"], match["d"])
    elif (match := _URL_NAMED.search(url)) and (month := MONTHS.get(match["name"].lower())):
        found = _day(match["y"], month, match["d"])
    return found if found is not None and found >= _OLDEST else None


def _iso(text: str) -> date | datetime | None:
    if not _ISO_START.match(text):
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
    match = _EPOCH.match(text)
    return datetime.fromtimestamp(int(match.group(1)), UTC) if match else None


def _rfc(text: str) -> datetime | None:
    if not re.match(r"[A-Za-z]{3}, \d", text):
        return None
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _written(text: str) -> date | datetime | None:
    day = _written_day(text)
    if day is None:
        return None
    rest = _YMD.sub(" ", text) if _YMD.search(text) else text
    clock = _CLOCK.search(rest)
    return _with_clock(day, clock) if clock else day


def _written_day(text: str) -> date | None:
    if match := _YMD.search(text) or _COMPACT.match(text):
        return _day(match["y"], match["m"], match["d"])
    if match := _DMY.search(text):
        first, second = int(match["a"]), int(match["b"])
        if first > 12 >= second or first == second or "." in match.group():
            return _day(match["y"], second, first)
        return _day(match["y"], first, second) if second > 12 else None
    for pattern in (_D_NAME_Y, _NAME_D_Y, _Y_NAME_D):
        for match in pattern.finditer(text):
            month = MONTHS.get(match["name"].lower())
            if month:
                return _day(match["y"], month, match["d"])
    return None


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
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
