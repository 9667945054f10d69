"""`scraper forget`: an article is removed with all that belongs to it, and stays away."""

import gzip
import shutil
import sqlite3
from pathlib import Path

import pytest

from scraper.archive.archive_folder import open_archive
from scraper.archive.forgetting import forget_articles
from scraper.archive.readonly import reading
from scraper.archive.verification import Trouble, verify_archive
from tests.archive.make import NOW
from tests.runs.test_run import FERRY, LONG, TIDE, page

MARK = "Zeppelinferry"
URL = "http://notes.example/zeppelin"
OTHER = "http://notes.example/other-zeppelin"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(500)


def content_of(folder):
    """The contents of the files that articles are made of, raw files unpacked."""
    paths = [p for p in sorted(folder.rglob("*")) if p.suffix in {".md", ".json", ".gz"}]
    return b"\n".join(
        gzip.decompress(p.read_bytes()) if p.suffix == ".gz" else p.read_bytes()
        for p in paths
        if p.name != "forgotten.json"
    )


def publish(scraper, text=MARK, *, url=URL):
    image = {"body": PNG, "headers": {"Content-Type": "image/png"}}
    scraper.site.override("http://notes.example/a.png", **image)
    figure = '<figure><img src="/a.png" width=600><figcaption>Quay.</figcaption></figure>'
    words = LONG.split() if url == URL else reversed(LONG.split())
    own = " ".join(words)
    body = page(f"About {text}", f"{text} {own}</p>{figure}<p>{own}")
    scraper.site.override(url, body=body)


@pytest.fixture
def archive(scraper):
    publish(scraper)
    assert scraper.run(URL, FERRY, TIDE, "--images").code == 0
    publish(scraper, f"{MARK} again")
    assert scraper.run(URL, "--images").code == 0
    scraper("search", MARK)
    return scraper.folder / "archive"


def row_of(folder, url=URL):
    with reading(folder) as state:
        return next((r for r in state.records() if r.url == url), None)


def findings(folder):
    with reading(folder) as state:
        return [finding.trouble for finding in verify_archive(folder, state)]


def test_nothing_of_an_article_is_left(scraper, archive):
    id_ = row_of(archive).id
    assert list((archive / "versions" / id_).iterdir())
    assert MARK.encode() in content_of(archive)
    others = {p: p.read_bytes() for p in archive.glob("articles/courier.example/**/*.*")}
    done = scraper("forget", URL)
    assert (done.code, done.out) == (0, f"forgotten  {id_}  {URL}\n")
    assert not (archive / "versions" / id_).exists()
    assert MARK.encode() not in content_of(archive)
    assert not list((archive / "articles/images").rglob("*.png"))
    assert scraper("search", MARK).code == 1
    assert {p: p.read_bytes() for p in archive.glob("articles/courier.example/**/*.*")} == others
    assert findings(archive) == []
    assert scraper("reprocess").code == 0


def test_neither_a_run_nor_a_repair_brings_it_back_but_undo_does(scraper, archive):
    id_ = row_of(archive).id
    assert scraper("forget", id_).code == 0
    asked = len(scraper.site.requests)
    done = scraper.run(URL, "-v")
    assert (done.code, len(scraper.site.requests)) == (0, asked)
    assert f"forgotten     {URL}  removed with `scraper forget`" in done.talk
    assert scraper.run(URL, "--refresh", "all").code == 0
    assert scraper("verify", "--repair").code == 0
    for path in archive.glob("state.sqlite*"):
        path.unlink()  # a lost state
    assert scraper("verify", "--repair").code == 0
    assert scraper.run(URL).code == 0
    assert row_of(archive) is None
    assert id_ in scraper("forget").out
    assert scraper("forget", "--undo", URL).code == 0
    assert scraper("forget").out == ""
    scraper.run(URL)
    assert row_of(archive).path


def test_another_address_that_leads_there_brings_it_not_back(scraper, archive):
    scraper("forget", URL)
    link = "http://notes.example/short"
    scraper.site.override(link, status=302, headers={"Location": URL})
    done = scraper.run(link, "-v")
    assert "forgotten" in done.talk
    assert MARK.encode() not in content_of(archive)
    asked = len(scraper.site.requests)
    scraper.run(link)
    assert len(scraper.site.requests) == asked
    scraper("forget", "--undo", URL)
    scraper.run(link)
    assert row_of(archive, link).path


def test_an_image_that_another_article_uses_stays(scraper):
    publish(scraper)
    publish(scraper, "Something else altogether", url=OTHER)
    scraper.run(URL, OTHER, "--images")
    archive = scraper.folder / "archive"
    (image,) = (p for p in (archive / "articles/images").rglob("*") if p.is_file())
    scraper("forget", URL)
    assert image.exists()
    scraper("forget", OTHER)
    assert not image.exists()


