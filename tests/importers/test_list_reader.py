"""Lists as other programs export them: each format as its program writes it."""

import io
import json
import zipfile
from datetime import UTC, datetime

import pytest

from scraper.errors import UrlListError
from scraper.importers.list_reader import check_list, read_list
from scraper.models import BadLine

ADDED = datetime(2024, 3, 9, 12, 0, 0, tzinfo=UTC)
SECONDS = int(ADDED.timestamp())
ONE, TWO = "https://a.test/1", "https://b.test/2"

NETSCAPE = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p><DT><H3 ADD_DATE="1">Boats</H3><DL><p>
<DT><A HREF="{ONE}" ADD_DATE="{SECONDS}" TAGS="boats,night trains">One</A>
<DT><A HREF="javascript:alert(1)" ADD_DATE="{SECONDS}">Menu</A>
<DT><A HREF="{TWO}">Two</A></DL><p></DL>"""
POCKET = f"""<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1>
<ul><li><a href="{ONE}" time_added="{SECONDS}" tags="boats,night trains">One</a></li>
<li><a href="{TWO}" time_added="{SECONDS}" tags="">Two</a></li></ul></body></html>"""
OPML = f"""<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline type="rss" text="One" xmlUrl="{ONE}" htmlUrl="https://a.test/"
 category="boats,night trains"/>
