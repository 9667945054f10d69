"""Whole runs over the demonstration site."""

from pathlib import Path

import yaml
from warcio.archiveiterator import ArchiveIterator

from tests.demo_runs import run

URLS = Path(__file__).parent.parent.parent / "fixtures" / "demo-urls.txt"
FERRY = "http://courier.example/news/harbour-ferry-returns"
TIDE = "http://notes.example/2025/tide-gauge/"
LONG = " ".join(f"Sentence number {n} of a text that is long enough to be one." for n in range(30))


def page(title: str, text: str) -> bytes:
    return f"<html><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>".encode()


def test_the_demonstration_ends_with_every_url_in_one_named_outcome(demo, tmp_path):
    ran = run(demo, tmp_path, str(URLS), run={"workers": 2})
    assert ran.completed
    assert ran.names == {
        FERRY: "new",
        "http://gazeta.example/regiao/moinhos-centeio": "new",
        "http://litoral.example/sociedad/faro-punta-loma": "new",
        "http://wochenblatt.example/a/glocke.html": "new",
        "http://slowkitchen.example/reviews/hand-grinders": "new",
        "http://folha.example/cidade/padaria-estrela": "new",
        "http://riviere.example/bac.htm": "new",
        "http://courier.example/feed.xml": "feed",
        "http://post.example/travel/night-trains": "new",
        TIDE: "new",
        "http://courier.example/ferry": "duplicate",
        "http://courier.example/news/quarry": "paywall",
        "http://courier.example/private/staff": "robots",
        "http://post.example/travel/lost": "gone",
    }
    assert len(ran.files) == 9


def test_an_entry_reads_as_front_matter_one_headline_and_the_body(demo, tmp_path):
    ran = run(demo, tmp_path, FERRY)
    text = (tmp_path / "articles" / ran.files[0]).read_text("utf-8")
    _, front, body = text.split("---\n", 2)
    expected = (URLS.parent / "founding--semantic" / "expected.md").read_text("utf-8")
    assert body == "\n# Harbour ferry returns after eleven years\n\n" + expected
    fields = yaml.safe_load(front)
    assert fields["author"] == ["Marian Holloway", "Idris Kemp"]
    assert fields["source"] == FERRY
    assert fields["domain"] == "courier.example"


def test_a_second_run_asks_conditionally_and_writes_nothing(demo, tmp_path):
    first = run(demo, tmp_path, FERRY, TIDE)
    before = {name: (tmp_path / "articles" / name).stat().st_mtime_ns for name in first.files}
    demo.forget_requests()
    second = run(demo, tmp_path, FERRY, TIDE)
    assert set(second.names.values()) == {"unchanged"}
    pages = [request for request in demo.requests if request.path != "/robots.txt"]
    assert len(pages) == 2
    assert all("if-none-match" in request.headers for request in pages)
    after = {name: (tmp_path / "articles" / name).stat().st_mtime_ns for name in second.files}
    assert after == before


def test_a_changed_text_is_updated_under_its_old_name_and_the_old_text_is_kept(demo, tmp_path):
    first = run(demo, tmp_path, TIDE)
    demo.override(TIDE, body=page("Another title altogether", LONG))
    second = run(demo, tmp_path, TIDE)
    assert second.names == {TIDE: "updated"}
    assert second.files == first.files
    assert len(list((tmp_path / "versions").rglob("*.md"))) == 1
    assert second.rows("SELECT version, title FROM article") == [(2, "Another title altogether")]


def test_a_wall_does_not_replace_a_good_article(demo, tmp_path):
    first = run(demo, tmp_path, TIDE)
    good = (tmp_path / "articles" / first.files[0]).read_bytes()
    demo.override(TIDE, body=(URLS.parent / "wall--paywall" / "page.html").read_bytes())
    assert run(demo, tmp_path, TIDE).names == {TIDE: "paywall"}
    demo.override(TIDE, status=404)
    assert run(demo, tmp_path, TIDE).names == {TIDE: "gone"}
    assert (tmp_path / "articles" / first.files[0]).read_bytes() == good


def test_raw_pages_are_kept_as_they_came(demo, tmp_path):
    run(demo, tmp_path, FERRY)
    (file,) = (tmp_path / "raw").glob("*.warc.gz")
    with file.open("rb") as stream:
        pages = [
            record.content_stream().read()
            for record in ArchiveIterator(stream)
            if record.rec_type == "response" and record.rec_headers["WARC-Target-URI"] == FERRY
        ]
    assert pages == [(URLS.parent / "founding--semantic" / "page.html").read_bytes()]


def test_no_raw_pages_are_kept_where_that_is_turned_off(demo, tmp_path):
    run(demo, tmp_path, FERRY, archive={"raw": False})
    assert not (tmp_path / "raw").exists()


def test_a_bad_line_is_reported_with_its_number_and_stops_nothing(demo, tmp_path):
    urls = tmp_path / "urls.txt"
    urls.write_text(f"# mine\n\nan example\n{FERRY}\n")
    ran = run(demo, tmp_path / "archive", str(urls))
    assert [(bad.line, bad.text) for bad in ran.bad_lines] == [(3, "an example")]
    assert ran.names == {FERRY: "new"}


def test_one_article_of_a_feed_that_failed_is_tried_again_although_the_feed_is_unchanged(
    demo, tmp_path
):
    feed = "http://courier.example/feed.xml"
    demo.override(TIDE, status=500)
    assert run(demo, tmp_path, feed).names[TIDE] == "failed"
    demo.override(TIDE, body=page("The tide", LONG))
    assert run(demo, tmp_path, feed).names[TIDE] == "new"


def test_a_hostile_title_stays_inside_the_archive(demo, tmp_path):
    title = "../../../etc/passwd\\..\\x\x1b[2J\u202e <b>---</b>"
    demo.override(TIDE, body=page(title, LONG))
    ran = run(demo, tmp_path / "archive", TIDE)
    assert ran.names == {TIDE: "new"}
    assert all(path.is_relative_to(tmp_path / "archive") for path in tmp_path.rglob("*.md"))
    text = (tmp_path / "archive" / "articles" / ran.files[0]).read_text("utf-8")
    assert "\x1b" not in text
    assert yaml.safe_load(text.split("---\n")[1])["domain"] == "notes.example"


def test_robots_txt_is_not_asked_for_again_by_the_next_run(demo, tmp_path):
    for _ in range(2):
        run(demo, tmp_path, FERRY)
    path = "/news/harbour-ferry-returns"
    assert [request.path for request in demo.requests] == ["/robots.txt", path, path]
