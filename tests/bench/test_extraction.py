"""The extraction benchmark: corpora are read in their own layouts, and figures are correct."""

import json
import subprocess
import sys

import pytest

from bench.extraction import metrics
from bench.extraction.calibration import Seen, fitted
from bench.extraction.corpora import CORPORA, METADATA_CORPORA, NoCorpus, decoded
from bench.extraction.extractors import EXTRACTORS, Extracted, Extractor
from bench.extraction.measure import list_lines, measure, warm_up
from bench.extraction.metrics import Score
from bench.extraction.report import Line, as_markdown, tabulate
from tests.bench.corpora import write_corpora


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write_corpora(tmp_path_factory.mktemp("corpora"))


def perfect(golds):
    """An extractor that returns a given result."""
    return Extractor(
        name="perfect", package="x", module="x",
        extract=lambda html, url: Extracted(text=golds[url], title="Ferry 1", authors=("Nobody",)),
    )  # fmt: skip


def test_each_corpus_is_read(root):
    pages = {name: list(read(root)) for name, read in (CORPORA | METADATA_CORPORA).items()}
    assert {name: len(found) for name, found in pages.items()} == {
        "wcxb": 6, "scrapinghub": 1, "trafilatura": 1, "fundus": 1,
        "defuddle": 1, "postlight": 1,
    }  # fmt: skip
    first = pages["wcxb"][1]
    assert (first.kind, first.title, first.authors) == ("article", "Ferry 1", ("Marian Holloway",))
    assert pages["fundus"][0].title == "Ferry 92"
    assert pages["fundus"][0].date == "2026-03-14"
    assert (pages["defuddle"][0].title, pages["defuddle"][0].date) == ("Ferry 93", "2026-03-15")
    assert (pages["postlight"][0].title, pages["postlight"][0].date) == ("Ferry 94", "2026-03-16")
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


def test_list_lines_are_those_with_bullets_in_the_gold_text(root):
    lines = list_lines(list(CORPORA["wcxb"](root))[1])
    assert lines == [f"pier number 1 {n} is open to all" for n in range(5)]
    assert list_lines(next(CORPORA["fundus"](root))) == []


def test_a_page_has_lost_its_lists_when_half_their_lines_are_missing(root):
    page = list(CORPORA["wcxb"](root))[1]
    texts = {n: "\n".join(list_lines(page)[:n]) for n in (2, 3)}
    lost = {
        n: measure(page, [perfect({page.url: text})])[0].lists_lost for n, text in texts.items()
    }
    assert lost == {2: True, 3: False}


def figures_of(root, text_of):
    pages = list(CORPORA["wcxb"](root))
    extractor = perfect({page.url: text_of(page) for page in pages})
    rows = [row for page in pages for row in measure(page, [extractor])]
    return {line.name: line.figures["perfect"] for line in tabulate(rows, ["perfect"])}


def test_a_perfect_extractor_scores_one_and_an_author_too_many_is_counted(root):
    figures = figures_of(root, lambda page: page.text)
    assert figures["WCXB articles, word F1"] == 1.0
    assert figures["WCXB articles, boilerplate snippets leaked"] == 0.0
    assert figures["WCXB articles, half the list lines lost (pages)"] == 0
    assert figures["WCXB articles, author exact"] == 0.0
    assert figures["WCXB articles, title exact"] == pytest.approx(1 / 3)
    assert figures["WCXB articles refused"] == 0.0
    assert figures["ScrapingHub, exact"] is None


def test_an_extractor_that_finds_nothing_refuses_and_loses_all(root):
    figures = figures_of(root, lambda page: "")
    assert figures["WCXB articles refused"] == 1.0
    assert figures["WCXB articles, word F1"] == 0.0
    assert figures["WCXB articles, half the list lines lost (pages)"] == 3


def test_an_extractor_that_raises_has_found_nothing(root):
    page = next(CORPORA["wcxb"](root))
    broken = Extractor(name="broken", package="x", module="x", extract=lambda html, url: 1 / 0)
    (row,) = measure(page, [broken])
    assert row.failed
    assert row.score.f1 == 0


def test_the_first_call_of_an_extractor_is_no_page_of_the_corpora():
    asked = []

    def extract(html, url):
        asked.append(url)
        return Extracted()

    extractor = Extractor(name="a", package="x", module="x", extract=extract)
    warm_up([extractor])
    assert asked == ["http://localhost/"]


def test_the_table_is_markdown():
    lines = [
        Line(name="F1", pages=7, figures={"a": 0.5, "b": None}, digits=4),
        Line(name="lost", pages=3, figures={"a": 12.0, "b": 3.0}, digits=0),
    ]
    assert as_markdown(lines, {"a": "A 1", "b": "B 2"}).splitlines() == [
        "| measure | pages | A 1 | B 2 |", "|---|---:|---:|---:|", "| F1 | 7 | 0.5000 | – |",
        "| lost | 3 | 12 | 3 |",
    ]  # fmt: skip


def run_bench(*arguments):
    command = [sys.executable, "-m", "bench.extraction", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_command_prints_figures(root):
    corpora = ",".join(CORPORA | METADATA_CORPORA)
    done = run_bench(root, "--json", "--extractors", "scraper,trafilatura", "--only", corpora)
    data = json.loads(done.stdout)
    assert set(data["versions"]) == {"scraper", "trafilatura"}
    figures = data["figures"]
    assert figures["WCXB articles, word F1"]["scraper"] > 0.7
    assert figures["CPU, of trafilatura with metadata"]["trafilatura"] == 1.0
    assert None not in [value for line in figures.values() for value in line.values()]


@pytest.mark.slow
def test_the_command_prints_a_table(root):
    done = run_bench(root, "--extractors", "trafilatura", "--only", "wcxb,fundus", "--limit", "2")
    assert done.stdout.startswith("3 pages of wcxb, fundus, ")
    assert "| fundus, word F1 | 1 |" in done.stdout


@pytest.mark.parametrize("option", ["--only", "--extractors"])
def test_unknown_names_are_refused(root, option):
    done = run_bench(root, option, "nobody")
    assert done.returncode != 0
    assert "nobody" in done.stderr


@pytest.mark.slow
def test_the_command_says_which_clone_is_missing(tmp_path):
    done = run_bench(tmp_path, "--extractors", "scraper")
    assert done.returncode != 0
    assert done.stderr.startswith("no clone of github.com/Murrough-Foley")


def test_the_extractors_are_named_once():
    names = [extractor.name for extractor in EXTRACTORS]
    assert len(set(names)) == len(names)


def test_confidences_are_shares_that_never_fall_as_the_rank_grows():
    ranked = [(0.4, True, 30), (0.4, False, 10), (0.8, True, 5), (0.8, False, 25), (0.9, True, 60)]
    seen = [
        Seen("wcxb", "title", "meta:og:title", rank, is_right)
        for rank, is_right, count in ranked
        for _ in range(count)
    ]
    steps = fitted(seen)["title"]["meta"]
    assert [rank for rank, _ in steps] == [0.4, 0.9]
    assert steps[0][1] < steps[1][1] < 1
    lone = fitted([*seen, Seen("wcxb", "title", "h1", 0.5, is_right=False)])["title"]["h1"]
    assert lone[0][1] > 0.5  # one value says little
