"""Pages as people write them by hand: menus between bars, rules above the last lines, names that
mislead, chronicles.
"""

import pytest

from scraper.extraction.article import extract

ONE = (
    "The ferry over the Lune was rowed by three generations of one family, and none of them ever "
    "learned to swim, because the river, they said, should have no reason to try."
)
TWO = (
    "When the bridge came the last ferryman moved his chair to the middle of it, and for eleven "
    "years he told everybody who crossed what the fare would have been."
)
THREE = (
    "The boat lies upside down behind the chapel. Children sit on it in summer, and in winter it "
    "keeps the firewood of the sexton dry."
)
BODY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
LIGHTHOUSE = """<HTML><HEAD><TITLE>Recollections of a keeper</TITLE></HEAD><BODY>
<CENTER><H1>Recollections of a keeper</H1></CENTER>
<P><A HREF="index.htm">Back to the lighthouse index</A> | <A HREF="guest.htm">Sign my guestbook</A>
<HR>
<P>I came to Skarnish Head in the spring of 1951 with one trunk and a canary that did not survive
the ferry. The principal keeper, Mr. Tulloch, met me with a lantern though it was noon.
<P>"You'll want to know where the dark is," he said.
<P>We burned paraffin in those days, a pint and a quarter an hour. If the flame smoked, the glass
went black in four minutes, and then you were up there with newspaper and vinegar till daylight.
<P>The light went automatic in 1982. A man from Edinburgh pressed a button, and we had sandwiches.
<HR>
<P><FONT SIZE=1>This page has been visited 20,418 times<BR>Best viewed with Netscape Navigator 4.0
</FONT></BODY></HTML>"""
VILLAGE = """<html lang=fi><head><title>Kylälehti 4/2002</title></head><body><table width=760>
<tr><td colspan=2><font color=white>Etusivu | Ilmoitukset | Yhteystiedot</font></td>
</tr><tr><td width=150><font size=2><b>Tässä numerossa</b><br>
<a href=2.htm>Hirvipeijaiset</a></font></td><td><font size=5>Kun jäätie kantoi</font><br><br>
Vuoden 1966 talvena jää oli Pielisellä metrin ja
kuusi senttiä. Silloin uskallettiin ajaa hirsikuorma Kolilta Nurmekseen suoraan selän yli.<br><br>
Kuskina oli Eino Turunen, yhdeksäntoista. Isäntä antoi mukaan kirveen ja sanoi: "Jos rasahtaa,
hyppää vasemmalle."<br><br>Ei rasahtanut.<br><br>Paluumatkalla nousi lumimyrsky. Turunen pysäytti
auton saaren taakse ja poltti koko yön kuorman sidelautoja.</td></tr></table></body></html>"""
BRIGADE = """<html><head><title>Chronik der Freiwilligen Feuerwehr</title></head><body>
<p><a href=i.htm>[Startseite]</a> <a href=f.htm>[Fahrzeuge]</a></p><h2 align=center>Chronik</h2>
<p><b>1893</b> Gründung durch den Schmied Alois Reuß und sechzehn Bürger.</p>
<p><b>1921</b> Großbrand in der Mühle. Das Wasser der Lauda reicht nur bis Mitternacht.</p>
<p><b>1956</b> Erstes Motorfahrzeug, ein gebrauchter Opel Blitz.</p>
<p><b>1998</b> Hochwasser: 212 Keller in drei Tagen leergepumpt. Der Kommandant schläft im Turm.</p>
<p><b>2003</b> Zum 110. Geburtstag kommen 41 Wehren.</p>
<p align=center><font size=1>Letzte Änderung: 14.02.2004 durch den Webmaster</font></p>"""
RECIPE = """<html lang=hu><head><title>Babgulyás - Kamra Kata</title></head><body><main><article>
<h1>Babgulyás füstölt csülökkel</h1><p class=entry-meta>2021. január 18. Írta: Kata</p>
<div class=entry-content><p>Nagyapám szerint a babgulyás másnap gulyás, elsőre csak leves. Ezért mi
mindig szombaton főzzük, és vasárnap esszük.</p><h2>Milyen bab kell hozzá?</h2><p>A tarkabab a
legjobb. Az idei termést elég négy órára beáztatni.</p><div class=wprm-recipe><h3>Hozzávalók</h3>
<ul><li>50 dkg tarkabab, előző este beáztatva</li><li>1 kg füstölt hátsó csülök</li></ul>
<h3>Elkészítés</h3><ul><li>A csülköt hideg vízben tedd fel, és főzd egy órát.</li></ul>
<p>A csipetkét csak a végén szaggasd bele.</p></div><p>Kövess az Instagramon is!</p></div></article>
<div id=comments><h3>Hozzászólások</h3><p>Megfőztem, kétszer</p></div></main></body></html>"""
HOURS = (
    ("14:02", "First alert, acknowledged in forty seconds"),
    ("14:09", "Rollback of an unrelated deploy; no effect"),
    ("14:21", "Restart of both balancers"),
)


def text_of(body: str) -> str:
    page = f"<html lang=en><meta charset=utf-8><title>The ferry</title><body>{body}</body>"
    return extract(page, url="https://example.org/ferry.html").text


