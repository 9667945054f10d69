"""Dates as pages write them -> date or datetime.

A day alone stays a day; a time without a zone stays naive: what the page did not say is not
made up. Purely numeric days whose order is open (03/04/2024) are read only where one of the
numbers can be nothing but a day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from scraper.extraction.metadata.calendars import gregorian
from scraper.extraction.phrases.folding import WORD

# The names by which months go in the languages whose dates put a name into them, as a reader
# sees them without case and points. A name that means two months in two languages is left out.
_MONTH_NAMES = """
jan january janvier janv enero ene janeiro januar jänner gennaio gen januari tammikuu styczeń stycznia leden ledna január ianuarie ocak января янв січня ιανουαρίου يناير जनवरी januára siječnja jaanuar janvāris sausio janúar januarja siječanj януари јануар јануара ionawr eanáir xaneiro gener urtarrila yanvar қаңтар იანვარი ינואר جنوری জানুয়ারি জানুয়ারী ஜனவரி జనవరి ಜನವರಿ ജനുവരി जानेवारी જાન્યુઆરી ਜਨਵਰੀ มกราคม januarie كانون
feb february février fevrier févr febrero fevereiro fev februar februari febbraio helmikuu luty lutego únor února február februarie şubat февраля фев лютого φεβρουαρίου فبراير फ़रवरी फरवरी februára veljače veebruar februāris vasario febrúar februarja veljača февруари фебруар фебруара chwefror feabhra febreiro febrer otsaila fevral ақпан თებერვალი פברואר فروری ফেব্রুয়ারি பிப்ரவரி ఫిబ్రవరి ಫೆಬ್ರವರಿ ഫെബ്രുവരി फेब्रुवारी ફેબ્રુઆરી ਫ਼ਰਵਰੀ กุมภาพันธ์ شباط
mar march mars marzo março marco märz mrz maart mrt mart maaliskuu marzec marca březen března március martie марта мар березня μαρτίου مارس मार्च ožujka märts marec ožujak mawrth márta març martxoa наурыз მარტი מרץ مارچ মার্চ மார்ச் మార్చి ಮಾರ್ಚ್ മാർച്ച് માર્ચ ਮਾਰਚ มีนาคม maret آذار marts
apr april avril avr abril abr aprile aprill huhtikuu kwiecień kwietnia duben dubna április aprilie nisan апреля апр квітня απριλίου أبريل ابريل अप्रैल apríla travnja aprīlis balandžio apríl travanj април априла ebrill aibreán apirila aprel сәуір აპრილი אפריל اپریل এপ্রিল ஏப்ரல் ఏప్రిల్ ಏಪ್ರಿಲ್ ഏപ്രിൽ एप्रिल એપ્રિલ ਅਪ੍ਰੈਲ เมษายน نيسان
may mai mayo maio maggio mag mei maj toukokuu maja květen května május mayıs мая май травня μαΐου μαίου مايو मई mája svibnja maijs gegužės maí máj svibanj мај маја bealtaine maiatza мамыр მაისი מאי مئی মে மே మే ಮೇ മേയ് मे મે ਮਈ พฤษภาคม أيار
jun june juin junio junho juni giugno giu kesäkuu czerwiec czerwca červen června június iunie haziran июня июн червня ιουνίου يونيو जून júna lipnja juuni jūnijs birželio júní jún junija lipanj јун јуна юни mehefin meitheamh xuño juny ekaina iyun маусым ივნისი יוני جون জুন ஜூன் జూన్ ಜೂನ್ ജൂൺ જૂન ਜੂਨ มิถุนายน حزيران
jul july juillet juil julio julho juli luglio lug heinäkuu lipiec lipca červenec července július iulie temmuz июля июл липня ιουλίου يوليو जुलाई júla srpnja juuli jūlijs liepos júlí julija srpanj јул јула юли gorffennaf iúil xullo juliol uztaila iyul шілде ივლისი יולי جولائی জুলাই ஜூலை జూలై ಜುಲೈ ജൂലൈ जुलै જુલાઈ ਜੁਲਾਈ กรกฎาคม تموز
aug august août aout agosto ago augustus augusti elokuu sierpień sierpnia srpen srpna augusztus ağustos августа авг серпня αυγούστου أغسطس अगस्त augusta kolovoza augusts rugpjūčio ágúst avgust avgusta август lúnasa agost abuztua тамыз აგვისტო אוגוסט اگست আগস্ট ஆகஸ்ட் ఆగస్టు ಆಗಸ್ಟ್ ഓഗസ്റ്റ് ऑगस्ट ઓગસ્ટ ਅਗਸਤ สิงหาคม آب agustus ogos
sep sept september septembre septiembre setembro set settembre syyskuu wrzesień września září szeptember septembrie eylül сентября сен вересня σεπτεμβρίου سبتمبر सितंबर सितम्बर septembra rujna septembris rugsėjo rujan септември септембар септембра medi irailaren irailak setembre sentyabr қыркүйек სექტემბერი ספטמבר ستمبر সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റംബർ सप्टेंबर સપ્ટેમ્બર ਸਤੰਬਰ กันยายน أيلول
oct october octobre octubre outubro out oktober okt ottobre ott lokakuu październik października říjen října október octombrie ekim октября окт жовтня οκτωβρίου أكتوبر اكتوبر अक्टूबर अक्तूबर októbra oktoober oktobris spalio октомври октобар октобра hydref urria oktyabr қазан ოქტომბერი אוקטובר اکتوبر অক্টোবর அக்டோபர் అక్టోబర్ ಅಕ್ಟೋಬರ್ ഒക്ടോബർ ऑक्टोबर ઓક્ટોબર ਅਕਤੂਬਰ ตุลาคม
nov november novembre noviembre novembro marraskuu listopada listopad novembra noiembrie kasım ноября ноя листопада νοεμβρίου نوفمبر नवंबर नवम्बर studenoga novembris lapkričio nóvember studeni ноември новембар новембра tachwedd samhain azaroa noyabr қараша ნოემბერი נובמבר نومبر নভেম্বর நவம்பர் నవంబర్ ನವೆಂಬರ್ നവംബർ नोव्हेंबर નવેમ્બર ਨਵੰਬਰ พฤศจิกายน
dec december décembre decembre diciembre dic dezembro dez dezember dicembre joulukuu grudzień grudnia prosinec prosince decembra decembrie aralık декабря дек грудня δεκεμβρίου ديسمبر दिसंबर दिसम्बर prosinca detsember decembris gruodžio desember detsembrī prosinac декември децембар децембра rhagfyr nollaig decembro abendua dekabr желтоқсан დეკემბერი דצמבר دسمبر ডিসেম্বর டிசம்பர் డిసెంబర్ ಡಿಸೆಂಬರ್ ഡിസംബർ डिसेंबर ડિસેમ્બર ਦਸੰਬਰ ธันวาคม disember desembris
"""  # noqa: E501 - a line a month
MONTHS = {
    name: number
    for number, line in enumerate(_MONTH_NAMES.strip().splitlines(), start=1)
    for name in line.split()
}
# A word, with the vowel signs of Indic and South-East Asian scripts, which `\w` leaves out.
_NAME = rf"(?P<name>(?:(?![\d_])[{WORD}]){{2,}})"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_HAS_DIGIT = re.compile(r"\d")
_HAS_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO_START = re.compile(rf"{_YEAR}-\d\d?-\d\d?")
_YMD = re.compile(rf"{_YEAR}\s*[-/.年년]\s*(?P<m>\d\d?)\s*[-/.月월]\s*(?P<d>\d\d?)(?!\d)")
_DMY = re.compile(rf"(?<!\d)(?P<a>\d\d?)\s*[-/.]\s*(?P<b>\d\d?)\s*[-/.]\s*{_YEAR}(?!\d)")
_D_NAME_Y = re.compile(
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|º|°)?[.,]?\s*(?:de\s+|of\s+|d['’])?[-/]?"
    rf"{_NAME}[.,]?\s*[-/]?(?:del?\s+)?{_YEAR}(?!\d)"
)
_NAME_D_Y = re.compile(rf"{_NAME}[.,]?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?[.,]?\s+{_YEAR}(?!\d)")
_Y_NAME_D = re.compile(rf"{_YEAR},?\s+{_NAME}[.,]?\s+(?P<d>\d\d?)(?!\d)")
_COMPACT = re.compile(rf"^{_YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?)?")
_EPOCH = re.compile(r"^(\d{10})(?:\d{3})?$")
_CLOCK = re.compile(
    r"(?<![\d:])(?P<H>[01]?\d|2[0-3])[:h](?P<M>[0-5]\d)(?::(?P<S>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?",
    re.IGNORECASE,
)
_URL_DATE = re.compile(rf"[/_-]{_YEAR}[/_-]?(?P<m>[01]\d)[/_-]?(?P<d>[0-3]\d)(?![\d])")
_URL_NAMED = re.compile(rf"/{_YEAR}/{_NAME}/(?P<d>[0-3]?\d)/")
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
_OLDEST = date(1990, 1, 1)
_DAY = 24 * 60  # minutes: no zone is so far from UTC


def parse_date(text: str, *, day_first: bool | None = None) -> date | datetime | None:
    """The instant or day that `text` names; None where it names none, or more than it says.

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
    """The dates of a line that says of each what it is: ("modified" or "published", its part).

    Empty for a line that has no word of a change, or one date alone.
    """
    if not 20 < len(text) <= _LONGEST_LABELLED or not _HAS_DIGIT.search(text):
        return []
    if not MODIFIED.search(text):
        return []
    starts = [match.start() for match in _LABELS.finditer(text)]
    cut = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    dated = [part for part in cut if parse_date(part.strip(" .,;|·()")) is not None]
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
    except (ValueError, OverflowError):  # a year of eleven digits
        return None


def _written(text: str, *, day_first: bool | None) -> date | datetime | None:
    day = _written_day(text, day_first=day_first)
    if day is None:
        return None
    rest = _YMD.sub(" ", text) if _YMD.search(text) else text
    clock = _CLOCK.search(rest)
    return _with_clock(day, clock) if clock else day


def _written_day(text: str, *, day_first: bool | None) -> date | None:
    if not _HAS_YEAR.search(text):
        return None
    if match := _YMD.search(text) or _COMPACT.match(text):
        return _day(match["y"], match["m"], match["d"])
    if match := _DMY.search(text):
        first, second = int(match["a"]), int(match["b"])
        if first > 12 >= second or first == second or "." in match.group():
            return _day(match["y"], second, first)
        if second > 12 or day_first is False:
            return _day(match["y"], first, second)
        return _day(match["y"], second, first) if day_first else None
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
    if minutes >= _DAY:
        return None
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))
