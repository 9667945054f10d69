"""The headline among what joins it: names of sites, sections, kickers, badges and logos."""

# ruff: noqa: E501 - a case a line

import pytest

from scraper import extract
from tests.extraction.metadata.reading import metadata_of

HEADLINE = "Why the bakers of Tarn Street still keep a wooden clock"
TEXT = (
    "<p>" + "The tram left the depot before the first bakery had opened its shutters. " * 6 + "</p>"
)
ECHO = '<meta property="og:site_name" content="Tarn Echo">'


def headline(head, body=TEXT, url="https://tarnecho.example/streets/wooden-clock"):
    return extract(f"<html><head>{head}</head><body>{body}</body></html>", url=url).metadata.title


@pytest.mark.parametrize(
    "sign",
    [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " _ ", "|", " ‹ ",
     " > ", " ~ ", " ▪ ", " → ", " // ", " ¦ ", " ― "],
)  # fmt: skip
def test_the_site_behind_or_before_a_sign(sign):
    assert headline(f"<title>{HEADLINE}{sign}The Tarn Echo</title>") == HEADLINE
    assert headline(f"<title>The Tarn Echo{sign}{HEADLINE}</title>") == HEADLINE


@pytest.mark.parametrize("sign", ["-", "–", "—", "|", "»", "•", "·", "_"])
def test_a_declared_site_that_touches_the_sign(sign):
    assert headline(f"<title>{HEADLINE}{sign}Tarn Echo</title>{ECHO}") == HEADLINE


@pytest.mark.parametrize("sign", ["–", "—", "|", "»", "•", "·", "_"])
def test_a_declared_site_before_a_sign_that_it_touches(sign):
    assert headline(f"<title>Tarn Echo{sign}{HEADLINE}</title>{ECHO}") == HEADLINE


