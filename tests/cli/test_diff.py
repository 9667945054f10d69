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
