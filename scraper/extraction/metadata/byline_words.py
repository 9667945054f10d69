"""The words of bylines in many languages: for authors, for other contributors, for roles.

Each table is a line a language or a group of languages; the order has no meaning.
"""

from __future__ import annotations

import re

# Words that introduce an author's name and nothing else.
_BY = """
by|byline|by-line|author|authors|author(s)|as told to
von|autor|autorin|autoren|autor:in|autor/in|verfasser|verfasserin|verfasst von|geschrieben von|eingestellt von|gepostet von|ein beitrag von|ein artikel von|ein gastbeitrag von|bericht von
rédigé par|par|auteur|autrice|auteurs|auteure|propos recueillis par|article de|un article de|rédigé par|publié par|écrit par
por|escrito por|publicado por|autora|autores|redactado por|reportagem de|texto de
per|di|da|a cura di|intervista a cura di|articolo a cura di|testi a cura di|autore|autrice|autori|scritto da|pubblicato da|testo di
door|geschreven door|schrijver
av|af|skrevet av|skrevet af|skriven av|publicerad av|publisert av|forfatter
kirjoittanut|kirjoittaja|teksti|egilea|dal nostro inviato|dalla nostra inviata
napisane przez|oprac|opracował|opracowała|przez|autorzy|autorka|napisał|napisała
napsal|napsala|autoři|píše|piše|avtor|avtorica
автор|авторы|авторка|автори|аутор|от|пише|пишет
szerző|szerzők|írta
scris de|articol de
yazan|yazar
γράφει ο|γράφει η|από τον|από την|του|της|συντάκτης|συντάκτρια
بقلم|كتب|كتبت|الكاتب|نویسنده|نوشته|به قلم|تحریر|مصنف
מאת
लेखक|लेखिका|द्वारा|লেখক|লিখেছেন
ditulis oleh|oleh|penulis
tác giả|bởi|โดย|ผู้เขียน|เขียนโดย
skrifað af|höfundur|deur|imeandikwa na|mwandishi|ulat ni|isinulat ni|müəllif|muallif|awdur
எழுதியவர்|రచయిత|ಬರೆದವರು|എഴുതിയത്|લેખક|ਲੇਖਕ|ავტორი|հեղինակ|зохиогч|ដោយ|ໂດຍ|ရေးသားသူ|نویسنده و عکاس|گزارش|گزارشگر
kirjutas|autorid|autors|autorius|autorė|parengė
"""  # noqa: E501 - a line a language
# The same where a colon follows.
_BY_COLON = """
เรื่อง|เรื่องและภาพ|ผู้สื่อข่าว|เรียบเรียง|phóng viên
contributed|words|text|story|essay|column|opinion|analysis|report|reporting
texte|texto|testo|tekst|teksti|teksts|tekstas|szöveg|besedilo|текст|κείμενο|keimeno|reportagem|reportage|reportaje
redaktion|bericht|interview|toimittaja|skribent|testua|texti|muhabir|haber|pewarta|wartawan|bài|theo|ρεπορτάζ|خبرنگار|كتبه|إعداد|כתב|כתבה|רפורט
"""
_VERBS = (
    r"(?:(?:an?\s+)?(?:recipe|guide|interview|essay|opinion|analysis|column|poem|posted|written|words|"
    r"story|text|review|published|article|created|report|reported|reporting|researched and written|"
    r"submitted|shared|"
    r"contributed|commentary|guest post|post|blog post|compiled|told to|as told to)\s+by|"
    r"(?:escrito|publicado|veröffentlicht|geschrieben|écrit|publié|scritto)\s+(?:von|por|par|da))"
)
# "Eine Analyse von", "Une chronique de", "Corresponsal en París:".
HEADED_BY = re.compile(
    r"^\W*(?:(?:an?|eine?|une?|una?|um|uma|en|et|een)\s+)?"
    r"(?:(?:analyse|kommentar|reportage|essay|kolumne|gastbeitrag|gastkommentar|rezension|porträt|"
    r"glosse|leitartikel|meinung|chronique|tribune|récit|enquête|billet|entretien|édito|critique|"
    r"crónica|análisis|columna|entrevista|opinión|análise|reportagem|crônica|coluna|opinião|analisi|"
    r"commento|intervento|intervista|column|krönika|kronikk|interview|portrait|artikel)\s+"
    r"(?:von|de|por|di|av|af|door|van|par)|aus\s+[^\W\d_]+\s+berichtet|"
    r"(?:corresponsal|enviad[oa] especial|correspondente|envoyée? spéciale?)"
    r"(?:\s+(?:en|em|a|à|au)\s+[^\W\d_]+)?\s*:)\s+(?-i:(?![a-zß-ÿ]))(?=[^\W\d_])",
    re.IGNORECASE,
)
LEADING_ROLE = re.compile(
    r"^(?:unser\w*|notre|nos|our|nuestr[oa]s?|noss[oa]|nostr[oa]|onze|vår)\s+\w+\s+(?=\w+\s\w)",
    re.IGNORECASE,
)
# The same in scripts without spaces, with the sign that follows.
_BY_UNSPACED = (
    r"(?:取材[・･/／]?文|取材[・･]?執筆|取材|執筆|著者|投稿者|文[・･/／]写真|文|作者|記者|撰文|撰稿|採訪|采访|"
    r"[\u4e00-\u9fff]{1,8}(?:记者|記者)(?=\s)|文字|采写|採寫|構成[・･]文|文[・･]構成|取材[・･]構成|構成|編集委員|論説委員|特別編集委員|本報記者|本报记者|记者|責任編集|文責|聞き手|ライター|글[·・]사진|글|기자명|기자|취재)"
)


