from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scraper.errors import SettingsError
from scraper.settings import (
    ExtractSettings,
    FetchSettings,
    Settings,
    SiteSettings,
    extract_settings_for,
    fetch_settings_for,
    parse_settings,
)
from scraper.urls import site_of

DOCUMENT = Path(__file__).parent.parent / "docs" / "settings.md"


def test_no_text_is_the_defaults():
    assert parse_settings("") == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[fetch]\nrate = 'fast'", "fetch.rate: expected a number, got 'fast'"),
        ("[fetch]\nrate = -1", "fetch.rate: must be at least 0, got -1.0"),
        ("[fetch]\nrate = nan", "fetch.rate: must be at least 0, got nan"),
        ("[fetch]\nrobots = 1", "fetch.robots: expected true or false, got 1"),
        ("[fetch]\nspeed = 1", "fetch.speed: unknown setting"),
        ("[fetsch]\nrate = 1", "fetsch: unknown setting (is it 'fetch'?)"),
        ("fetch = 1", "fetch: expected a table, got 1"),
        ("[fetch.headers]\nA = 1", "fetch.headers.A: expected a text in quotes, got 1"),
        ("[fetch]\nmax_bytes = 9", "fetch.max_bytes: must be at least 1024, got 9"),
        ('[site."a.test"]\nrate = "x"', "site.\"a.test\".rate: expected a number, got 'x'"),
        (
            '[site."a.test"]\nconnections = 0',
            'site."a.test".connections: must be at least 1, got 0',
        ),
        ('[site."a.test"]\npace = 1', 'site."a.test".pace: unknown setting'),
        ("[fetch]\nmax_bytes = 2.5", "fetch.max_bytes: expected a whole number, got 2.5"),
        ("[fetch]\nread_timeout = 0", "fetch.read_timeout: must be at least 0.001, got 0.0"),
        ("[run]\nworkers = true", "run.workers: expected a whole number, got true"),
        ("[site]\n'a.test' = 1", 'site."a.test": expected a table, got 1'),
        ("[fetch]\nrate = 1\nspeed = 1\nrobots = 1", "fetch.speed: unknown setting"),
        (
            "[extract]\nmode = 'best'",
            'extract.mode: expected one of "precise", "balanced", "complete", got \'best\'',
        ),
        ("[extract]\ndrop = '.a'", "extract.drop: expected a list, got '.a'"),
        ("[extract]\ndrop = ['a', 1]", "extract.drop.1: expected a text in quotes, got 1"),
    ],
)
def test_what_is_wrong_is_named_in_one_line(text, message):
    with pytest.raises(SettingsError) as caught:
        parse_settings(text)
    assert str(caught.value) == message


def test_text_that_is_no_toml_is_a_settings_error():
    with pytest.raises(SettingsError, match=r"^not valid TOML: "):
        parse_settings("[fetch")


def test_a_site_has_the_common_values_but_for_its_own():
    settings = parse_settings(
        "[fetch]\nrate = 2\nconnections = 3\nheaders = { A = '1', B = '1' }\n"
        "[site.'a.test']\nrate = 0\nheaders = { B = '2' }\n"
    )
    own, other = (fetch_settings_for(settings, site) for site in ("a.test", "b.test"))
    assert (own.rate, own.connections, own.headers) == (0, 3, {"A": "1", "B": "2"})
    assert other is settings.fetch


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("www.example.org", "https://example.org/a"),
        ("example.org", "https://www.example.org/a"),
        ("Example.ORG", "https://example.org/a"),
        ("example.org.", "https://example.org/a"),
        (" example.org:8443 ", "https://example.org:8443/a"),
        ("https://www.example.org/", "http://blog.example.org/a"),
        ("bücher.example", "https://xn--bcher-kva.example/a"),
        ("XN--BCHER-KVA.example", "https://Bücher.example/a"),
        ("www.example.co.uk", "https://news.example.co.uk/a"),
        ("example.github.io", "https://example.github.io/a"),
        ("localhost:8000", "http://localhost:8000/a"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/a"),
        ("::1", "http://[::1]:8000/a"),
        ("[::1]:8000", "http://[::1]/a"),
    ],
)
def test_a_site_is_named_in_any_spelling_of_its_domain(name, url):
    settings = parse_settings(f"[site.{json.dumps(name)}]\nrate = 7\n")
    assert fetch_settings_for(settings, site_of(url)).rate == 7
    own = Settings(site={name: SiteSettings(rate=7)})
    assert fetch_settings_for(own, site_of(url)).rate == 7


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "blog.example.org",
            "is a part of a site; name the whole of it: 'example.org'",
        ),
        (
            "example.org/news",
            "is a part of a site; name the whole of it: 'example.org'",
        ),
        (
            "*.example.org",
            "is a part of a site; name the whole of it: 'example.org'",
        ),
        ("example org", "not a domain such as example.org"),
        ("", "not a domain such as example.org"),
    ],
)
def test_what_names_no_site_is_a_settings_error(name, message):
    with pytest.raises(SettingsError) as caught:
        parse_settings(f'[site."{name}"]\nrate = 7\n')
    assert str(caught.value) == f'site."{name}": {message}'


def test_a_site_that_is_named_twice_is_a_settings_error():
    with pytest.raises(SettingsError, match=r'"www\.a\.test": \'a\.test\' is there already'):
        parse_settings("[site.'a.test']\nrate = 1\n[site.'www.a.test']\nrate = 2\n")


def test_selectors_of_a_site_are_added_to_the_common_ones():
    settings = parse_settings(
        "[extract]\ndrop = ['.a']\nkeep = ['.k']\n[site.'a.test']\ndrop = ['.b']\n"
    )
    own = extract_settings_for(settings, "a.test")
    assert (own.drop, own.keep) == ((".a", ".b"), (".k",))
    assert extract_settings_for(settings, "b.test") is settings.extract


@pytest.mark.parametrize(
    ("table", "struct"), [("fetch", FetchSettings), ("extract", ExtractSettings)]
)
def test_every_setting_is_documented(table, struct):
    text = DOCUMENT.read_text("utf-8")
    missing = [
        name
        for name in struct.__struct_fields__
        if not re.search(rf"^(?:{name} = |\[{table}\.{name}\])", text, re.MULTILINE)
    ]
    assert missing == []


def test_the_document_is_a_settings_file():
    (block,) = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    assert isinstance(parse_settings(block), Settings)


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        Settings().fetch.rate = 2