@pytest.mark.parametrize("own", ["notes", "text"])
def test_what_the_user_wrote_is_not_removed_without_a_word(scraper, archive, own):
    path = archive / row_of(archive).path
    path.with_suffix(".notes.md").write_text("Mine.")
    if own == "notes":
        path.write_text(path.read_text() + "\n<!-- notes -->\nMine.\n")
    else:
        path.write_text(path.read_text().replace(MARK, "Mine"))
    done = scraper("forget", URL, FERRY)
    assert done.code == 1
    assert f"has your {'notes' if own == 'notes' else 'changes'}" in done.talk
    assert path.exists()
    assert row_of(archive, FERRY).path
    assert scraper("forget", URL, "--with-notes").code == 0
    assert not path.exists()
    assert path.with_suffix(".notes.md").exists()


def test_a_note_that_was_moved_is_removed_where_it_is(scraper, archive):
    path = archive / row_of(archive).path
    moved = path.rename(archive / "mine.md")
    moved.write_text(moved.read_text() + "\n<!-- notes -->\nMine.\n")
    assert "has your notes" in scraper("forget", URL).talk
    assert scraper("forget", URL, "--with-notes").code == 0
    assert not moved.exists()
    assert MARK.encode() not in content_of(archive)


@pytest.mark.parametrize(
    "arguments", [("no-such-id",), ("http://[/",), (FERRY, "--undo"), ("http://x.example/no",)]
)
def test_a_name_that_is_wrong_changes_nothing(scraper, archive, arguments):
    done = scraper("forget", *arguments, TIDE)
    assert done.code in {1, 2}
    assert arguments[0] in done.talk
    assert row_of(archive, TIDE).path
    assert not (archive / "forgotten.json").exists()


def test_a_damaged_memory_is_named(scraper, archive):
    (archive / "forgotten.json").write_text("[{")
    done = scraper.run(URL)
    assert done.code == 4
    assert "forgotten.json: " in done.talk


def test_a_removal_that_was_killed_is_completed(scraper, archive, tmp_path, monkeypatch):
    """Stop before each removal of a file and each new file in turn, then run, then repair."""
    whole = archive.rename(tmp_path / "whole")
    for step in range(1, 30):
        shutil.copytree(whole, archive)
        done = _killed_at(step, archive, monkeypatch)
        monkeypatch.undo()
        left = set(findings(archive))
        scraper.run(URL)
        assert scraper("verify", "--repair").code == 0
        assert findings(archive) == []
        if step == 1:  # nothing was removed yet
            assert left <= {Trouble.TEMPORARY}
            assert row_of(archive).path
        else:
            assert left == (set() if done else left & {Trouble.FORGOTTEN, Trouble.TEMPORARY})
            assert row_of(archive) is None
            assert MARK.encode() not in content_of(archive)
            assert not list(archive.rglob("*.png"))
        shutil.rmtree(archive)
        if done:
            return
    raise AssertionError


class Killed(BaseException):
    pass


def _killed_at(step, folder, monkeypatch):
    unlink, rename, left = Path.unlink, Path.replace, [step]

    def count():
        left[0] -= 1
        if not left[0]:
            raise Killed

    def counted_unlink(self, missing_ok=False):
        if folder in self.parents and self.exists() and not self.name.startswith(".lock"):
            count()
        unlink(self, missing_ok=missing_ok)

    def counted_replace(self, goal):
        count()
        return rename(self, goal)

    monkeypatch.setattr(Path, "unlink", counted_unlink)
    monkeypatch.setattr(Path, "replace", counted_replace)
    try:
        with open_archive(folder) as archive:
            record = next(r for r in archive.state.records() if r.url == URL)
            forget_articles(archive, [record], NOW)
    except Killed:
        return False
    return True


def test_what_is_no_article_is_not_forgotten(scraper):
    feed = "http://courier.example/feed.xml"
    scraper.run(feed)
    refused = scraper("forget", feed)
    assert refused.code == 1
    assert f"no article in {scraper.folder / 'archive'} for {feed}" in refused.talk


@pytest.mark.parametrize("id_", ["..", "../articles", "../..", ""])
def test_a_row_whose_id_is_a_path_removes_nothing_else(scraper, archive, id_):
    before = sorted(archive.rglob("*.md"))
    with sqlite3.connect(archive / "state.sqlite") as db:
        db.execute("UPDATE article SET id = ? WHERE url = ?", (id_, URL))
    db.close()
    done = scraper("forget", URL)
    assert done.code == 4
    assert "is damaged" in done.talk
    assert sorted(archive.rglob("*.md")) == before
