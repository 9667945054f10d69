"""The pages of `scraper serve`, over an archive that a run has made."""

import re
import shutil

import httpx
import pytest

from bench.reader.serving import serving_reader
from fixtures.server import DemoSite
from scraper.archive.readonly import reading
from tests.demo_runs import run
from tests.runs.test_run import FERRY

MISSING = "http://courier.example/news/no-such-page"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reader") / "archive"
    with DemoSite() as site:
        run(site, folder, FERRY, MISSING)
    return folder


@pytest.fixture(scope="module")
def client(archive):
    with (
        serving_reader(archive) as address,
        httpx.Client(base_url=address, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
def article_id(archive):
    with reading(archive) as state:
        return next(state.saved()).id


def test_the_list_shows_the_articles(client, article_id):
    page = client.get("/")
    assert page.status_code == 200
    assert f'<a href="/article/{article_id}" dir="auto">Harbour ferry returns' in page.text
    assert "courier.example" in page.text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("site=courier.example", True),
        ("site=other.example", False),
        ("outcome=new", True),
        ("outcome=updated", False),
        ("since=2020-01-01&until=2099-01-01", True),
        ("until=2020-01-01", False),
        ("q=ferry", True),
        ("q=ferry&site=other.example", False),
        ("q=zeppelin", False),
        ("q=%22", False),
        ("q=ferry%00harbour", True),
        ("after=garbage", True),
    ],
)
def test_filters_and_search(client, query, is_found):
    page = client.get(f"/?{query}")
    assert page.status_code == 200
    assert ("Harbour ferry returns" in page.text) == is_found


def test_a_search_marks_what_was_found(client):
    assert re.search(r"<mark>(?i:ferry)</mark>", client.get("/?q=ferry").text)


def test_an_article_is_a_page_with_its_text(client, article_id):
    page = client.get(f"/article/{article_id}").text
    assert "<h1" in page
    assert "will sail\nagain this summer" in page or "will sail" in page
    assert f'href="/article/{article_id}/why"' in page


def test_its_why_is_explained_from_the_raw_page_with_its_own_policy(client, article_id):
    page = client.get(f"/article/{article_id}/why")
    assert "The Markdown" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha")
    assert page.headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_versions_failures_and_health_are_there(client, article_id):
    assert "has not changed" in client.get(f"/article/{article_id}/versions?old=9&new=x").text
    assert MISSING in client.get("/failures").text
    health = client.get("/health").text
    assert "1 saved, 0 left out, 1 failed" in health
    assert "words per article in the last runs: 339" in health


@pytest.mark.parametrize(
    "path",
    ["/article/aaaaaaaa", "/article/aaaaaaaa/why", "/assets/../state.sqlite", "/nowhere",
     "/assets/%2e%2e/state.sqlite", "/assets/%00.png", "/article/%00", "/assets/x.svg",
     "/assets/aa/none.png", "/static/x"],
)  # fmt: skip
def test_what_is_not_there_is_404(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "192.168.0.1:80"])
def test_another_host_name_is_refused(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "ferry" not in answer.text.lower()


@pytest.mark.parametrize("host", ["localhost:8370", "127.0.0.1", "[::1]:8370", "LOCALHOST"])
def test_the_names_of_the_loopback_address_are_accepted(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(client, method):
    own = {"origin": str(client.base_url).rstrip("/")}
    assert client.request(method, "/", headers=own).status_code == 405


def test_every_response_forbids_scripts_frames_and_other_origins(client):
    for path in ("/", "/nowhere", "/reader.css"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_hostile_values_of_a_query_stay_text(client):
    page = client.get("/", params={"q": 'ferry "><script>alert(1)</script>\u202e'}).text
    assert "<script" not in page
    assert "\u202e" not in page
    page = client.get("/", params={"since": '"><script>alert(1)</script>'}).text
    assert "<script" not in page


def test_two_versions_are_shown_side_by_side(client, archive, article_id):
    earlier = archive / "versions" / article_id / "20260101T000000Z.md"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("---\nversion: 1\n---\n\n# Ferry\n\nAn <b>old</b> paragraph.\n", "utf-8")
    page = client.get(f"/article/{article_id}/versions").text
    shutil.rmtree(earlier.parent)
    assert "An &lt;b&gt;old&lt;/b&gt; paragraph." in page
    assert '<tr class="changed">' in page
    assert '<th scope="col">Version 1</th><th scope="col">Version 2</th>' in page
