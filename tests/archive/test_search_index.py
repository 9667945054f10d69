import sqlite3

import pytest

from scraper.archive.articles.revision import Origin
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.search_index import INDEX, fts_query, open_index
from scraper.archive.state.state_store import State
from scraper.errors import ArchiveError, UsageError
from scraper.settings import ArchiveSettings
from tests.archive.make import LATER, NOW, make_article, make_page, make_target

TEXTS = {
    "ferry": ("The ferry is back", "A crossing of the harbour costs two pounds."),
    "coffee": ("Café à la praça", "O pão está à venda; o harbour não."),
    "port": ("港の渡し船", "東京湾の渡し船が再び運航を始めた。"),
}


def save(folder, state, name, title, text, now=NOW):
    url = f"https://news.example.org/{name}"
    target, page = make_target(url), make_page(final_url=url, url=url)
    with ArticleWriter.for_run(folder, ArchiveSettings(raw=False), worker="w", rules="1") as writer:
        prior = state.get(target.key)
        _, record = writer.save(
            make_article(text, title=title), Origin(page=page), target, prior=prior, now=now
        )
        writer.flush()
    state.put([record])
    return record


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    for name, (title, text) in TEXTS.items():
        save(tmp_path, state, name, title, text)
    yield state
    state.close()


def found(folder, state, query, **options):
    with open_index(folder, state) as index:
        index.update()
        hits = index.search(query, limit=options.pop("limit", 10), **options)
        return [hit.record.url.rpartition("/")[2] for hit in hits]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("harbour", {"ferry", "coffee"}),
        ("HARBOUR pounds", {"ferry"}),
        ("pao cafe", {"coffee"}),
        ('"two pounds"', {"ferry"}),
        ('"pounds two"', set()),
        ("cross*", {"ferry"}),
        ("cross", set()),
        ("harbour -ferry", {"coffee"}),
        ("渡し船", {"port"}),
        ("運航", {"port"}),
        ("船渡", set()),
        ("NEAR(harbour", set()),
        ('harbour" OR "x', set()),
    ],
)
def test_words_phrases_beginnings_and_what_must_not_be_there(tmp_path, state, query, names):
    assert set(found(tmp_path, state, query)) == names


def test_a_word_of_the_title_counts_more(tmp_path, state):
    save(tmp_path, state, "other", "Of pounds", "It is " + "the ferry and the ferry again. " * 3)
    assert found(tmp_path, state, "ferry") == ["ferry", "other"]
    assert found(tmp_path, state, "ferry", limit=1) == ["ferry"]
    assert found(tmp_path, state, "ferry", site="nobody.org") == []


def test_the_index_follows_what_changes_and_nothing_else_is_read_again(tmp_path, state):
    with open_index(tmp_path, state) as index:
        assert index.update() == 3
    save(tmp_path, state, "ferry", "The ferry is back", "Now it is a tunnel.", now=LATER)
    with open_index(tmp_path, state) as index:
        assert index.update() == 1
        assert index.update() == 0
    assert found(tmp_path, state, "tunnel") == ["ferry"]
    assert found(tmp_path, state, "crossing") == []


def test_a_damaged_index_is_made_again(tmp_path, state):
    (tmp_path / INDEX).write_bytes(b"no database at all" * 500)
    assert found(tmp_path, state, "渡し船") == ["port"]


def test_an_index_that_another_search_writes_is_left_alone(tmp_path, state, monkeypatch):
    monkeypatch.setattr("scraper.archive.search_index._PATIENCE", 0.01)
    found(tmp_path, state, "harbour")
    inode = (tmp_path / INDEX).stat().st_ino
    with sqlite3.connect(tmp_path / INDEX, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArchiveError, match="locked"):
            found(tmp_path, state, "harbour")
        other.execute("ROLLBACK")
    other.close()
    assert (tmp_path / INDEX).stat().st_ino == inode
    assert found(tmp_path, state, "pounds") == ["ferry"]


def test_a_snippet_marks_what_was_found_and_is_otherwise_the_text(tmp_path, state):
    with open_index(tmp_path, state) as index:
        index.update()
        (hit,) = index.search("渡し船", limit=1)
    assert hit.title == "港の渡し船"
    assert hit.snippet == "東京湾の\x02渡し船\x03が再び運航を始めた。"


@pytest.mark.parametrize("query", ["", "  ", "-x", '""', "*", "--", "?!"])
def test_a_query_without_a_word_is_wrong_usage(query):
    with pytest.raises(UsageError, match="no word"):
        fts_query(query)
