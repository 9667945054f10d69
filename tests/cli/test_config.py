"""`scraper config`, and where settings are found."""

import json

import pytest


@pytest.fixture
def settings(scraper, monkeypatch):
    """Each setting with its value and its origin."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(scraper.folder / "home"))

    def settings(*arguments):
        lines = scraper("config", "--json", *arguments).out.splitlines()
        return {d["name"]: (d["value"], d["origin"]) for d in map(json.loads, lines)}

    return settings


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_nearer_settings_take_precedence_and_the_origin_is_shown(scraper, settings, monkeypatch):
    folder = scraper.folder
    write(folder / "home/scraper/scraper.toml", "[fetch]\nrate = 2\nattempts = 2\nmax_wait = 2\n")
    write(folder / "scraper.toml", "[fetch]\nrate = 3\nattempts = 4\n[archive]\nimages = true\n")
    write(folder / "archive/scraper.toml", "[fetch]\nrate = 4\n")
    monkeypatch.setenv("SCRAPER_FETCH_CONTACT", "https://me.example")
    found = settings()
    assert found["fetch.rate"] == (4.0, "archive/scraper.toml")
    assert found["fetch.attempts"] == (4, "scraper.toml")
    assert found["fetch.max_wait"] == (2.0, str(folder / "home/scraper/scraper.toml"))
    assert found["fetch.contact"] == ("https://me.example", "SCRAPER_FETCH_CONTACT")
    assert found["archive.images"] == (True, "scraper.toml")
    assert found["run.workers"] == (0, "default")


def test_config_replaces_the_files_that_are_found(scraper, settings):
    write(scraper.folder / "scraper.toml", "[fetch]\nrate = 3\n")
    write(scraper.folder / "mine.toml", "[fetch]\nattempts = 5\n")
    found = settings("--config", "mine.toml")
    assert found["fetch.rate"] == (1.0, "default")
    assert found["fetch.attempts"] == (5, "mine.toml")


def test_an_unknown_setting_gets_a_suggestion(scraper):
    write(scraper.folder / "scraper.toml", "[fetch]\natempts = 3\n")
    done = scraper("config")
    assert done.code == 2
    assert (
        done.talk == "scraper: scraper.toml: fetch.atempts: unknown setting (is it 'attempts'?)\n"
    )


@pytest.mark.parametrize("table", ["[extract]", '[site."a.example"]'])
def test_what_is_no_selector_is_named_with_its_file(scraper, table):
    write(scraper.folder / "scraper.toml", f"{table}\ndrop = ['p[']\n")
    done = scraper("config")
    assert done.code == 2
    name = table.strip("[]")
    assert f"scraper.toml: {name}.drop: not a CSS selector: 'p['" in done.talk