<outline type="link" text="Two" url="{TWO}" created="2024-03-09T12:00:00Z"/>
</outline></body></opml>"""
POCKET_CSV = f"""title,url,time_added,tags,status
"One, the first",{ONE},{SECONDS},boats|night trains,unread
Two,{TWO},{SECONDS},,archive
"""
INSTAPAPER = f"""URL,Title,Selection,Folder,Timestamp,Tags
{ONE},One,,Unread,{SECONDS},"[""boats"",""night trains""]"
{TWO},"Two
lines",,Archive,{SECONDS},"[]"
"""
RAINDROP = f"""id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite
1,One,,,{ONE},Unsorted,"boats, night trains",2024-03-09T12:00:00.000Z,https://a.test/c.png,,false
2,Two,,,{TWO},Unsorted,,2024-03-09T12:00:00.000Z,,,false
"""
WALLABAG_CSV = f"""Title;URL;Content;Tags;"MIME Type";Language;"Creation date"
One;{ONE};"{"text " * 40_000}";"boats, night trains";text/html;en;"09/03/2024 12:00:00"
Two;{TWO};;;text/html;en;"2024-03-09 12:00:00"
"""
READWISE = f"""Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen
One,{ONE},01h,"['boats', 'night trains']",2024-03-09 12:00:00+00:00,0,new,True
Two,{TWO},01i,,2024-03-09 12:00:00+00:00,0,new,True
"""
TSV = f"link\ttags\tadded\n{ONE}\tboats;night trains\t2024-03-09T13:00:00+01:00\n{TWO}\t\t\n"
WALLABAG = json.dumps(
    [
        {
            "id": 1,
            "url": ONE,
            "given_url": ONE + "?x",
            "tags": ["boats", "night trains"],
            "created_at": "2024-03-09T12:00:00+00:00",
            "preview_picture": "https://a.test/p.png",
            "annotations": [{"quote": "https://a.test/quoted"}],
        },
        {"id": 2, "url": TWO, "tags": [], "origin_url": "https://c.test/"},
    ]
)
OMNIVORE = json.dumps(
    [
        {
            "id": "x",
            "url": ONE,
            "labels": ["boats", "night trains"],
            "savedAt": "2024-03-09T12:00:00Z",
            "thumbnail": "https://a.test/p.png",
        },
        {"id": "y", "url": TWO, "labels": []},
    ]
)
POCKET_API = json.dumps(
    {
        "status": 1,
        "list": {
            "7": {
                "resolved_url": ONE,
                "tags": {"boats": {"tag": "boats"}, "night trains": {}},
                "time_added": str(SECONDS),
            },
            "8": {"given_url": TWO},
        },
    }
)
CHROME = json.dumps(
    {
        "roots": {
            "bookmark_bar": {
                "type": "folder",
                "children": [
                    {
                        "type": "url",
                        "url": ONE,
                        "tags": "boats,night trains",
                        "date_added": str((SECONDS + 11_644_473_600) * 10**6),
                    },
                    {"type": "folder", "children": [{"type": "url", "url": TWO}]},
                ],
            }
        }
    }
)
JSONL = "\n".join(
    json.dumps(each)
    for each in (
        {"link": ONE, "tags": ["boats", {"name": "night trains"}], "date": SECONDS * 1000},
        {"link": TWO},
    )
)
KARAKEEP = json.dumps(
    {
        "bookmarks": [
            {
                "createdAt": "2024-03-09T12:00:00Z",
                "tags": ["boats", "night trains"],
                "content": {"type": "link", "url": ONE},
                "url": ONE,
            },
            {"content": {"type": "link", "url": TWO}},
        ]
    }
)
PINBOARD = json.dumps(
    [
        {
            "href": ONE,
            "time": "2024-03-09T12:00:00Z",
            "toread": "yes",
            "tags": "boats night-trains",
        },
        {"href": TWO, "time": "2024-03-09T12:00:00Z", "toread": "no", "tags": ""},
    ]
)
ZOTERO = f"""\"Key\","Item Type","Title","Url","Date Added","Manual Tags"
"K","blogPost","One","{ONE}","2024-03-09 12:00:00","boats; night trains"
"L","blogPost","Two","{TWO}","2024-03-09 12:00:00",""
"""
GERMAN = f"""Titel;Webadresse;Schlagw\u00f6rter;Added
One;{ONE};boats,night trains;2024-03-09 12:00:00
Two;{TWO};;
"""
EXPORTS = {
    "bookmarks.html": NETSCAPE,
    "ril_export.html": POCKET,
    "feeds.opml": OPML,
    "pocket.csv": POCKET_CSV,
    "instapaper.csv": INSTAPAPER,
    "raindrop.csv": RAINDROP,
    "wallabag.csv": WALLABAG_CSV,
    "readwise.csv": READWISE,
    "sheet.tsv": TSV,
    "wallabag.json": WALLABAG,
    "omnivore.json": OMNIVORE,
    "pocket.json": POCKET_API,
    "Bookmarks": CHROME,
    "items.jsonl": JSONL,
    "karakeep.json": KARAKEEP,
    "zotero.csv": ZOTERO,
    "tabelle.csv": GERMAN,
}


@pytest.fixture
def read(tmp_path):
    """Reads a list of this content; targets, bad lines and notices."""

    def read(content, name="list"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        notices = []
        check_list(str(path))
        found = list(read_list(str(path), on_notice=notices.append))
        bad = [each for each in found if isinstance(each, BadLine)]
        return [each for each in found if not isinstance(each, BadLine)], bad, notices

    return read


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_its_addresses_with_tags_and_times(read, name):
    targets, bad, _ = read(EXPORTS[name], name)
    assert [each.url for each in targets] == [ONE, TWO]
    assert [each.tags for each in targets] == [("boats", "night trains"), ()]
    times = {each.added for each in targets}
    assert ADDED in times
    assert times <= {ADDED, None}
    assert bad == []


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_recognised_by_its_content(read, name):
    assert [each.url for each in read(EXPORTS[name], "download")[0]] == [ONE, TWO]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_an_export_with_a_byte_order_mark_is_read(read, encoding):
    targets, _, _ = read(POCKET_CSV.replace("One", "Ünö").encode(encoding))
    assert [each.line for each in targets] == [2, 3]


def test_tags_of_pinboard_are_separated_by_spaces(read):
    targets, _, _ = read(PINBOARD)
    assert [each.tags for each in targets] == [("boats", "night-trains"), ()]
    assert {each.added for each in targets} == {ADDED}


def test_a_zip_is_read_as_the_lists_in_it(read):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("metadata_0_to_2.json", OMNIVORE)
        file.writestr("content/one.html", "<html><a href='https://c.test/'>c</a></html>")
        file.writestr("part_000000.csv", POCKET_CSV.replace("/1", "/3"))
    targets, _, _ = read(content.getvalue(), "export.zip")
    assert [each.url for each in targets] == [ONE, TWO, "https://a.test/3", TWO]


def test_a_plain_list_is_read_line_by_line(read):
    lines = [
        "\ufeffhttps://a.test/1\r\n",
        "# a comment\n",
        "\n",
        "  https://a.test/2 # why\n",
        "https://a.test/3#part\n",
        "www.a.test\n",
        "https://a.test/4 https://a.test/5\n",
        "https://a.test/6,7\n",
        "x" * 200,
    ]
    good, bad, _ = read("".join(lines))
    assert [(each.url, each.line) for each in good] == [
        ("https://a.test/1", 1),
        ("https://a.test/2", 4),
        ("https://a.test/3#part", 5),
        ("https://a.test/6,7", 8),
    ]
    assert [(each.line, len(each.text)) for each in bad] == [(6, 10), (7, 33), (9, 80)]


def test_an_address_without_scheme_is_https_and_this_is_noticed_once(read):
    good, bad, notices = read("example.org/story\nexample.org/other\n")
    assert [each.url for each in good] == ["https://example.org/story", "https://example.org/other"]
    assert bad == []
    (notice,) = notices
    assert "taken as https (https://example.org/story)" in notice


def test_the_links_of_a_text_are_found(read):
    text = (
        "# Reading\n\n- [One](https://a.test/1) and https://a.test/(2).\n"
        "See <https://a.test/3>, “https://a.test/4”.\nhttps://a.test/5 a remark\n"
    )
    assert [each.url for each in read(text, "notes.md")[0]] == [
        f"https://a.test/{path}" for path in ("1", "(2)", "3", "4", "5")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"![a picture](https://a.test/p.png) and [one]({ONE})",
        f"[![a picture](https://a.test/p.png)]({ONE})",
        f'<a href="{ONE}"><img alt="x" src="https://a.test/p.png"></a>, she said',
        f'![x](https://a.test/p.png "Title") Read {ONE}',
        f'<!DOCTYPE plist PUBLIC "-//A" "http://a.test/x.dtd"><p xmlns="http://b.test/">{ONE}</p>',
    ],
)
def test_images_of_a_text_are_no_pages(read, text):
    targets, _, _ = read(f"Notes\n\n{text}\n")
    assert [each.url for each in targets] == [ONE]


def test_entries_that_are_no_web_page_are_counted(read):
    (notice,) = read(NETSCAPE)[2]
    assert notice.endswith(": 1 entry is no web page, left out")


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        ("Dear Ada,\nthe ferry is back.\n" * 300, "a list has one URL a line, or is bookmarks"),
        (b"\x7fELF\x00\x01\x02", "not a text"),
        ("<!doctype html><html><body><p><a href='https://a.test'>x</a>", "scraper extract"),
        ("<?xml version='1.0'?><rss><channel/></rss>", "give its address instead"),
        (b"PK\x03\x04 damaged", "not a ZIP that can be read"),
    ],
)
def test_what_is_no_list_gets_one_line_of_advice(read, content, advice):
    with pytest.raises(UrlListError) as caught:
        read(content)
    assert advice in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ['[{"url": "https://a.test"}', '{"url": 1}\n{"url": }'])
def test_json_that_is_damaged_is_named(read, content):
    with pytest.raises(UrlListError, match="not valid JSON"):
        read(content)


def test_a_long_plain_list_is_not_held_in_memory(tmp_path):
    path = tmp_path / "urls.txt"
    path.write_text("https://a.test/\n" * 200_000)
    found = read_list(str(path), on_notice=lambda _text: None)
    assert next(found).line == 1
    found.close()
