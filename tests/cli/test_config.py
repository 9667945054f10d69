"""`scraper config`, and where settings are found."""

import json

import pytest

from tests.warc_files import page


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


def test_a_site_of_a_nearer_file_takes_precedence_however_it_is_spelled(scraper, settings):
    write(scraper.folder / "scraper.toml", '[site."www.a.example"]\nrate = 1\n')
    write(scraper.folder / "archive/scraper.toml", '[site."A.example"]\nrate = 2\n')
    value, origin = settings()["site.a.example"]
    assert (value["rate"], origin) == (2.0, "archive/scraper.toml")


def test_a_part_of_a_site_is_named_with_its_file(scraper):
    write(scraper.folder / "scraper.toml", '[site."blog.a.example"]\nrate = 1\n')
    done = scraper("config")
    assert done.code == 2
    wrong = "is a part of a site; name the whole of it: 'a.example'"
    assert f'scraper.toml: site."blog.a.example": {wrong}' in done.talk


@pytest.mark.parametrize(
    ("variable", "meant"),
    [
        ("SCRAPER_FETSCH_RATE", "SCRAPER_FETCH_RATE"),
        ("SCRAPER_RATE", "SCRAPER_FETCH_RATE"),
        ("SCRAPER_WORKER", "SCRAPER_RUN_WORKERS"),
        ("SCRAPER_IMAGES", "SCRAPER_EXTRACT_IMAGES or SCRAPER_ARCHIVE_IMAGES"),
    ],
)
def test_a_variable_that_is_nearly_a_setting_gets_a_suggestion(
    scraper, monkeypatch, variable, meant
):
    monkeypatch.setenv(variable, "1")
    done = scraper("config")
    assert done.code == 2
    assert done.talk == f"scraper: {variable}: unknown setting (is it {meant}?)\n"


def test_an_unknown_name_in_a_variable_gets_the_suggestion_of_a_file(scraper, monkeypatch):
    monkeypatch.setenv("SCRAPER_FETCH_RAET", "1")
    done = scraper("config")
    assert (done.code, "fetch.raet: unknown setting (is it 'rate'?)" in done.talk) == (2, True)


@pytest.mark.parametrize("command", [("config",), ("extract", "-")])
def test_a_variable_that_is_no_setting_is_named_and_does_no_harm(scraper, monkeypatch, command):
    monkeypatch.setenv("SCRAPER_API_KEY", "secret")
    monkeypatch.setenv("_SCRAPER_COMPLETE", "")
    monkeypatch.setenv("SCRAPERS", "1")
    done = scraper(*command, stdin=page("One"))
    assert done.code == 0
    assert done.talk == "scraper: SCRAPER_API_KEY: no setting has this name\n"
