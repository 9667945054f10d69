"""The forms of the reader: what they change is in the file, and no other site can send them."""

import html
import re

import httpx
import pytest

from bench.reader.serving import serving_reader
from fixtures.server import DemoSite
from scraper.archive.articles.marks import change_marks, mark_change, marks_of
from scraper.archive.lock import archive_lock
from scraper.archive.marking import mark_articles
from scraper.archive.readonly import reading
from tests.demo_runs import run
from tests.runs.test_run import FERRY, TIDE


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms") / "archive"
    with DemoSite() as site:
        run(site, folder, FERRY, TIDE)
    return folder


@pytest.fixture(scope="module")
def client(archive):
    with serving_reader(archive) as address:
        own = {"origin": address, "sec-fetch-site": "same-origin"}
        with httpx.Client(base_url=address, trust_env=False, headers=own) as client:
            yield client


@pytest.fixture
def record(archive):
    with reading(archive) as state:
        record = next(record for record in state.saved() if record.url == FERRY)
        remove = marks_of(archive, record).tags
        mark_articles(archive, state, [record], mark_change(remove=remove, is_read=False))
    return record


def form_in(page, action):
    """The fields of a form as a browser sends them, without its button."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL).group()
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form)
    }


def titles(page):
    return re.findall(r'<a href="/article/[^"]+" dir="auto">([^<]+)', page.text)


def test_an_article_is_marked_as_read_and_unread(client, archive, record):
    page = client.get(f"/article/{record.id}").text
    assert 'name="read" value="true">Mark as read' in page
    done = client.post(f"/article/{record.id}/read", data={"read": "true"})
    assert (done.status_code, done.headers["location"]) == (303, f"/article/{record.id}")
    assert "read: true" in (archive / record.path).read_text()
    assert 'name="read" value="false">Mark as unread' in client.get(f"/article/{record.id}").text
    client.post(f"/article/{record.id}/read", data={"read": "false"})
    assert not marks_of(archive, record).is_read


def test_tags_are_set_and_what_was_changed_elsewhere_stays(client, archive, record):
    path = f"/article/{record.id}/tags"
    client.post(path, data={"tags": "Sea side, #boats", "before": ""})
    fields = form_in(client.get(f"/article/{record.id}").text, path)
    assert fields == {"before": "Sea-side, boats", "tags": "Sea-side, boats"}
    change_marks(archive, [record], mark_change(add=["elsewhere"]))
    client.post(path, data=fields | {"tags": "BOATS, harbour"})
    assert marks_of(archive, record).tags == ("boats", "elsewhere", "harbour")
    assert "boats</bdi></a> 1" in client.get("/tags").text


def test_the_list_is_filtered_by_tag_and_mark(client, archive, record):
    client.post(f"/article/{record.id}/tags", data={"tags": "sea/deep", "before": ""})
    client.post(f"/article/{record.id}/read", data={"read": "true"})
    ferry = titles(client.get("/?tag=sea"))
    assert ferry == ["Harbour ferry returns after eleven years"]
    assert titles(client.get("/?read=read")) == ferry
    assert titles(client.get("/?read=read&tag=other")) == []
    others = titles(client.get("/?read=unread"))
    assert others
    assert ferry[0] not in others
    assert titles(client.get("/?q=ferry&read=unread")) == []
    assert titles(client.get("/?q=ferry&tag=sea%2Fdeep")) == ferry
    assert 'class="read"' in client.get("/").text


def test_a_button_in_a_list_leads_back_to_the_list(client, record):
    page = client.get("/?site=courier.example&read=unread").text
    fields = form_in(page, f"/article/{record.id}/read")
    done = client.post(f"/article/{record.id}/read", data={**fields, "read": "true"})
    assert done.headers["location"] == "/?site=courier.example&read=unread"


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example", "x\r\nset-cookie: a=b", "\\evil", "a=//b"]
)
def test_no_form_leads_elsewhere(client, record, back):
    done = client.post(f"/article/{record.id}/read", data={"read": "true", "back": back})
    assert done.headers["location"].startswith("/?")
    assert "set-cookie" not in done.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_form_of_another_site_is_refused(client, archive, record, headers):
    done = client.post(f"/article/{record.id}/read", data={"read": "true"}, headers=headers)
    assert done.status_code == 403
    assert not marks_of(archive, record).is_read


def test_a_form_without_an_origin_is_refused(client, archive, record):
    with httpx.Client(base_url=client.base_url, trust_env=False) as plain:
        done = plain.post(f"/article/{record.id}/read", data={"read": "true"})
    assert (done.status_code, marks_of(archive, record).is_read) == (403, False)


def test_another_host_name_is_refused_though_the_origin_is_the_same(client, archive, record):
    names = {"host": "evil.example", "origin": "http://evil.example"}
    done = client.post(f"/article/{record.id}/read", data={"read": "true"}, headers=names)
    assert (done.status_code, marks_of(archive, record).is_read) == (421, False)


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("read", {"other": "x"}, 400),
        ("read", {"read": "perhaps"}, 400),
        ("tags", {"tags": "?!, x"}, 400),
        ("tags", {"tags": "x" * 70_000}, 413),
        ("nothing", {"read": "true"}, 404),
        ("why", {"read": "true"}, 405),
    ],
)
def test_what_is_wrong_changes_nothing(client, archive, record, path, data, status):
    before = (archive / record.path).read_bytes()
    done = client.post(f"/article/{record.id}/{path}", data=data)
    assert done.status_code == status
    assert (archive / record.path).read_bytes() == before


def test_only_forms_are_read(client, archive, record):
    done = client.post(f"/article/{record.id}/read", json={"read": "true"})
    assert (done.status_code, marks_of(archive, record).is_read) == (415, False)
    assert client.post("/article/aaaaaaaa/read", data={"read": "true"}).status_code == 404


def test_front_matter_that_cannot_be_read_is_named(client, archive, record):
    path = archive / record.path
    before = path.read_text()
    path.write_text(before.replace("version: 1", "version: 1: 2"))
    done = client.post(f"/article/{record.id}/read", data={"read": "true"})
    assert client.get("/").status_code == 200
    path.write_text(before)
    assert done.status_code == 500
    assert "mapping values are not allowed" in done.text


def test_it_works_while_a_run_holds_the_archive(client, archive, record):
    with archive_lock(archive):
        client.post(f"/article/{record.id}/read", data={"read": "true"})
    assert marks_of(archive, record).is_read


def test_hostile_tags_and_notes_stay_text(client, archive, record):
    path = archive / record.path
    before = path.read_text()
    hostile = "'\"><script>alert(1)</script>'"
    path.write_text(
        before.replace("version: 1", f"version: 1\ntags:\n- {hostile}")
        + "\n<!-- notes -->\nMine <script>alert(2)</script>\n"
    )
    pages = [client.get(name).text for name in ("/", f"/article/{record.id}", "/tags")]
    path.write_text(before)
    assert all("<script" not in page for page in pages)
    assert "Mine" in pages[1]
