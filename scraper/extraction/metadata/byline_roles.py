"""What people are called in bylines, in many languages: jobs before and behind a name, and the
labels of those who took the pictures.
"""

from __future__ import annotations

import re

# The beginnings of words for the job of somebody who writes; a line a script.
_JOBS = """
redakt|redact|rédact|redaz|chefred|šéfred|correspon|corrispond|korrespond|korespond|kirjeenvaihtaj|report|repórter|journalis|jornalis|giornalis|žurnalis|jurnalis|periodis|dziennikar|publicyst|novinář|novinár|novinar|gazetec|muhabir|editör|yönetmen|yazar|újságír|szerkeszt|főszerk|ziaris|toimittaj|päätoimit|ulkomaantoimit|ajakirjani|toimetaj|wartawan|kontributor|enviad|inviat|envoyé|columnis|kolumnis|komentátor|kommentator|escritor|scrittor|analist|analyst
корреспонд|кореспонд|журналист|журналіст|редактор|обозреват|оглядач|новинар|репортер|дописник|уредник|главный|коментатор
δημοσιογράφ|ανταποκριτ|συντάκτ|αρχισυντ|ρεπόρτερ
כתב|עורך|עורכ|פרשן|עיתונאי
مراسل|محرر|صحفي|صحافي|كاتب|رئيس|خبرنگار|سردبیر|روزنامه
संवाददाता|संपादक|पत्रकार|প্রতিবেদক|সাংবাদিক|সংবাদদাতা|செய்தியாளர்
""".strip().replace("\n", "|")
JOB = re.compile(rf"(?<!\w)(?:{_JOBS})", re.IGNORECASE)
_JOB_BEHIND = re.compile(rf",\s*(?:{_JOBS})[^,;]*$", re.IGNORECASE)
# "Journalist Kari Nordmann": a job right before a whole name.
_JOB_BEFORE = re.compile(
    r"^(?:journalist(?:e|in|ka|en)?|reporter(?:ka|in|en)?|redakteur(?:in)?|redaktør|redaktör|skribent|"
    r"korrespondent(?:in)?|toimittaja|phóng viên|pv|periodista|giornalista|"
    r"jornalista|journaliste|redactora?|"
    r"te(?:xt|kst|ksti|xto|sto))\s+(?=[^\W\d_]+\s+[^\W\d_])",
    re.IGNORECASE,
)
# What joins two names that are elements of their own.
JOINS = re.compile(
    r"^(?:[,;&+]|,?\s*(?:and|und|et|y|e|en|og|och|ja|i|a|és|şi|și|ve|и|і|та|και|with|mit|avec|con))$",
    re.IGNORECASE,
)
_PICTURES = (
    r"argazki\w*|photos?|photograph\w*|pictures?|images?|fotos?|foto's|foto\w*|fotó\w*|képek|bilde?r?|beeld|kuvat?|"
    r"valokuv\w*|zdjęci\w*|zdj|fot|nuotrauk\w*|görsel|fotoğraf\w*|ảnh|фото\w*|снимки|світлини|φωτο\w*|"
    r"illustrat\w*|illustrazion\w*"
)
# Whoever took the pictures: "Fotograf Ola Dunk", "Kuvat: Matti Laine", "图/李强".
PICTURES_LED = re.compile(
    r"^(?:fotograf\w*|photographe?r?|fotógraf[oa]|fotoreporter|valokuvaaja|kuvaaja|bildreporter)\s+"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)