def test_a_hyphen_may_join_a_compound():
    head = f"<title>Tarn Echo-Preis geht an die Bäcker der Stadt</title>{ECHO}"
    assert headline(head) == "Tarn Echo-Preis geht an die Bäcker der Stadt"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            '<title>{H} - Harbour & Hill</title><script type=\'application/ld+json\'>{"@type":"Organization","name":"Harbour & Hill"}</script>',
            "{T}",
        ),  # jsonld publisher
        (
            '<title>{H} - Harbour and Hill Weekly</title><script type=\'application/ld+json\'>{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"Harbour and Hill Weekly"}}</script>',
            "{T}",
        ),  # jsonld publisher2
        (
            "<title>{H} : Harbour Hill</title>",
            "<header><a href='/'><img alt='Harbour Hill' src=/logo.png></a></header>{T}",
        ),  # logo alt
        ("<title>{H} | Food | The Tarn Echo</title>", "{T}"),  # section+site
        ("<title>{H} - Streets - The Tarn Echo</title>", "{T}"),  # section+site2
        ("<title>The Tarn Echo | Streets | {H}</title>", "{T}"),  # site+section prefix
        (
            "<title>{H} - The Tarn Echo</title>",
            "<h1><a href='/'><img alt='The Tarn Echo'></a></h1><h2>{H}</h2>{T}",
        ),  # logo h1 img
        (
            "<title>{H} - The Tarn Echo</title>",
            "<h1 class='site-title'><a href='/'>The Tarn Echo</a></h1><h1>{H}</h1>{T}",
        ),  # logo h1 + h1
        (
            "<title>The Tarn Echo</title>",
            "<h1>The Tarn Echo</h1><h2>{H}</h2>{T}",
        ),  # logo h1 no link
        (
            "<title>Wooden clock bakery Tarn Street 2024 | The Tarn Echo</title>",
            "<h1>{H}</h1>{T}",
        ),  # seo title
        (
            "<title>5 reasons bakers keep clocks | The Tarn Echo</title><meta property='og:title' content='5 reasons bakers keep clocks'>",
            "<article><h1>{H}</h1>{T}</article>",
        ),  # seo og
        (
            "<title>5 reasons for old time pieces | The Tarn Echo</title><meta property='og:type' content=article><meta property='og:title' content='5 reasons for old time pieces'>",
            "<article><h1>{H}</h1>{T}</article>",
        ),  # seo og article
        ("<title>{H}</title>", "<h1>{H} <a class=headerlink href='#x'>#</a></h1>{T}"),  # anchor
        ("<title>{H}</title>", "<h1>{H}<a href='#x'>¶</a></h1>{T}"),  # anchor2
        ("<title>{H}</title>", "<h1><a href='#x' aria-hidden=true>🔗</a>{H}</h1>{T}"),  # anchor3
        (
            "<title>{H} | Echo</title>",
            "<h1><span class='badge'>Premium</span> {H}</h1>{T}",
        ),  # badge
        ("<title>{H} | Echo</title>", "<h1>{H} <span>Premium</span></h1>{T}"),  # badge2
        ("<title>{H} | Echo</title>", "<h1><span>Plus</span>{H}</h1>{T}"),  # badge3
        (
            "<title>{H} | Echo</title>",
            "<h1><span>Food and fire</span> <span>{H}</span></h1>{T}",
        ),  # kicker span
        ("<title>{H}</title>", "<h1>Food and fire<br>{H}</h1>{T}"),  # kicker br
        ("<title>{H}</title>", "<h1><small>Food and fire</small>{H}</h1>{T}"),  # kicker small
        (
            "<title>{H} - Echo</title>",
            "<header><p>Food</p><h1>{H}</h1></header>{T}",
        ),  # kicker p in header
        (
            "<title>{H}</title>",
            "<h1>{H}<span class=subtitle>A day on the oldest street</span></h1>{T}",
        ),  # subtitle in h1
        ("<title>{H}</title>", "<hgroup><h2>Streets</h2><h1>{H}</h1></hgroup>{T}"),  # hgroup
        ("<title>{H} [tarnecho.example]</title>", "{T}"),  # host in brackets
        ("<title>{H} (tarnecho.example)</title>", "{T}"),  # host paren
        ("<title>{H} - Page 2 - The Tarn Echo</title>", "<h1>{H}</h1>{T}"),  # page n
        (
            "<title>{H} | Echo</title>",
            "<h1>{H}</h1>{T}<h1>Most read</h1><h1>Why the trams of Tarn Street are late</h1>",
        ),  # two h1 related
        (
            "<title>The Tarn Echo</title><meta property='og:title' content='The Tarn Echo'>",
            "<div class='headline'>{H}</div>{T}",
        ),  # headline in div
        (
            "<title>The Tarn Echo</title>",
            "<div itemscope itemtype='http://schema.org/NewsArticle'><div itemprop=headline>{H}</div>{T}</div>",
        ),  # itemprop headline
        (
            '<title>The Tarn Echo</title><script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":"{H}"}</script>',
            "{T}",
        ),  # jsonld headline
        (
            "<title>Why the bakers of Tarn Street still keep... | The Tarn Echo</title><meta property='og:title' content='Why the bakers of Tarn Street still keep…'>",
            "<h1>{H}</h1>{T}",
        ),  # truncated og
        (
            "<title>{H} - Tarn Echo</title>",
            "<h1 class='sr-only'>Tarn Echo News</h1><h2 class=title>{H}</h2>{T}",
        ),  # h1 sr-only site
        ("<title>\n  {H}\n  |\n  The Tarn Echo\n</title>", "{T}"),  # newline
        (
            "<title>{H} - Tarn Echo</title><meta property='og:type' content=article>",
            "<div class=title>{H}</div>{T}<div class=after><h1>A message from the founder of this paper to you</h1></div>",
        ),  # h1 promo after
        ("<title>{H} - Tarn Echo</title>", "<h2>Newsletter</h2><h2>{H}</h2>{T}"),  # h2 other first
        ("<title>{H} | 8 March 2024 | The Tarn Echo</title>", "<h1>{H}</h1>{T}"),  # date in title
        (
            "<title>{H} by Perdita Lowe | The Tarn Echo</title>",
            "<h1>{H}</h1>{T}",
        ),  # author in title
        ("<title>Tarn Echo: {H}</title>", "{T}"),  # site colon no meta
    ],
)
def test_the_headline_alone(head, body):
    head, body = (part.replace("{H}", HEADLINE).replace("{T}", TEXT) for part in (head, body))
    assert headline(head, body) == HEADLINE


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "<title>山の郵便局が毎週木曜に開く小さな映画館｜谷の新聞</title>",
            "山の郵便局が毎週木曜に開く小さな映画館",
        ),
        (
            "<title>山の郵便局が毎週木曜に開く小さな映画館 : 谷の新聞</title><meta property='og:site_name' content='谷の新聞'>",
            "山の郵便局が毎週木曜に開く小さな映画館",
        ),
        (
            "<title>【谷の新聞】山の郵便局が毎週木曜に開く小さな映画館</title><meta property='og:site_name' content='谷の新聞'>",
            "山の郵便局が毎週木曜に開く小さな映画館",
        ),
        (
            "<title>山の郵便局が毎週木曜に開く小さな映画館 - 谷の新聞</title>",
            "山の郵便局が毎週木曜に開く小さな映画館",
        ),
        (
            "<title>谷の新聞：山の郵便局が毎週木曜に開く小さな映画館</title><meta property='og:site_name' content='谷の新聞'>",
            "山の郵便局が毎週木曜に開く小さな映画館",
        ),
        ("<title>老渡口改建为步行桥_江城新闻网</title>", "老渡口改建为步行桥"),
        (
            "<title>老渡口改建为步行桥-江城新闻网</title><meta property='og:site_name' content='江城新闻网'>",
            "老渡口改建为步行桥",
        ),
        ("<title>老渡口改建为步行桥_新闻频道_江城网</title>", "老渡口改建为步行桥"),
        (
            "<title>오래된 나루터가 보행교로 바뀐다 - 강성일보</title>",
            "오래된 나루터가 보행교로 바뀐다",
        ),
        (
            "<title>오래된 나루터가 보행교로 바뀐다 < 사회 < 기사본문 - 강성일보</title>",
            "오래된 나루터가 보행교로 바뀐다",
        ),
        ("<title>สะพานไม้เก่าแก่ของหมู่บ้านเปิดอีกครั้ง | ข่าวท่าเรือ</title>", "สะพานไม้เก่าแก่ของหมู่บ้านเปิดอีกครั้ง"),
        (
            "<title>عودة الجسر الخشبي القديم إلى الحياة في القرية - صحيفة الميناء</title>",
            "عودة الجسر الخشبي القديم إلى الحياة في القرية",
        ),
        (
            "<title>Why the bakers of Tarn Street still keep a wooden clock on Tarn Echo</title><meta property='og:site_name' content='Tarn Echo'>",
            "Why the bakers of Tarn Street still keep a wooden clock on Tarn Echo",
        ),
        (
            "<title>Bread &amp;amp; butter on Tarn Street are older than the town - Echo</title>",
            "Bread & butter on Tarn Street are older than the town",
        ),
        (
            "<title>“We keep the clock,” says the baker of Tarn Street | The Tarn Echo</title>",
            "“We keep the clock,” says the baker of Tarn Street",
        ),
        ("<title>The 2024-25 season begins - The Tarn Echo</title>", "The 2024-25 season begins"),
    ],
)
def test_titles_of_other_scripts_and_with_signs_of_their_own(head, expected):
    assert headline(head) == expected


