"""A template is text or it is not: where a page writes its text with one and its debris with
another, single lines of either follow the others.
"""

from collections.abc import Sequence

from scraper.extraction.article import extract

NORWEGIAN = (
    (
        "Ragna Storli har sett etter fjellsiden over bygda i tjueåtte vintre, fra ei hytte med ett "
        "vindu, én ovn og en telefon som bare når ordføreren."
    ),
    "Hvorfor sitter du alltid ved døra?",
    "Fordi jeg hører snøen før jeg ser den. Når den har bestemt seg, er den stille i et sekund.",
    "Hva gjorde folk den natta?",
    "De kranglet om hvem som skulle ha katta. Vi flyttet førti hus, og fjellet lå der til påske.",
    "Fikk du takk for det?",
    "En boks sardiner. Man kan diskutere en rapport, men ikke en boks sardiner.",
    "Får du hjelp av noen når du slutter?",
    "Ei jente på atten. Hun snur seg ikke når det smeller.",
)
SPANISH = (
    (
        "La carretera del puerto vuelve a estar abierta desde las ocho y este relato termina aquí, "
        "con los pies secos."
    ),
    "17:20",
    (
        "Llega la quitanieves de Burgos. La conduce Teodoro, que ha traído comida para tres días y "
        "una guitarra con cuatro cuerdas, y que no piensa volver de noche."
    ),
    "15:05",
    "Se corta la luz en el barrio alto y el cura abre la sacristía, que tiene estufa.",
    "12:40",
    "El cartero reparte a pie. Pide que no le suelten los perros hasta mañana.",
    "09:15",
    "Caen los primeros copos en la plaza. La alcaldesa mira al cielo y no dice nada.",
)
JAPANESE = (
    "指の先ほどの本を七十年作り続けた三谷ヨネさんが三日、丸亀市の自宅で亡くなった。九十二歳だった。机には乾ききらない表紙が残されていた。",
    "役場に勤めていたころ、捨てられる封筒が惜しくて綴じ始めたという。読むには虫眼鏡が要るが、話はどれも自分で書いた。",
)
WORKS = (
    "『封筒の裏』(1957年)",
    "『役場の犬』(1963年)",
    "『夕立百景』(1980年)",
    "『あなたに送る白い本』(2019年)",
)
LAST = "町の資料館が全作品を引き取ることになった。五百冊が、みかん箱ひとつに収まった。"
_DEBRIS = {
    "no": (
        "Vis saken til noen du kjenner: e-post, Facebook eller Snapchat",
        "Foto: Anders Li. Sist endret kl. 12:08",
        "Stikkord: fjell, snø, Stortinget",
        "Vi vil ha en saklig debatt med fullt navn. Personangrep og reklame fjernes uten varsel.",
    ),
    "es": (
        "Envía esta historia a quien quieras: WhatsApp, X o correo",
        "Foto: Julián Ordóñez (Agencia Norte). Última modificación: 10:55",
        "Archivado en: nieve, carreteras, pueblos",
        "Debate con respeto. No publicamos insultos, publicidad ni datos de otras personas.",
    ),
}  # fmt: skip


def text_of(body: str, language: str) -> str:
    page = f"<html lang={language}><meta charset=utf-8><title>x</title><body>{body}</body>"
    return extract(page, url="https://example.org/a/slope").text


def _lines(tag: str, lines: Sequence[str], attributes: str = "") -> str:
    return "".join(f"<{tag}{attributes}>{line}</{tag}>" for line in lines)


def _missing(text: str, lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line not in text]


def test_a_last_question_comes_back_with_its_answer() -> None:
    below = _lines("div", _DEBRIS["no"], " class=m4e")
    text = text_of(
        f"<div class=q7k><h1>Skredvokteren</h1>{_lines('p', NORWEGIAN)}"
        f"<div class=g5u>{below}</div></div>",
        "no",
    )
    assert _missing(text, NORWEGIAN) == []
    assert _missing(text, _DEBRIS["no"]) == list(_DEBRIS["no"])


def test_headings_in_wrappers_of_short_paragraphs_stay() -> None:
    tags = ("h2" if ":" in line[:3] else "p" for line in SPANISH)
    blocks = "".join(
        f"<text-block><{tag}>{line}</{tag}></text-block>"
        for tag, line in zip(tags, SPANISH, strict=True)
    )
    text = text_of(
        "<story-page><story-head><h1>La nevada, minuto a minuto</h1><small-line>Texto de Ana Roa"
        "</small-line><small-line>Reinosa - 3 jun 2025 - 06:40</small-line></story-head>"
        f"<story-text>{blocks}</story-text>"
        f"<page-slot>{_lines('small-line', _DEBRIS['es'])}</page-slot></story-page>",
        "es",
    )
    assert _missing(text, SPANISH) == []
    assert _missing(text, _DEBRIS["es"]) == list(_DEBRIS["es"])


def test_a_list_stays_though_one_of_its_entries_sounds_like_the_site() -> None:
    text = text_of(
        "<p>取材・文　早川みどり</p><p>2025年6月3日(火) 6時40分</p><h1>豆本作家が死去</h1>"
        f"{_lines('p', JAPANESE)}<h2>おもな作品</h2><ul>{_lines('li', WORKS)}</ul><p>{LAST}</p>",
        "ja",
    )
    assert _missing(text, WORKS) == []


def test_a_paragraph_of_the_template_of_debris_leaves() -> None:
    letter = (
        "Cada tarde, después de la siesta, lo mejor del puerto en tu buzón. Déjanos tu dirección y "
        "mañana empezamos."
    )
    answers = _lines("p", [SPANISH[0], *SPANISH[4::2]], " class=text-lg")
    below = _lines("p", (*_DEBRIS["es"][:2], letter, *_DEBRIS["es"][2:]), " class=text-sm")
    text = text_of(
        f"<div class=max-w-3xl><h1>La nevada</h1><div class=mt-8>{answers}</div>"
        f"<div class=mt-6>{below}</div></div>",
        "es",
    )
    assert letter not in text


def test_a_crosshead_stays_that_says_what_the_text_is_about() -> None:
    lines = (
        (
            "Neun Sekunden braucht ein Mensch im Durchschnitt, um ein Banner wegzuklicken, auf dem "
            "steht: „Wir verwenden Cookies, um Ihr Erlebnis zu verbessern.“ Gelesen "
            "hat er davon zwei Wörter."
        ),
        (
            "In ihrem Labor in Siegen sitzen die Probanden vor erfundenen Seiten für Teppiche "
            "und Tee, und Kameras folgen ihren Augen, bis der Finger auf der Taste liegt."
        ),
        (
            "Besonders gut wirkt die Taste, wenn sie grün ist. Ist sie rot, zögern die Leute und "
            "lesen, und das mag keiner, der Teppiche verkauft."
        ),
    )
    body = (
        f"<p class=x9o>{lines[0]}</p><p class=x9o>{lines[1]}</p><div class=r3i>Alle akzeptieren"
        f"</div><p class=x9o>{lines[2]}</p>"
    )
    menu = _lines("div", ("Kurier", "Lokales", "Kultur"), " class=m4e")
    below = _lines("div", ("Den Kurier gibt es auch auf Mastodon", "Foto: Archiv"), " class=m4e")
    text = text_of(
        f"<div class=q7k><div class=z2a>{menu}</div><h1>Das Ende der Einwilligung</h1>{body}"
        f"<div class=g5u>{below}</div></div>",
        "de",
    )
    assert "Alle akzeptieren" in text
    assert "Mastodon" not in text