def _words(table: str) -> str:
    words = {re.escape(word) for word in re.split(r"[|\n]", table.strip())}
    return "|".join(sorted(words, key=len, reverse=True))


BY = re.compile(
    rf"^\W*(?:{_VERBS}\b|(?:{_words(_BY)})(?!\w)|(?:{_words(_BY_COLON)})(?=\s*[:：])|(?:contributors?|writers?|reporters?|journalists?)(?=\s*(?:[:：]|$)))"
    r"\s*[:：.՝]?\s*",
    re.IGNORECASE,
)
# The words that BY may begin with: few lines do, and this is looked up faster.
BY_FIRST_WORDS = frozenset(
    re.findall(
        r"\w+", f"{_VERBS} {_BY} {_BY_COLON} contributors writers reporters journalists".lower()
    )
) | {"contributor", "writer", "reporter", "journalist", "a", "an"}
# "新华社记者李明", "記者李明／台北報導", "서울=뉴스 김철수": an agency and a town come first.
_REPORTER = (
    r"(?:[\u4e00-\u9fff]{2,8}[社网網報报])?(?:记者|記者)(?=[\u4e00-\u9fff]{2,4}(?:$|[\s／/、（(]))|"
    r"[가-힣]+=(?:(?=[가-힣]{2,4}\s*기자)|\S+\s+(?=[가-힣]))"
)
BY_UNSPACED = re.compile(rf"^\W*(?:{_BY_UNSPACED}(?:\s*[:：●・･/／＝=◎○|｜]\s*|\s+)|{_REPORTER})")
# "김서연 기자", "李明记者": whoever is called a reporter behind the name has signed.
SIGNED_UNSPACED = re.compile(
    r"^\W*(?:[가-힣]{2,4}\s*(?:선임|수석|전문|객원|인턴|수습)?\s?기자(?![가-힣])|"
    r"[\u4e00-\u9fff]{2,4}(?:\s*[／/]\s*|\s+)(?:記者|记者)(?![\u4e00-\u9fff]))"
)
# Chinese names in a list with spaces between them: each begins with a family name, as the two
# parts of a Japanese one do not.
_FAMILY = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧"
    "田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱"
    "江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温康施文牛樊葛邢安齐易乔伍庞颜"
)
_CHINESE = rf"[{_FAMILY}][\u4e00-\u9fff]{{1,2}}"
LISTED_UNSPACED = re.compile(rf"^{_CHINESE}(?:[ \u3000]{_CHINESE})+$")
# A person's role, written behind the name without a space.
AFTER_UNSPACED = re.compile(
    r"(?:[／/](?:文|图|摄)|[＝=][\u4e00-\u9fff]{1,4})\s*$|"
    r"[\s／/（(]*(?:記者|记者|特派員|特派记者|編集委員|論説委員|通讯员|通訊員|기자|특파원|선임기자|논설위원|인턴기자)[）)]?\s*$"
)
# Names behind these are of people who did something else: reviewed, photographed, translated.
OTHERS = re.compile(
    r"\b(?:reviewed|fact[- ]?checked|edited|verified|photograph\w*|photos?|images?|illustrat\w+|"
    r"updated|translated|produced|video|graphics?|art|cover|design\w*|medically reviewed|narrated|"
    r"curated|sponsored|presented|hosted|approved)(?:\s+\w+)?\s+by\b|"
    r"\b(?:fotos?|photos?|images?|bild(?:er)?|illustrations?|illustrazion[ei]|ilustraci[oó]n|"
    r"ilustração|photographies?|fotograf\w*|grafik|video|credits?|traducción|übersetzung|traduction|"
    r"tradução|redaktør|editor|lektorat|fot|foto[:s]?)\s*[:/]|"
    r"\b(?:fotos?|photos?|bilder|illustrations?|illustration|bearbeitet|übersetzt|"
    r"fotografiert|traduit|traducido|traduzido|tradotto|vertaald)\s+(?:von|par|por|di|da|de|door)\b|"
    r"(?:责任编辑|責任編輯|编辑|編輯|审核|審核|責編|责编|(?<!責任)編集|校对|校對|摄影|攝影|撮影|写真|翻訳|翻译|翻譯|監修|사진|편집|来源|來源|"
    r"출처|фото|редактор|переклад|перевод|صورة|تصوير|تحرير|ترجمة|עריכה|צילום|תרגום)\s*[:：／/●=＝・|｜]",
    re.IGNORECASE,
)
# "Malte Siems (Fotos)".
PICTURES = re.compile(
    r"[(（](?:fotos?|photos?|pictures?|images?|illustrations?|bilder|grafik|video|写真|撮影)[)）]",
    re.IGNORECASE,
)
# Words that a line about a date begins with, or a button has: never a name by themselves.
NO_NAMES = frozenset(
    """
    published|posted|updated|modified|created|last updated|publié|publiée|mis à jour|mise à jour|le
    veröffentlicht|aktualisiert|stand|publicado|publicada|actualizado|atualizado|pubblicato|aggiornato
    gepubliceerd|bijgewerkt|publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret|julkaistu
    päivitetty|opublikowano|aktualizacja|publikováno|zveřejněno|aktualizováno|опубликовано|обновлено
    опубліковано|оновлено|yayınlanma|güncelleme|közzétéve|frissítve|publicat|actualizat|δημοσίευση
    نشر|نشر في|آخر تحديث|פורסם|עודכן|प्रकाशित|diterbitkan|đăng|公開日|更新日|投稿日|発布|发布|更新
    この記事を書いた人|ライター|プロフィール|suche|search|menu|home|news|blog|share|print|comments|reply
    uncategorized|allgemein|sponsored|advertisement|anzeige|sat|sun|mon|tue|wed|thu|fri|last|today
    yesterday|mins|minutes|read|watch|listen|subscribe|close|sign in|log in|contact|login|register
    contents|table of contents|overview|details|reviews|specifications|close dialog box|request demo
    written|guide|guides|features|sections|article|articles|artikel|submit|advertiser disclosure
    opinion|sports|world|politics|business|technology|tech|culture|entertainment|lifestyle|health
    science|travel|food|fashion|finance|economy|education|local|national|international|editorial
    politik|wirtschaft|kultur|reise|wissen|meinung|gesellschaft|panorama|politique|économie|société
    politica|política|economía|economia|cultura|deportes|esportes|mundo|opinión|opinião|cronaca
    leave a comment|follow us|add comment|no comments|find jobs|resources|insights|case study
    our special|our correspondent|our special correspondent|staff reporter|our staff
    নিজস্ব প্রতিবেদক|নিজস্ব সংবাদদাতা|다른기사 보기|다른 기사 보기|기사더보기|구독
    published in|filed under|in|from|with|on|at|to|for|of|and|or|the|a|an|is|this review is|clear
    """.replace("\n", "|")
    .replace("    ", "")
    .strip("|")
    .split("|")
) - {""}
# Words of organisations: what follows "for" or "of" belongs to their names.
ORGANISATION = re.compile(
    r"\b(?:institut\w*|d[ée]partement|\w*ministerium|\w*amt|\w*anstalt|\w*verband|cent(?:er|re|rum)|department|office|ministry|society|association|foundation|"
    r"council|committee|university|school|college|bureau|agency|team|staff|contributors|friends|"
    r"campaign|coalition|alliance|fund|network|board|federation|union|league|company|group|"
    r"services?|desk|newsroom|editors|press|museum|library|hospital|bank|doctors|reporters|"
    r"academy|church|commission|project|faculty|program|initiative|consortium|partnership|verband|verein|"
    r"landesanstalt|stiftung|redaktion|agentur|amt|ministerium)\b",
    re.IGNORECASE,
)
# "Department of Health and Human Services": the "and" is part of the name.
ORGANISATION_OF = re.compile(
    r"\b(?:department|ministry|university|institute|office|school|college|bureau|council|society|"
    r"association|cent(?:er|re)|academy|museum|faculty|board) (?:of|for)\b",
    re.IGNORECASE,
)
# "Morgan & Morgan", "Smith & Sons".
PARTNERS = re.compile(
    r"^(\w+)\s*&\s*(?:\1|sons?|daughters?|co|partners?|associates|company)\b\.?$", re.IGNORECASE
)
COMPANY = re.compile(
    r"\b(?:inc|llc|ltd|gmbh|corp|corporation|plc|s\.?a|pllc|pty|pc|llp)\.?$", re.IGNORECASE
)


def is_business(name: str) -> bool:
    """Whether `name` has a word of capitals, or of organisations: "Lowe Dentistry PC"."""
    shouted = (word for word in name.split() if len(word) > 1 and word.isupper())
    return bool(ORGANISATION.search(name)) or (not name.isupper() and any(shouted))
