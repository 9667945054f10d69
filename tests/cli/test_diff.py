"""`scraper diff`: how an article has changed."""

from tests.runs.test_run import FERRY, LONG, TIDE, page


def test_diff_shows_what_has_changed(scraper):
    scraper.run(TIDE)
    assert scraper("diff", TIDE).code == 1
    scraper.site.override(TIDE, body=page("Another title", LONG))
    scraper.run(TIDE)
    scraper.site.override(TIDE, body=page("Another title", LONG + " One more sentence at its end."))
    scraper.run(TIDE)
    done = scraper("diff", TIDE)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("--- versions/")
    assert sum(line.startswith("+") for line in lines) == 2
    assert len(scraper("diff", TIDE, "--all").out) > len(done.out)
    assert scraper("diff", FERRY).code == 1


def test_diff_of_a_text_that_the_user_has_edited(scraper):
    scraper.site.override(TIDE, body=page("A title", LONG))
    scraper.run(TIDE)
    (path,) = (scraper.folder / "archive" / "articles").rglob("*.md")
    path.write_text(path.read_text() + "\nMy own sentence.\n")
    done = scraper("diff", TIDE)
    assert (done.code, done.out) == (1, "")
    assert "edited by you; the page has had no other text since\n" in done.talk
    scraper.site.override(TIDE, body=page("A title", LONG + " One more sentence of theirs."))
    scraper.run(TIDE)
    done = scraper("diff", TIDE)
    assert "edited by you; the text of the page since is in versions/" in done.talk
    lines = done.out.splitlines()
    assert lines[0].startswith("--- articles/")
    assert lines[1].startswith("+++ versions/")
    assert "-My own sentence." in lines
    assert any(line.startswith("+") and line.endswith("sentence of theirs.") for line in lines)
