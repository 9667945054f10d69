from datetime import timedelta

from scraper.archive.articles.versions import changes, versions
from tests.archive.articles.test_writer import save, text_in
from tests.archive.make import NOW, make_article


def test_texts_come_in_the_order_of_their_versions_though_the_clock_went_back(tmp_path):
    record = None
    for text, days in [("one", 900), ("two", 0), ("three", 1), ("four", 2)]:
        _, record = save(tmp_path, make_article(text), record, now=NOW + timedelta(days=days))
    texts = versions(tmp_path, record)
    assert [text_in(tmp_path, path) for path in texts] == ["one", "two", "three", "four"]


def test_a_change_is_a_diff_of_the_texts_alone(tmp_path):
    _, first = save(tmp_path, make_article("one"))
    _, second = save(tmp_path, make_article("two", description="new"), first)
    lines = list(changes(tmp_path, *versions(tmp_path, second)))
    assert lines[-2:] == ["-one", "+two"]
    assert not any("description" in line for line in lines)
