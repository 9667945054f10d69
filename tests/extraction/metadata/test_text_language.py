"""The language of a text, whatever its page declares."""

# ruff: noqa: E501 - a text a line

import pytest

from tests.extraction.metadata.reading import metadata_of

TEXTS = {
    "pt": "O bonde saiu do depósito antes que a primeira padaria tivesse aberto as portas, e os moradores da rua não sabiam ainda que o relógio de madeira estava parado havia três dias. Ninguém reclamou, porque todos já tinham o seu próprio relógio em casa.",
    "es": "El tranvía salió del depósito antes de que la primera panadería hubiera abierto sus puertas, y los vecinos de la calle no sabían todavía que el reloj de madera estaba parado desde hacía tres días. Nadie se quejó, porque todos tenían ya su propio reloj en casa.",
    "de": "Die Straßenbahn verließ das Depot, bevor die erste Bäckerei ihre Türen geöffnet hatte, und die Bewohner der Straße wussten noch nicht, dass die Uhr aus Holz seit drei Tagen stand. Niemand beschwerte sich, weil alle schon eine eigene Uhr zu Hause hatten.",
    "fr": "Le tramway quitta le dépôt avant que la première boulangerie n'ait ouvert ses portes, et les habitants de la rue ne savaient pas encore que l'horloge de bois était arrêtée depuis trois jours. Personne ne se plaignit, car tous avaient déjà une horloge chez eux.",
    "ja": "最初のパン屋が店を開ける前に、路面電車は車庫を出た。通りに住む人々は、木の時計が三日前から止まっていることをまだ知らなかった。誰も文句を言わなかった。家に自分の時計があったからだ。",
    "zh": "第一家面包店开门之前，电车就离开了车库，街上的居民还不知道木钟已经停了三天。没有人抱怨，因为大家家里都有自己的钟。",
    "ru": "Трамвай вышел из депо раньше, чем первая пекарня открыла двери, и жители улицы ещё не знали, что деревянные часы стоят уже три дня. Никто не жаловался, потому что у всех дома были свои часы.",
    "uk": "Трамвай вийшов із депо раніше, ніж перша пекарня відчинила двері, і мешканці вулиці ще не знали, що дерев'яний годинник стоїть уже три дні. Ніхто не скаржився, бо в усіх вдома були свої годинники.",
    "ar": "غادر الترام المستودع قبل أن يفتح المخبز الأول أبوابه، ولم يكن سكان الشارع يعرفون بعد أن الساعة الخشبية متوقفة منذ ثلاثة أيام. لم يشتك أحد لأن الجميع كان لديهم ساعة في البيت.",
    "en": "The tram left the depot before the first bakery had opened its doors, and the people of the street did not know yet that the wooden clock had stood still for three days. Nobody complained, because all of them had a clock of their own at home.",
    "it": "Il tram lasciò il deposito prima che il primo forno avesse aperto le porte, e gli abitanti della strada non sapevano ancora che l'orologio di legno era fermo da tre giorni. Nessuno si lamentò, perché tutti avevano già il proprio orologio a casa.",
    "nl": "De tram verliet het depot voordat de eerste bakkerij haar deuren had geopend, en de bewoners van de straat wisten nog niet dat de houten klok al drie dagen stilstond. Niemand klaagde, omdat iedereen thuis al een eigen klok had.",
    "pl": "Tramwaj wyjechał z zajezdni, zanim pierwsza piekarnia otworzyła drzwi, a mieszkańcy ulicy nie wiedzieli jeszcze, że drewniany zegar stoi od trzech dni. Nikt się nie skarżył, bo wszyscy mieli już w domu własny zegar.",
    "tr": "Tramvay, ilk fırın kapılarını açmadan önce depodan ayrıldı ve sokağın sakinleri ahşap saatin üç gündür durduğunu henüz bilmiyordu. Kimse şikayet etmedi, çünkü herkesin evinde kendi saati vardı.",
    "ko": "첫 빵집이 문을 열기 전에 전차는 차고를 떠났고, 거리의 주민들은 나무 시계가 사흘째 멈춰 있다는 것을 아직 몰랐다. 모두 집에 자기 시계가 있었기 때문에 아무도 불평하지 않았다.",
    "el": "Το τραμ έφυγε από το αμαξοστάσιο πριν ανοίξει ο πρώτος φούρνος, και οι κάτοικοι του δρόμου δεν ήξεραν ακόμη ότι το ξύλινο ρολόι είχε σταματήσει εδώ και τρεις μέρες.",
    "he": "החשמלית יצאה מהמוסך לפני שהמאפייה הראשונה פתחה את דלתותיה, ותושבי הרחוב עדיין לא ידעו שהשעון העשוי עץ עומד כבר שלושה ימים.",
    "hi": "पहली बेकरी के दरवाज़े खुलने से पहले ही ट्राम डिपो से निकल गई, और गली के लोगों को अभी तक पता नहीं था कि लकड़ी की घड़ी तीन दिन से बंद है।",
    "sv": "Spårvagnen lämnade depån innan det första bageriet hade öppnat sina dörrar, och de som bodde på gatan visste ännu inte att träklockan hade stått stilla i tre dagar. Ingen klagade, eftersom alla redan hade en egen klocka hemma.",
}


def language_of(text, declared):
    attribute = f' lang="{declared}"' if declared else ""
    return metadata_of(f"<html{attribute}><body><p>{text}</p><p>{text}</p></body></html>").language


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("declared", ["", "en", "de", "ja", "xx", "en-US"])
def test_the_text_is_believed(language, declared):
    expected = declared if declared.startswith(language) else language
    assert language_of(TEXTS[language], declared) == expected


@pytest.mark.parametrize(
    ("language", "declared"),
    [("pt", "pt-BR"), ("zh", "zh-Hant"), ("es", "ca"), ("de", "lb"), ("nl", "af"), ("ru", "kk")],
)
def test_a_kindred_language_may_be_what_is_declared(language, declared):
    assert language_of(TEXTS[language], declared) == declared


@pytest.mark.parametrize("text", ["Menu", "12,5 % + 7 = 3", "Lorem ipsum dolor sit amet " * 20])
def test_what_tells_no_language_changes_nothing(text):
    assert language_of(text, "sw") == "sw"
    assert language_of(text, "") == ""


def test_names_and_a_note_in_english_do_not_make_a_page_english():
    note = "The Japanese edition is published under license from the owner in San Francisco. " * 3
    assert language_of(TEXTS["ja"] + note, "ja") == "ja"


def test_the_order_of_a_date_follows_the_language_of_the_text():
    html = (
        f"<html lang=en-US><body><h1>O relógio de madeira da rua</h1><time>04/11/2025</time>"
        f"<p>{TEXTS['pt']}</p></body></html>"
    )
    assert metadata_of(html).published.isoformat() == "2025-11-04"
