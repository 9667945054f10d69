"""`scraper search`: articles by their words."""

import json

from tests.runs.test_run import FERRY, LONG, TIDE, page


def test_search_finds_and_says_when_nothing_is_found(scraper):
    scraper.run(FERRY, TIDE)
    done = scraper("search", "ferry", "harbo*")
    head, snippet = done.out.splitlines()[:2]
    assert head.endswith("Harbour ferry returns after eleven years")
    assert "ferry" in snippet
    assert "\x02" not in done.out
    (hit,) = map(json.loads, scraper("search", "ferry", "--json").out.splitlines())
    assert "**ferry**" in hit["snippet"].lower()
    nothing = scraper("search", "xylophone")
    assert (nothing.code, nothing.out) == (1, "")
    assert scraper("search", "--", "-ferry").code == 2


def test_search_shows_nothing_that_a_terminal_obeys(scraper):
    scraper.site.override(TIDE, body=page("Evil &#x9b;31m", LONG + " \u202eevil"))
    scraper.run(TIDE)
    out = scraper("search", "evil").out
    assert out
    assert not set(out) & set("\x1b\x9b\u202e\x02\x03")
