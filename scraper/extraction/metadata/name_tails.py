"""What follows a name in a byline and is no part of it: what somebody is, for whom and where they
wrote, when, and how they are reached.
"""

from __future__ import annotations

import re

from scraper.extraction.metadata.month_names import month_of

# What somebody is, as it follows a name: "Jane Doe, senior editor", "Jane Doe Staff Writer".
_ROLES = (
    r"editors?|writers?|reporters?|correspondents?|journalists?|contributors?|columnists?|ceo|cto|"
    r"founders?|co-founders?|directors?|managers?|redakteur\w*|journaliste|rédact\w+|specialists?|"
    r"experts?|analysts?|producers?|fellow|professors?|consultants?|presidents?|strategists?|"
    r"photographers?|gardeners?|researchers?|planners?|engineers?|attorneys?|partners?|scientists?|"
    r"bureau chief|publisher|vp|chair|critic|blogger|staffer"
)
_RANKS = (
    r"senior|sr\.?|junior|staff|contributing|associate|chief|lead|managing|assistant|deputy|guest|"
    r"freelance|head of|vice|former|executive"
)
_CREDENTIALS = (
    r"ph\.?\s?d|m\.?d|esq|rn|rdn?|cfa|cpa|cfp®?|mba|ms|msc|m\.a|bsc|bsn|dvm|vmd|dds|jd|ceo|cto|"
    r"cpp|psp|cepf®?|facs|faap|dnp|lmft|lcsw|ldn|cissp|pmp|dpt|np"
)
_ROLE = re.compile(
    rf"\s*(?:,|\s[-–—|]|\bis an?\b|\()\s*"
    rf"(?:[^,]*\b(?:{_ROLES}|{_RANKS}|staff|{_CREDENTIALS})\b.*)$",
    re.IGNORECASE,
)
_ROLE_AFTER = re.compile(
    rf"(?<=\w)\s+(?:(?:{_RANKS})\s.*|(?:\w+\s+bureau\s+chief)|"
    rf"(?:{_ROLES}|{_CREDENTIALS})(?:\s(?:at|of|&|and|in|for)\s.*)?)$",
    re.IGNORECASE,
)
_HAS_ROLE = re.compile(rf"\b(?:{_ROLES}|{_RANKS})\b", re.IGNORECASE)
_IS_ROLE = re.compile(rf"^(?:.*\s)?(?:{_ROLES}|{_CREDENTIALS})$", re.IGNORECASE)
_ON = r"\s*(?:\b(?:on|am|le|el|em|il|op)\s+)?"
_WHEN = re.compile(
    rf"{_ON}(?:\b(?:updated|published|posted|(?:last )?modified)\b.*|"
    r"(?<![\w-])(?:19|20)\d\d[-/.年]\d\d?.*|"
    rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|\b\d+\s*-?\s*min(?:ute|uto)?s?\b.*)$",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"{_ON}(?:\b(?P<before>[^\W\d_]+)\.?,?\s+(?=\d)|\b\d\d?\.?\s+(?P<after>[^\W\d_]+)\b)",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"[(<]?\s*(?:mailto:|e-?mail:?\s*)?[\w.+-]+@[\w-]+\.[\w.-]+\s*[)>]?|"
    r"\(?(?<!\w)@\w[\w.]*(?:@[\w.-]+)?\)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]](?=\W*$)|\s*[(（\[][^()（）]*$")
_SOCIAL = re.compile(
    r"(?:\s+(?:on\s+)?(?:twitter|facebook|linkedin|instagram|x|e-?mail|follow|google\+?))+$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<=\w)\.?\s+(?:for|in|is|was|has|via|at|from|reports?|reporting|writes|on behalf of|who|"
    r"under|für|pour|para|per|voor|aus|à|en|em|uit|dans|notre|unser|unsere|nuestr[oa])\s+.*$"
)
# News agencies: behind a person's name they say where the text came from.
AGENCIES = frozenset(
    """tnn pti ians ani uni reuters afp ap apa dpa efe ansa sda ats tass xinhua kyodo jiji upi
    bloomberg belga anp ritzau ntb mti pap čtk tasr hina tanjug lusa iha dha antara bernama yonhap
    ap/reuters pa bbc cnn time""".split()
) | {
    *("associated press", "the associated press", "agence france-presse", "press association"),
    *("bbc news", "cnn business", "nbc news", "cbs news", "abc news", "sky news", "fox news"),
}


def without_when(text: str) -> str:
    """`text` up to the day or the minutes that it names."""
    text = _WHEN.sub("", text)
    for match in _MONTH_DAY.finditer(text) if any(map(str.isdigit, text)) else ():
        if month_of(match["before"] or match["after"]):
            return text[: match.start()]
    return text


def without_role(text: str) -> str:
    """`Jane Doe, senior editor` -> `Jane Doe`: a role that a sign separates from the name."""
    return _ROLE.sub("", text)


def has_role(text: str) -> bool:
    return bool(_HAS_ROLE.search(text))


def is_role(text: str) -> bool:
    """Whether `text` ends as a role does: nobody is called so."""
    return bool(_IS_ROLE.match(text))


def without_role_after(text: str) -> str:
    """`Jane Doe Staff Writer` -> `Jane Doe`."""
    text = without_role(text)
    name = _ROLE_AFTER.sub("", text)
    return name if " " in name.strip() else text


def without_bracket(text: str) -> str:
    """`text` without a bracket at its end; all of it where it is nothing else."""
    return _BRACKET.sub("", text) or text


def without_place(text: str) -> str:
    """`Jane Doe for The Echo` -> `Jane Doe`, and without the names of networks at the end."""
    return _SOCIAL.sub("", _TAIL.sub("", text))
