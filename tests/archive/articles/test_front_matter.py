"""The rules of programs that read the front matter: YAML 1.1 and 1.2, Hugo, Obsidian."""

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.articles.test_article_files import ANY_TEXT, HOSTILE, front, make_entry, parsed

# Fields to which Hugo gives another meaning (gohugo.io, Front matter).
HUGO_OWN = set(
    """
    build cascade draft expiryDate expirydate headless isCJKLanguage keywords layout lang linkTitle
    linktitle markup menus menu outputs params publishDate publishdate resources sitemap slug
    summary translationKey type unpublishdate url weight date lastmod
    """.split()
)
# Characters that end a tag in Obsidian; digits alone are not a tag (help.obsidian.md, Tags).
NOT_IN_TAG = re.compile(r"[\u2000-\u206F\u2E00-\u2E7F'!\"#$%&()*+,.:;<=>?@^`{|}~\[\]\\\s]")
# Types of Obsidian's properties: a text, a list of texts, a number, a checkbox, a date, a time.
TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?([+-]\d\d:\d\d)?)?")
FULL = {
    "authors": ("Ana Lima", "no"),
    "published": datetime(2026, 3, 9, 8, 5, tzinfo=timezone(timedelta(hours=-3))),
    "modified": date(2026, 3, 10),
    "tags": ("local news", "2026", "C++", "São Paulo", "a/b", "#x", "...", "local-news"),
    "section": "1.10",
    "site_name": "yes",
    "description": "a: b # c",
    "language": "no",
    "canonical_url": "https://e.org/",
    "image": "https://e.org/i.png",
    "license": "CC0",
    "free_access": True,
}


def full():
    return make_entry(aliases=("Old: title",), **FULL)


def test_no_field_has_a_meaning_of_its_own_to_hugo():
    assert not parsed(full()).keys() & HUGO_OWN


def test_the_dates_are_those_that_hugo_looks_for():
    """It takes `date` from `published`, `lastmod` from `modified` (Configure front matter)."""
    fields = parsed(full())
    assert (fields["published"].date(), fields["modified"]) == (date(2026, 3, 9), date(2026, 3, 10))


def test_every_line_is_a_property_that_obsidian_shows():
    lists = "author tags aliases".split()
    lines = front(full()).splitlines()
    assert len({line.partition(":")[0] for line in lines if not line.startswith("- ")}) == len(
        [line for line in lines if not line.startswith("- ")]
    )
    for line in lines:
        name, _, value = line.partition(": ")
        if line.startswith("- "):
            assert re.fullmatch(r'- "(?:[^"\\]|\\.)*"', line)
        elif line.endswith(":"):
            assert line[:-1] in lists
        else:
            assert name not in lists
            assert re.fullmatch(r'"(?:[^"\\]|\\.)*"|-?\d+|true|false', value) or TIME.fullmatch(
                value
            )


def test_tags_are_such_as_obsidian_takes_and_the_json_has_what_the_page_says():
    assert parsed(full())["tags"] == ["local-news", "_2026", "C", "São-Paulo", "a/b", "x"]
    assert json.loads(full().json)["tags"] == list(FULL["tags"])
    assert "tags" not in parsed(make_entry(tags=("...", "  ")))


@given(st.lists(ANY_TEXT, max_size=4))
def test_no_keyword_of_a_page_makes_another_tag(tags):
    written = parsed(make_entry(tags=tuple(tags))).get("tags", [])
    assert not any(NOT_IN_TAG.search(tag) or tag.isdigit() or not tag for tag in written)


@pytest.mark.parametrize("text", HOSTILE)
def test_both_versions_of_yaml_read_the_same(text):
    """Quoted texts are the same in both; unquoted `no` and 1.10 are not."""
    lines = front(make_entry(title=text, site_name=text))
    assert yaml.safe_load(lines) == yaml.load(lines, Loader=yaml.CSafeLoader)
    titles = re.findall(r'^title: "(.*)"$', lines, re.MULTILINE)
    assert len(titles) == 1


def test_an_instant_is_utc_or_has_its_zone():
    entry = make_entry(published=datetime(2026, 3, 9, tzinfo=UTC))
    assert "published: 2026-03-09T00:00:00+00:00\n" in entry.markdown.decode()
