"""`scraper why`: the blocks of a page, and why each was kept or dropped."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from scraper.cli.explanation_view import ExplanationView
from scraper.extraction.explain import explain
from tests.extraction.outlines import paragraphs
from tests.runs.test_run import FERRY

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
PAGE = FIXTURES / "news--related-boxes" / "page.html"


def sheet(html: str, **options: object) -> list[str]:
    return list(ExplanationView(**options).lines(explain(html)))


def test_a_file_is_explained_with_verdict_metadata_and_every_block(scraper):
    done = scraper("why", str(PAGE), "--url", "https://post.example/travel/night-trains")
    lines = done.out.splitlines()
    assert (done.code, done.talk) == (0, "")
    assert lines[:2] == [
        "article: 331 words (score 0.97)",
        "https://post.example/travel/night-trains",
    ]
    assert lines[2].startswith("expected F1 of its words: 0.9")
    assert "authors       Oona Fairweather" in lines
    assert re.search(r"^ {14}meta:author, 0\.\d\d$", done.out, re.MULTILINE)
    head = lines.index("- prune: share bar  (div#content > article.post > ul.share-bar)")
    assert lines[head + 1] == "-     3 100%  li      Share on Facebook"


def test_nothing_is_coloured_and_nothing_is_wider_than_80_columns_in_a_pipe(scraper):
    out = scraper("why", str(PAGE)).out
    assert "\x1b" not in out
    assert max(map(cell_len, out.splitlines())) == 80


def test_a_url_is_fetched_and_explained(scraper):
    done = scraper("why", FERRY, "--config", scraper.config)
    assert done.out.startswith(f"article: 339 words (score 0.97)\n{FERRY}\n")


def test_json_is_one_document_with_whole_texts(scraper):
    done = scraper("why", str(PAGE), "--json")
    assert done.json["verdict"]["name"] == "article"
    assert done.json["metadata"]["author"] == ["Oona Fairweather"]
    assert {"field": "authors", "value": "Oona Fairweather"}.items() <= next(
        e for e in done.json["evidence"] if e["field"] == "authors"
    ).items()
    blocks = done.json["blocks"]
    assert sum(block["words"] for block in blocks if block["kept"]) == done.json["words_kept"]
    assert max(len(block["text"]) for block in blocks) > 200
    assert {block["step"] for block in blocks if not block["kept"]} >= {"body", "prune"}


def test_standard_input_is_read_and_an_empty_page_is_explained(scraper):
    done = scraper("why", "-", stdin=b"")
    assert done.code == 0
    assert done.out.startswith("empty: the page has no text (score 1.00)\n")


@pytest.mark.parametrize(
    ("arguments", "code", "talk"),
    [
        (["nowhere.html"], 2, "scraper: nowhere.html: No such file or directory\n"),
        (["http://"], 2, "scraper: http://: not a valid URL\n"),
        (["ftp://a.example/"], 2, "scraper: ftp://a.example/: scheme 'ftp'"),
        (["http://a.example/", "--url", "x"], 2, "scraper: --url: only for a file"),
        (["http://127.0.0.1:9/"], 1, "scraper: blocked: 127.0.0.1"),
        ([".", "--config", "nowhere.toml"], 2, "scraper: nowhere.toml: No such file"),
    ],
)
def test_what_cannot_be_explained_is_said_in_one_line(scraper, arguments, code, talk):
    done = scraper("why", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.talk.startswith(talk)
    assert done.talk.count("\n") == 1


def test_a_page_that_is_gone_is_1(scraper):
    done = scraper("why", "http://post.example/travel/lost", "--config", scraper.config)
    assert (done.code, done.out) == (1, "")
    assert done.talk.startswith("scraper: gone: HTTP 404")


def test_what_a_page_says_is_escaped_wherever_it_stands():
    hostile = "\u202e\u2066x"
    html = (
        f"<title>T{hostile}</title><meta name=author content='A{hostile} B'>"
        f"<body class='a{hostile}'><div id='{hostile}'>{paragraphs(2, words=hostile)}"
    )
    text = "\n".join(sheet(html))
    assert "\\u202e\\u2066x" in text
    assert "\u202e" not in text


def test_wide_letters_count_two_columns():
    lines = sheet(f"<title>{'日本' * 60}</title><p>{'漢字の文章。' * 40}</p>")
    assert max(map(cell_len, lines)) <= 80
    assert lines[3].endswith("…")


def test_a_rule_of_any_length_and_a_line_of_any_length_fit():
    lines = sheet(f"<div id={'x' * 300}><p>{'word ' * 100_000}</p></div>", columns=60)
    assert max(map(cell_len, lines)) <= 60


def test_colour_only_marks_what_is_there_without_it():
    plain, coloured = sheet(PAGE.read_text()), sheet(PAGE.read_text(), colour=True)
    assert [_uncoloured(line) for line in coloured] == plain
    assert "\x1b[32m" in coloured[0]


@pytest.mark.slow
def test_a_terminal_has_colour_unless_it_is_not_wanted():
    assert "\x1b[" in _on_a_terminal({})
    assert "\x1b[" not in _on_a_terminal({"NO_COLOR": "1"})


def test_the_json_of_hostile_text_is_json(scraper):
    page = b"<title>\x1b]0;x\x07</title><p>a\x00b \xe2\x80\xae</p>"
    done = scraper("why", "-", "--json", stdin=page)
    assert "\x1b" not in done.out
    assert json.loads(done.out)["blocks"]


def _uncoloured(line: str) -> str:
    for code in ("32", "33", "31", "90", "0"):
        line = line.replace(f"\x1b[{code}m", "")
    return line


def _on_a_terminal(environment: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "scraper", "why", str(PAGE)]
    with subprocess.Popen(
        command, stdout=theirs, env={**os.environ, "TERM": "xterm", **environment}
    ) as process:
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:  # the error of Linux for a closed other end
            pass
        assert process.wait(timeout=30) == 0
    os.close(ours)
    return seen.decode()


def test_html_is_a_file_and_nothing_on_stdout(scraper):
    done = scraper("why", str(PAGE), "--html", "why.html")
    assert (done.code, done.out, done.talk) == (0, "", "")
    page = (scraper.folder / "why.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Content-Security-Policy" in page


def test_html_goes_to_standard_output_for_a_dash(scraper):
    assert scraper("why", str(PAGE), "--html", "-").out.startswith("<!DOCTYPE html>")


def test_html_that_cannot_be_written_is_said(scraper):
    done = scraper("why", str(PAGE), "--html", "nowhere/why.html")
    assert (done.code, done.talk) == (4, "scraper: nowhere/why.html: No such file or directory\n")


def test_html_and_json_are_one_too_many(scraper):
    assert scraper("why", str(PAGE), "--html", "a.html", "--json").code == 2


def test_an_id_is_explained_from_the_raw_page_of_the_archive(scraper):
    scraper.run(FERRY)
    article_id = json.loads(scraper("list", "--json").out.splitlines()[0])["id"]
    done = scraper("why", article_id)
    assert done.out.startswith("article: 339 words")
    assert done.out.splitlines()[1] == FERRY
    with_file = scraper.folder / article_id
    with_file.write_text("<p>a file")
    assert scraper("why", article_id).out.startswith("thin: only 2 words")


def test_an_id_without_a_page_is_said_in_one_line(scraper):
    unknown = scraper("why", "aaaaaaaa")
    assert (unknown.code, unknown.talk) == (
        4,
        "scraper: aaaaaaaa: no such file; archive: no archive here (no state.sqlite)\n",
    )
    scraper.run(FERRY, "--no-raw")
    article_id = json.loads(scraper("list", "--json").out.splitlines()[0])["id"]
    assert scraper("why", "aaaaaaaa").talk == "scraper: nothing in archive for aaaaaaaa\n"
    done = scraper("why", article_id)
    assert (done.code, done.talk) == (1, f"scraper: no raw page in archive for {article_id}\n")
