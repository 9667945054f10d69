"""`scraper reprocess`: the articles extracted again from their raw pages."""

from tests.runs.test_run import FERRY, TIDE


def test_reprocess_tells_what_would_change(scraper):
    scraper.run(FERRY, TIDE)
    assert "0 would change" in scraper("reprocess", "--dry-run").talk
    (scraper.folder / "drop.toml").write_text('[extract]\ndrop = ["article p"]\n')
    done = scraper("reprocess", "--dry-run", "--config", "drop.toml", "--json")
    assert done.code == 0
    assert done.json["urls"] == 2
    assert scraper("reprocess", "-o", "nowhere").code == 4
