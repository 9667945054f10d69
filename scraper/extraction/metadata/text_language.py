"""The language of the text of a page, recognised by its script and function words.

Templates often declare one language for pages in several: the text decides where it is clearly in
another language, and where none is declared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from scraper.extraction.phrases.folding import WORD

# The most frequent words of a language, by which it is told from others of its script.
_FUNCTION_WORDS = """
en the of and to in is that for it was with as on be at by this have from are not you which they had his her they were their but has been one all will
de der die das und ist nicht mit sich auf ein eine den von zu dem im für auch es werden wird sie bei nach noch nur wie war aus aber oder als dass wir ich hatte einen einer
fr le la les des et en du est une que qui pour dans pas sur au par avec ce il sont ne plus mais ou leur plus ont était cette avait elle ils nous vous tous
es el la los las de que y en un una es por con para del se no su al lo como más pero sus le ya este ha más cuando todo esta son entre desde
pt o a os as de que e em um uma do da não para com é no na por se dos mais ao mas foi ser mais são está seu sua ou também já quando até isso
it il la che di e un una è per non con del della si in le i sono da al gli più ma come anche alla dal nel più suo era hanno ha questo alle delle
nl de het een en van is dat op te in niet zijn met voor die er aan ook als bij nog had haar hun maar al wordt om dan uit over naar werd ze
sv och att det som en är på för av med den till inte har de ett om var men kan från så om hade ut vid även var sin jag eller
da og at det er en på til af for med den ikke som har de et var blev men kan fra så hun han hvor være havde jeg eller blive
nb og at det er en på til av for med den ikke som har de et var ble men kan fra så hun han hvor være hadde jeg eller bli
fi ja on ei se että hän oli mutta ovat myös kun sen joka tai niin ole oli mutta siitä sitä hän jo vain kanssa mukaan ne
pl i w nie na się z do to że jest o jak po co ale od za przez są ale był było tak tym już tylko który przed bo ich aby
cs a se v na je že to s z do o i k jako ale pro by jsou byl bylo už jen nebo tak aby jeho může které který když
sk a sa v na je že to s z do o aj ako ale pre by sú
hu a az és hogy nem is egy van ez meg de mint el csak már volt ha mert azt meg nagyon még már lesz ki
ro și de la în a cu că nu pe un o este din care mai pentru au sunt fi dar s-a ca lui ale iar într sau au fost
tr ve bir bu da için ile de olarak çok daha olan gibi ne var önce sonra kadar her ama değil kendi ki olduğu iki göre henüz kimse vardı o mi
id yang dan di dengan untuk ini itu tidak dari dalam akan pada adalah ke ke oleh adalah karena sudah saya mereka orang tidak bisa
vi và của là có không được cho trong một các người với này những
hr i je u se na da su za od koji ne to s što kao nije
sl in je v na se da so za ki ne z pa tudi kot
lt ir kad yra į su tai iš ne bet buvo kaip jau
lv un ir ka no uz ar par tas bija nav kā vai
et ja on ei et see oli mis ta kui aga ka ning
ca el la de que i en els les un una per amb no és del al com
eu eta da ez du bat dira zen baina ere dute
is og að í er á sem ekki það við um til var
sq dhe të në i e për me nga një se që
sw na ya wa kwa ni katika la za kuwa
tl ang ng sa na mga at ay ko ito
cy yn y a i o ar mae ei wedi
ru и в не на что с по как это он из у за от но для был же бы вы так его только уже мы они
uk і в не на що з та до як це він від але для був є в але вже ще ми вони був тільки його було
be і ў не на што з да як гэта ён ад але для
bg и на да се в за от не е са че по това си
sr и је у да се на за су од не што као
mk и на во да се за од не е со што
ar في من على أن إلى التي الذي هذا هذه عن مع كان لم قبل
fa و در به از که این را با است برای آن
ur کے کی میں ہے اور سے کو کا نے ہیں
hi के में है की और से का को पर ने ही कि
mr आहे आणि या तर होते आहेत हा ही
ne र को छ मा लाई भएको हो छन्
"""  # noqa: E501 - a line a language
_WORDS = {
    line.split()[0]: frozenset(line.split()[1:]) for line in _FUNCTION_WORDS.strip().split("\n")
}
# Scripts that one language of the web is written in, and those that several share.
_SCRIPTS = {
    "el": "\u0370-\u03ff", "he": "\u0590-\u05ff", "ka": "\u10a0-\u10ff", "hy": "\u0530-\u058f",
    "th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff", "km": "\u1780-\u17ff", "my": "\u1000-\u109f",
    "ta": "\u0b80-\u0bff", "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ml": "\u0d00-\u0d7f",
    "gu": "\u0a80-\u0aff", "pa": "\u0a00-\u0a7f", "bn": "\u0980-\u09ff", "si": "\u0d80-\u0dff",
    "am": "\u1200-\u137f", "ko": "\uac00-\ud7af", "ja": "\u3040-\u30ff", "zh": "\u4e00-\u9fff",
    "Cyrl": "\u0400-\u04ff", "Arab": "\u0600-\u06ff", "Deva": "\u0900-\u097f",
}  # fmt: skip
_OF_SCRIPT = {
    "Cyrl": ("ru", "uk", "be", "bg", "sr", "mk"),
    "Arab": ("ar", "fa", "ur"),
    "Deva": ("hi", "mr", "ne"),
}
_OTHERS = frozenset(language for shared in _OF_SCRIPT.values() for language in shared)
_OF_SCRIPT["Latn"] = tuple(language for language in _WORDS if language not in _OTHERS)
# Languages that share most function words, or a script: the declared one of them is believed.
_ALIKE = [
    set(group.split())
    for group in (
        "no nb nn da|hr bs sr sh cnr|id ms|cs sk|pt gl|nl af fy|de lb gsw nds|zh yue wuu|tl fil|"
        "ro mo|bg mk|es ast an ca|he yi|bn as|am ti|sv fo|ar arz ary|fa prs|ur pnb|"
        "ru tt ba cv ky kk mn|hi bho mai sa|it scn lmo vec"
    ).split("|")
]
_WORD = re.compile(r"\w+")
_MARKED_WORD = re.compile(rf"[{WORD}]+")  # with the signs of vowels
_FOREIGN = re.compile("[\u0370-\u1cff\u3040-\ud7af]+")  # letters that are not Latin
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _listed in _WORDS.items():
    for _word in _listed:
        _LANGUAGES_OF.setdefault(_word, []).append(_language)
_SAMPLE = 1500  # characters of text that are looked at
_SHORTEST = 40  # characters of a paragraph that is prose
_FEWEST_LETTERS, _FEWEST_WORDS = 60, 40
_MOST_PARAGRAPHS = 60
_SCRIPT_SHARE = 0.5  # of the letters, from which on a script is the text's
_KANA_SHARE = 0.1  # of Japanese letters
_WEIGHT = 3  # letters of an alphabet that say as much as one of Han or kana
_SPOKEN = 0.13  # share of the words that are function words of the language, at least
_AHEAD = 1.4  # how many times as many as of the next one


def text_language(tree: LexborHTMLParser, declared: str) -> str:
    """The language (BCP 47) of the text where it is clear and not that of `declared`, a tag or
    empty; else empty.
    """
    sample = " ".join(_prose(tree))[:_SAMPLE].lower()
    if len(sample) < _FEWEST_LETTERS:
        return ""
    first = declared.partition("-")[0]
    script = _script(sample)
    if script not in _OF_SCRIPT:
        return "" if _is_alike(first, script) else script
    return _spoken(sample, _OF_SCRIPT[script], first)


def _prose(tree: LexborHTMLParser) -> Iterator[str]:
    """The paragraphs from the first on, as far as the sample goes."""
    length, seen = 0, set()
    for node in tree.css("p, br")[:_MOST_PARAGRAPHS]:
        block = node if node.tag == "p" else node.parent
        if block is None or block.mem_id in seen:
            continue
        seen.add(block.mem_id)
        text = block.text()[:_SAMPLE]
        if len(text) >= _SHORTEST:
            yield text
            length += len(text)
        if length > _SAMPLE:
            return


def _script(sample: str) -> str:
    """The script that most letters are of; the language where only one uses it."""
    if sample.isascii():
        return "Latn"
    foreign = "".join(_FOREIGN.findall(sample))
    if len(foreign) * _WEIGHT * 2 < len(sample):
        return "Latn"
    letters = sum(map(str.isalpha, sample)) or 1
    counts = {
        name: len(re.findall(f"[{letters_of}]", foreign)) for name, letters_of in _SCRIPTS.items()
    }
    unspaced = counts["ja"] + counts["zh"]  # each says as much as several letters
    if _WEIGHT * unspaced > _SCRIPT_SHARE * (letters + (_WEIGHT - 1) * unspaced):
        return "ja" if counts["ja"] > _KANA_SHARE * unspaced else "zh"
    name, most = max(counts.items(), key=lambda pair: pair[1])
    return name if most > _SCRIPT_SHARE * letters else "Latn"


def _spoken(sample: str, languages: tuple[str, ...], declared: str) -> str:
    """The one of `languages` that has clearly more function words than others and `declared`."""
    words = (_MARKED_WORD if "hi" in languages else _WORD).findall(sample)
    if len(words) < _FEWEST_WORDS:
        return ""
    own = sum(map(_WORDS.get(declared, frozenset()).__contains__, words))
    if declared in languages and own > len(words) / 5:
        return ""
    shares = Counter(
        language for word in words if word in _LANGUAGES_OF for language in _LANGUAGES_OF[word]
    )
    shares = Counter({name: shares[name] for name in languages})
    best, most = shares.most_common(1)[0]
    if most < _SPOKEN * len(words) or _is_alike(declared, best):
        return ""
    rivals = [share for name, share in shares.items() if not _is_alike(name, best)]
    return best if most >= _AHEAD * max([own, *rivals, 1]) else ""


def _is_alike(first: str, second: str) -> bool:
    return first == second or any(first in group and second in group for group in _ALIKE)
