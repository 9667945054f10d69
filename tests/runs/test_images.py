"""Runs that save images, from the site of the article and from others."""

import pytest

from scraper.archive.readonly import reading
from scraper.archive.verification import Trouble, verify_archive
from scraper.runs.archive_repair import repair_archive
from tests.demo_runs import run, settings_for
from tests.runs.test_reprocess import again

STORY, OTHER = "http://notes.example/story", "http://courier.example/story"
NEAR, FAR = "http://notes.example/near.png", "http://post.example/far"
SVG, LOST = "http://post.example/chart.svg", "http://post.example/none.jpg"
PNG, JPEG = b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff\xe0" + bytes(50)
IMAGES = {"archive": {"images": True}}


def story(*urls: str, what: str = "boats") -> bytes:
    """An article with an image after every second paragraph."""
    paragraphs = [
        f"<p>In the {n} days of that month the harbour master of Eastham counted {n * 7} {what}, "
        f"and wrote the number into the book that lies open in hall {n % 3}. "
        f"Nobody had asked him to, and in {1950 + n} nobody asked to see it; "
        f"yet it is the only record there is.</p>"
        for n in range(3, 3 + 2 * len(urls) + 2)
    ]
    figures = [
        f'<figure><img src="{url}" alt="A quay"><figcaption>Quay {n}</figcaption></figure>'
        for n, url in enumerate(urls)
    ]
    body = "".join(
        "".join(paragraphs[2 * n : 2 * n + 2]) + (figures[n] if n < len(figures) else "")
        for n in range(len(figures) + 1)
    )
    return (
        f"<html><head><title>Counting {what}</title></head>"
        f"<body><header><a href=/>Notes</a></header><article>"
        f"<h1>Counting {what}</h1>{body}</article><footer>Notes</footer></body></html>"
    ).encode()


@pytest.fixture
def site(demo):
    demo.override(NEAR, body=PNG, headers={"Content-Type": "image/png", "ETag": '"1"'})
    demo.override(FAR, body=JPEG, headers={"Content-Type": "text/plain"})
    demo.override(SVG, body=b"<svg><script/></svg>", headers={"Content-Type": "image/svg+xml"})
    demo.override(STORY, body=story("near.png", FAR, SVG, LOST), headers={"ETag": '"1"'})
    return demo


def text_of(ran) -> str:
    (name,) = ran.files
    return (ran.folder / "articles" / name).read_text()


def assets(folder) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (folder / "articles/images").rglob("*") if p.is_file()}


def asked(site, *urls) -> int:
    return sum(request.url in urls for request in site.requests)


def whole(folder):
    with reading(folder) as state:
        return [finding.trouble for finding in verify_archive(folder, state)]


def test_images_are_saved_once_and_what_is_none_stays_a_link(site, tmp_path):
    ran = run(site, tmp_path, STORY, **IMAGES)
    assert ran.names == {STORY: "new"}
    text = text_of(ran)
    assert text.count("](../../images/") == 2
    assert f"]({SVG}" in text
    assert f"]({LOST}" in text  # a caption that is dropped becomes its title
    assert {name[-4:]: body for name, body in assets(tmp_path).items()} == {
        ".png": PNG,
        ".jpg": JPEG,
    }
    assert whole(tmp_path) == []
    assert not (tmp_path / ".turns").exists()


def test_a_second_run_asks_for_no_image_and_writes_nothing(site, tmp_path):
    run(site, tmp_path, STORY, **IMAGES)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("a*/**/*.*")}
    site.forget_requests()
    ran = run(site, tmp_path, STORY, **IMAGES)
    assert ran.names == {STORY: "unchanged"}
    assert asked(site, NEAR, FAR, SVG, LOST) == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.glob("a*/**/*.*")} == before


def test_an_archive_without_images_gets_them_when_they_are_asked_for(site, tmp_path):
    first = run(site, tmp_path, STORY)
    assert "images/" not in text_of(first)
    second = run(site, tmp_path, STORY, run={"refresh_days": 0}, **IMAGES)
    assert second.names == {STORY: "updated"}
    assert text_of(second).count("](../../images/") == 2
    assert not (tmp_path / "versions").exists()


def test_an_image_that_failed_for_now_is_asked_for_again(site, tmp_path):
    site.override(FAR, status=500)
    first = run(site, tmp_path, STORY, **IMAGES)
    assert len(assets(tmp_path)) == 1
    assert first.rows("SELECT lacking FROM article") == [(1,)]
    site.override(FAR, body=JPEG)
    second = run(site, tmp_path, STORY, **IMAGES)
    assert second.names == {STORY: "updated"}
    assert len(assets(tmp_path)) == 2
    assert second.rows("SELECT lacking, version FROM article") == [(0, 1)]


def test_an_image_of_two_articles_is_one_file(site, tmp_path):
    site.override(OTHER, body=story(FAR, what="lamps on the quays of the town"))
    ran = run(site, tmp_path, STORY, OTHER, **IMAGES)
    assert set(ran.names.values()) == {"new"}
    assert len(assets(tmp_path)) == 2


def test_a_page_that_is_not_saved_costs_no_image(site, tmp_path):
    site.override(OTHER, body=story("near.png", FAR, SVG, LOST))
    run(site, tmp_path, STORY, **IMAGES)
    site.forget_requests()
    assert run(site, tmp_path, OTHER, **IMAGES).names == {OTHER: "duplicate"}
    assert asked(site, FAR) == 0


def test_extracting_again_keeps_the_images(site, tmp_path):
    ran = run(site, tmp_path, STORY, **IMAGES)
    before = text_of(ran)
    assert again(site, tmp_path)[STORY][0] == "unchanged"
    assert text_of(ran) == before
    again(site, tmp_path, extract={"drop": ["article > p:nth-of-type(2)"]})
    assert text_of(ran) != before
    assert text_of(ran).count("](../../images/") == 2


def test_a_lost_image_is_fetched_again_after_a_repair(site, tmp_path):
    run(site, tmp_path, STORY, **IMAGES)
    next((tmp_path / "articles/images").rglob("*.png")).write_bytes(b"damaged")
    assert [f.trouble for f in repair_archive(tmp_path, settings_for(site))] == [Trouble.IMAGE]
    run(site, tmp_path, STORY, **IMAGES)
    assert whole(tmp_path) == []
    assert PNG in assets(tmp_path).values()


def test_hostile_addresses_of_images_do_no_harm(site, tmp_path):
    hostile = [
        "http://[::1/x.png",
        "file:///etc/passwd",
        "http://notes.example/a b](../../../evil).png",
        "http://127.0.0.1:1/x.png",
        "http://" + "x" * 300 + ".example/x.png",
    ]
    site.override(STORY, body=story(*hostile, "near.png"))
    ran = run(site, tmp_path, STORY, **IMAGES)
    assert ran.names == {STORY: "new"}
    assert list(assets(tmp_path).values()) == [PNG]