@pytest.mark.parametrize(
    "logo",
    [
        '<a class="logo" href="/">港ノ声</a>',
        '<header><a href="/"><img alt="港ノ声" src="/l.png"></a></header>',
        '<div id="site-logo"><img alt="港ノ声" src="/l.png"></div>',
    ],
)
@pytest.mark.parametrize(
    "written",
    ["{}-港ノ声", "{}：港ノ声", "{}（港ノ声）", "【港ノ声】{}", "港ノ声_{}", "{}——港ノ声"],
)
def test_the_logo_tells_the_name_of_the_site(logo, written):
    headline = "夜の船は誰も待たずに出る"
    page = f"<title>{written.format(headline)}</title>{logo}<p>海は静かだった。</p>"
    assert metadata_of(page, url="https://minato.example/a/1").title == headline


@pytest.mark.parametrize("sign", ["∣", "◆", "★", "⋆", "●"])
def test_signs_that_stand_for_a_bar(sign):
    page = f"<title>The night boat waits for nobody {sign} Gull Weekly</title><p>Text.</p>"
    assert metadata_of(page, url="https://a.example/b").title == "The night boat waits for nobody"


def test_a_title_that_is_a_rubric_gives_way_to_the_only_headline():
    page = "<title>{} - Gull Weekly</title><{}>The night boat waits for nobody</{}><p>Text.</p>"
    for title, tag in (("News", "h1"), ("Nachrichten", "h1"), ("Untitled Document", "h2")):
        found = metadata_of(page.format(title, tag, tag), url="https://gull-weekly.example/b")
        assert found.title == "The night boat waits for nobody"


@pytest.mark.parametrize(
    ("written", "heading"),
    [
        ("{} – Gull Weekly – News from the north since 1911", ""),
        ("{} - Home - Gull Weekly", ""),
        ("{} | Tarn", "<h1><span>Report</span> {}</h1>"),
        ("Loading...", "<h1>{}</h1>"),
        ("index.php", "<h1>{}</h1>"),
        ("Gull Weekly", '<div role="heading" aria-level="1">{}</div>'),
    ],
)
def test_what_is_around_the_headline_in_a_title(written, heading):
    headline = "The night boat waits for nobody"
    page = f"<title>{written.format(headline)}</title>{heading.format(headline)}<p>Text.</p>"
    assert metadata_of(page, url="https://gullweekly.example/a/1").title == headline


def test_the_sign_at_the_end_of_a_headline_stays():
    page = (
        '<title>夜の船はなぜ出たか？—港ノ声</title><a class="logo" href="/">港ノ声</a><p>海。</p>'
    )
    assert metadata_of(page, url="https://a.example/b").title == "夜の船はなぜ出たか？"
