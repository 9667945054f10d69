"""How days are written: with numbers in any order, with the names of months, with short years."""

from __future__ import annotations

import re

from scraper.extraction.phrases.folding import WORD

# A word, with the vowel signs of Indic and South-East Asian scripts, which `\w` leaves out.
NAME = rf"(?P<name>(?:(?![\d_])[{WORD}]){{2,}})"
YEAR = r"(?P<y>(?:19|20)\d\d)"
HAS_DIGIT = re.compile(r"\d")
HAS_YEAR = re.compile(r"(?:19|20)\d\d")
ISO_START = re.compile(rf"{YEAR}-\d\d?-\d\d?")
YMD = re.compile(rf"{YEAR}\s*[-/.年년]\s*(?P<m>\d\d?)\s*[-/.月월]\s*(?P<d>\d\d?)(?!\d)")
DMY = re.compile(rf"(?<!\d)(?P<a>\d\d?)\s*[-/.]\s*(?P<b>\d\d?)\s*[-/.]\s*{YEAR}(?!\d)")
# 08.03.24: only with all zeros, where no longer number follows.
DMY_SHORT = re.compile(
    r"^(?:\w+,?\s+|\d\d?:\d\d\s*(?:uhr)?\s*[|,·–-]?\s*)?(?P<a>\d\d)(?P<sign>[./])(?P<b>\d\d)(?P=sign)(?P<y>\d\d)(?![\d./])"
)
# "Posted 3/5/24 10:20 AM": a fraction has no time and no label, nor has a version ("5.3.24").
SLASHES_SHORT = re.compile(
    r"^(?P<label>[^\W\d_]+(?:\s[^\W\d_]+)?:?\s+)?(?P<a>\d\d?)(?P<sign>[./])(?P<b>\d\d?)(?P=sign)(?P<y>\d\d)"
    r"(?![\d./])"
    r"(?P<clock>,?\s+(?:at\s+)?\d\d?:\d\d)?"
)
D_NAME_Y = re.compile(
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|º|°|[-'’]?ê(?!\w)|-a(?!\w))?(?P<dot>\.)?,?\s*"
    rf"(?:de\s+|of\s+|ng\s+|ga\s+|d['’]|ta['’]\s+)?[-/]?{NAME}[.,]?\s*[-/]?(?:del?\s+)?{YEAR}(?!\d)"
)
# "5-Mar-24", "5th Mar '24".
D_NAME_SHORT = re.compile(
    rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?"
    rf"(?:-{NAME}-|\s+{NAME.replace('name', 'word')}\.?,?\s*['’])"
    r"(?P<y>\d\d)(?!\d)"
)
ROMAN = re.compile(r"(?<!\d)(\d\d?\.)\s*([ivx]{1,4})\.\s*(?=(?:19|20)\d\d(?!\d))", re.IGNORECASE)
ROMANS = "i ii iii iv v vi vii viii ix x xi xii".split()
# The C library puts the time before the year: "Fri Mar  8 10:20:00 UTC 2024".
NAME_D_Y = re.compile(
    rf"{NAME}[.,]?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?[.,]?(?:\s+\d\d?:\d\d(?::\d\d)?"
    rf"(?:\s+[A-Z]{{3,4}})?)?\s+(?:ቀን\s+)?{YEAR}(?!\d)"
)
Y_NAME_D = re.compile(rf"{YEAR}(?:ko|[.,]|\s*m\.)?\s+{NAME}[.,]?\s+(?P<d>\d\d?)(?:a\b|(?!\d))")
Y_D_NAME = re.compile(rf"{YEAR}(?:\.\s*gada|\s*-?жыл(?:ғы|ы)?|-yil)\s+(?P<d>\d\d?)[.-]?\s*{NAME}")
COMPACT = re.compile(rf"^{YEAR}(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?)?")
EPOCH = re.compile(r"^(\d{10})(?:\d{3})?$")
# Hours east of UTC. Names with several meanings (IST, CST, BST) are left out.
ZONES = {
    "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "EST": -5, "EDT": -4, "CDT": -5, "WET": 0,
    "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2,
    "WIB": 7, "WITA": 8, "HKT": 8, "SGT": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip
CLOCK = re.compile(
    r"(?<![\d:])(?P<H>[01]?\d|2[0-3])[:h](?P<M>[0-5]\d)(?::(?P<S>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*\(?"
    rf"(?P<zone>Z\b|(?:UTC|GMT)(?:[+-]\d\d?(?::?\d\d)?)?\b|[+-]\d\d:?\d\d\b|"
    rf"(?:{'|'.join(ZONES)})\b)?",
    re.IGNORECASE,
)
URL_DATE = re.compile(rf"[/_-]{YEAR}[/_-]?(?P<m>[01]\d)[/_-]?(?P<d>[0-3]\d)(?![\d])")
URL_NAMED = re.compile(rf"/{YEAR}/{NAME}/(?P<d>[0-3]?\d)/")
