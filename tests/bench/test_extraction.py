"""The extraction benchmark: corpora are read as they are laid out, and figures are right."""

import json
import subprocess
import sys

import pytest

from bench.extraction import metrics
from bench.extraction.corpora import CORPORA, NoCorpus, decoded
from bench.extraction.extractors import EXTRACTORS, Extracted, Extractor
from bench.extraction.measure import list_lines, measure
from bench.extraction.metrics import Score
from bench.extraction.report import as_markdown, tabulate
from tests.bench.corpora import write_corpora


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write_corpora(tmp_path_factory.mktemp("corpora"))


def perfect(golds):
    """An extractor that returns what it is told to."""
    return Extractor(
        name="perfect", package="x", module="x",
        extract=lambda html, url: Extracted(text=golds[url], title="Ferry 1", authors=("Nobody",)),
    )  # fmt: skip


def test_each_corpus_is_read(root):
    pages = {name: list(read(root)) for name, read in CORPORA.items()}
    assert {name: len(found) for name, found in pages.items()} == {
        "wcxb": 6, "scrapinghub": 1, "trafilatura": 1, "fundus": 1,
    }  # fmt: skip
    first = pages["wcxb"][1]
    assert (first.kind, first.title, first.authors) == ("article", "Ferry 1", ("Marian Holloway",))
    assert pages["fundus"][0].title == "Ferry 92"
    assert pages["fundus"][0].date == "2026-03-14"
    assert pages["trafilatura"][0].unwanted == ("Another story",)


def test_a_corpus_that_is_not_there_says_which(tmp_path):
    with pytest.raises(NoCorpus, match=r"no clone of github\.com/scrapinghub"):
        list(CORPORA["scrapinghub"](tmp_path))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        (b'<meta charset="iso-8859-15">\xa4', '<meta charset="iso-8859-15">€'),
        (b'<meta charset="no-such">\x80', '<meta charset="no-such">€'),
    ],
)
def test_pages_are_decoded_alike_for_all(data, text):
    assert decoded(data) == text


@pytest.mark.parametrize(
    ("text", "gold", "precision", "recall"),
    [("a b", "a b", 1, 1), ("a b c d", "a b", 0.5, 1), ("", "a", 0, 0), ("A a", "a", 0.5, 1)],
)
def test_words(text, gold, precision, recall):
    score = metrics.word_score(text, gold)
    assert (score.precision, score.recall) == (precision, recall)


def test_shingles_are_runs_of_four():
    score = metrics.shingle_score("a b c d e", "a b c d")
    assert (score.right, score.wrong, score.missed) == (0.5, 0.5, 0)


def test_snippets_pool():
    one = metrics.snippet_score("the  ferry\nback", ["ferry back", "x"], ["the", "x y"])
    assert one == Score(1, 1, 1)


def test_list_lines_are_those_of_the_gold_text(root):
    page = list(CORPORA["wcxb"](root))[1]
    assert list_lines(page)[0] == "pier number 1 0 is open to all"
    assert len(list_lines(page)) == 4


def test_a_perfect_extractor_scores_one_and_an_author_too_many_is_counted(root):
    pages = list(CORPORA["wcxb"](root))
    extractor = perfect({page.url: page.text for page in pages})
    rows = [row for page in pages for row in measure(page, [extractor])]
    table = tabulate(rows, ["perfect"])
    assert table["WCXB articles, word F1"]["perfect"] == 1.0
    assert table["WCXB articles, snippets leaked"]["perfect"] == 0.0
    assert table["pages with half their list lines lost"]["perfect"] == 0.0
    assert table["author exact, WCXB articles"]["perfect"] == 0.0
    assert table["title exact, WCXB articles"]["perfect"] == pytest.approx(1 / 3)
    assert table["ScrapingHub, exact"]["perfect"] is None


def test_an_extractor_that_raises_has_found_nothing(root):
    page = next(CORPORA["wcxb"](root))
    broken = Extractor(name="broken", package="x", module="x", extract=lambda html, url: 1 / 0)
    (row,) = measure(page, [broken])
    assert row.failed
    assert row.score.f1 == 0


def test_the_table_is_markdown():
    table = {"F1": {"a": 0.5, "b": None}, "pages": {"a": 12.0, "b": 3.0}}
    lines = as_markdown(table, {"a": "A 1", "b": "B 2"}).splitlines()
    assert lines == ["| measure | A 1 | B 2 |", "|---|---:|---:|", "| F1 | 0.5000 | – |",
                     "| pages | 12 | 3 |"]  # fmt: skip


def test_the_command_prints_figures(root):
    command = [sys.executable, "-m", "bench.extraction", str(root), "--json",
               "--extractors", "scraper,trafilatura"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    table = json.loads(done.stdout)
    assert table["WCXB articles, word F1"]["scraper"] > 0.9
    assert set(table["CPU a page, ms"]) == {"scraper", "trafilatura"}


def test_unknown_names_are_refused(root):
    command = [sys.executable, "-m", "bench.extraction", str(root), "--extractors", "nobody"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "nobody" in done.stderr


def test_the_extractors_are_named_once():
    names = [extractor.name for extractor in EXTRACTORS]
    assert len(set(names)) == len(names)