PICTURES_BEHIND = re.compile(
    rf"(?<!\w)(?:{_PICTURES}|edi(?:ção|ción|zione)|édition|montage[mn]?|infograf\w*)\s*[:=/]|,\s*(?:beeld|bild|foto)\s+(?=\w)|"
    r"(?<=[\s,，、])(?:图|圖|图片|摄|ภาพ|तस्वीर|फोटो|ছবি|תמונות|צילומים|صور|عکس)\s*[:：／/|｜=＝]",
    re.IGNORECASE,
)
_TEXTS = r"te(?:xt|kst|ksti|xte|xto|sto)s?|words|story|report|szöveg|текст|κείμενο"
_AND = r"\s*(?:\+|&|/|\b(?:and|und|et|y|e|och|og|en|i|a|és|ja|и|та|і|και|ve)\b)\s*"
# Whoever did both: "Text och foto:", "Photos and story by".
BOTH = re.compile(
    rf"^\W*(?:(?:{_TEXTS}){_AND}(?:{_PICTURES})|(?:{_PICTURES}){_AND}(?:{_TEXTS}))"
    r"\s*(?:[:：]|\b(?:by|von|par|por|di|de|af|av|door)\b)\s*|"
    r"^\W*(?:文[・･/／]写真|写真[・･/／]文|글[·・]사진|사진[·・]글|[文图][/／][图文](?=\s*[:：]))\s*[:：／/＝=|｜]?\s*",
    re.IGNORECASE,
)
# What comes after those who did something else: "Foto: Ivan Marić, tekst: Ana Kovač".
_OWN = re.compile(
    rf"(?:(?<!\w)(?:{_TEXTS})\s*:|\bwritten by\b|(?:作者|记者|記者|撰文|文字|文)\s*[:：／/])\s*",
    re.IGNORECASE,
)
_OWN_UNSPACED = re.compile(r"(?<=[\s|｜])(?:作者|记者|記者|撰文|执笔|文)\s*[:：]\s*")
_WRITES = re.compile(
    r"(?<=\w)\s+(?:skrifar|skriver|kirjoittaa|schreibt|écrit|escribe|escreve|scrive|piše|pisze|píše|"
    r"пишет|пише|rašo|raksta|kirjutab|írja|scrie)$"
)
# "محمد علي وفاطمة حسن", "דנה לוי ויוסי כהן": the "and" is a letter of the next name.
_JOINED = re.compile(
    r"^(\S+ \S+(?: \S+)?) (?:و(?!ليد|ائل|سام|جدي|هبة|فاء|لاء)|ו(?!רד\b|יקטור|לרי))"
    r"(?=[\u0590-\u06ff]{2,} [\u0590-\u06ff])"
)
_REPORTED_FROM = re.compile(r"(?<=[\u4e00-\u9fff])\s+[\u4e00-\u9fff]{2,4}(?:报道|報道|報導|电|電)$")
# "新华社北京3月5日电（记者张晓明、李强）", and local reporters behind the others.
_REPORTERS = re.compile(r"[（(][^（()）]{0,6}?(?:记者|記者)[:：\s]*([^（()）]+)[）)]")
_LOCAL = re.compile(r"[\s、，]*(?:通讯员|通訊員|实习生|實習生|实习记者|實習記者|见习记者)[:：\s]*")


def is_job(text: str) -> bool:
    """Whether a word of `text` is the job of somebody who writes."""
    return JOB.search(text) is not None


def own_part(text: str) -> str:
    """The part of a byline that a label gives to those who wrote; empty where none does."""
    label = _OWN.search(text)
    return text[label.end() :] if label else ""


def own_part_unspaced(text: str) -> str:
    """What a Chinese label inside a line gives to those who wrote: "来源：新华社 作者：李明"."""
    label = _OWN_UNSPACED.search(text) if not text.isascii() else None
    return text[label.end() :] if label else ""


def without_job_before(text: str) -> str:
    """`Journalist Kari Nordmann` -> `Kari Nordmann`."""
    return _JOB_BEFORE.sub("", text)


def without_job_behind(text: str) -> str:
    """`Ana Ruiz, corresponsal en París` -> `Ana Ruiz`: "en" is "and" elsewhere."""
    return _JOB_BEHIND.sub("", text)


def without_frame(text: str) -> str:
    """The part of a byline that names those who wrote: without the label of whoever did all, and
    without the dispatch around Chinese reporters.
    """
    text = _WRITES.sub("", BOTH.sub("", text))
    if text.isascii():
        return text
    text = _REPORTED_FROM.sub("", _JOINED.sub(r"\1, ", text))
    if reporters := _REPORTERS.search(text):
        text = reporters[1]
    return _LOCAL.sub("、", text).strip("、")