@pytest.mark.parametrize(
    ("page", "kept", "gone"),
    [
        pytest.param(LIGHTHOUSE, "A man from Edinburgh", "Netscape", id="counter of visitors"),
        pytest.param(VILLAGE, "Ei rasahtanut.", "Yhteystiedot", id="menu between bars"),
        pytest.param(BRIGADE, "kommen 41 Wehren", "Webmaster", id="last year of a chronicle"),
        pytest.param(RECIPE, "a végén szaggasd bele", "Instagram", id="call after a recipe"),
    ],
)
def test_pages_made_by_hand(page: str, kept: str, gone: str) -> None:
    text = extract(page, url="https://example.org/page.htm").text
    assert kept in text
    assert gone not in text


def test_a_postscript_below_the_last_rule_stays() -> None:
    note = "The oars hang in the village hall. Nobody has asked for them, and nobody ever will."
    assert note in text_of(f"<h1>The ferry</h1>{BODY}<hr><p>{note}</p>")


@pytest.mark.parametrize("name", ["ad-text", "sponsor", "widget-text promo"])
def test_paragraphs_that_are_called_adverts_are_the_text_where_they_are_most_of_it(
    name: str,
) -> None:
    short = (ONE[:60] + ".", "That was all of it.", TWO[:72] + ".", THREE[:50] + ".")
    lines = "".join(f"<p class='{name}'>{line}</p>" for line in short)
    heading = "<h2 class=footer-title>The last fare</h2>"
    menu = "<div class=content><ul><li><a href=/1>News</a></li><li><a href=/2>Hall</a></li></ul>"
    text = text_of(
        f"{menu}</div><div class=sidebar><h1>The ferry</h1>{lines[:240]}{heading}{lines}"
    )
    assert all(line in text for line in short)
    assert "The last fare" in text


def test_a_bold_line_with_a_time_in_it_heads_its_letter() -> None:
    letters = "".join(
        f"<p><strong>{heading}</strong></p><p>{text}</p><p><em>{name}</em></p>"
        for heading, text, name in [
            ("Bring back the 8.14 to Warra", ONE, "Lorraine Pett, Drouin East"),
            ("Not our kangaroo", TWO, "Des Koval, Moe"),
            ("Thanks to the man with the jumper leads", THREE, "Name supplied, Yarra"),
        ]
    )
    text = text_of(f"<div class=q1><h1>Letters, Saturday</h1>{letters}</div>")
    assert "Bring back the 8.14 to Warra" in text


def test_terms_in_wrappers_at_the_end_of_the_text_stay() -> None:
    rows = "".join(
        f"<div class=py-2><dt class=font-medium>{time}</dt><dd>{event}</dd></div>"
        for time, event in HOURS
    )
    text = text_of(
        f"<div class=mx-auto><h1>The outage</h1><div class=mt-8><p class=text-base>{ONE}</p>"
        f"<h2>What broke</h2><p class=text-base>{TWO}</p><dl class=divide-y>{rows}</dl>"
        "<p class='rounded p-4'>Customers on the Team plan receive a 10% credit.</p></div></div>"
    )
    assert all(event in text for _, event in HOURS)
    assert "a 10% credit" in text


@pytest.mark.parametrize("name", ["reklam", "annonce", "hirdetes", "quang-cao"])
def test_boxes_that_are_called_adverts_in_any_language_are_no_text(name: str) -> None:
    box = f"<div class={name}><p>REKLAM ALANI 300x250</p></div>"
    text = text_of(f"<h1>The ferry</h1><div class=text><p>{ONE}</p>{box}<p>{TWO}</p><p>{THREE}</p>")
    assert "300x250" not in text
    assert THREE in text


def test_a_first_sentence_with_two_years_is_no_dateline() -> None:
    first = (
        "The <b>Golder Lifeboat</b> was a pulling boat stationed on the mainland from 1871 to 1908."
    )
    note = "<sup class=reference><a href='#cite_note-1'>[1]</a></sup>"
    text = text_of(
        f"<h1>Golder Lifeboat</h1><div id=mw-content-text><p>{first}{note}</p><h2>History</h2>"
        f"<p>{ONE}</p><p>{TWO}</p></div>"
    )
    assert "stationed on the mainland" in text


def test_a_line_that_names_an_account_is_a_call() -> None:
    method = f"<h3>Method</h3><p>{TWO}</p><p>Did you cook this? Tag @crumbcounty</p>"
    comments = "<div id=comments><h3>Comments</h3><p>I made it twice.</p></div>"
    text = text_of(
        f"<main><article><h1>Beans</h1><div class=entry><p>{ONE}</p><h3>Ingredients</h3><ul>"
        f"<li>50 g of beans</li><li>1 kg of ham</li></ul>{method}</div></article>{comments}</main>"
    )
    assert "@crumbcounty" not in text
    assert TWO in text


def test_what_is_hidden_beside_much_text_that_is_seen_is_no_text() -> None:
    seen = f"{ONE} {TWO} {THREE}"
    hidden = "".join(
        f"<h2>Part {number}</h2><p hidden>The draft of part {number} was never sent. {seen}</p>"
        for number in (1, 2)
    )
    text = text_of(f"<h1>The ferry</h1><p>{seen} {ONE} {TWO}</p>{hidden}")
    assert "The draft of" not in text
    assert THREE in text
