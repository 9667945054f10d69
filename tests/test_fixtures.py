"""Every page under fixtures/ gives the result in its folder: text, verdict and metadata."""

import json
from datetime import date
from pathlib import Path

import pytest

from scraper import extract
from scraper.models import Article, VerdictName

FOLDER = Path(__file__).parent.parent / "fixtures"
CASES = sorted(path.parent for path in FOLDER.glob("*/page.html"))


def extracted(case: Path) -> tuple[Article, dict]:
    expected = json.loads((case / "expected.json").read_text("utf-8"))
    return extract((case / "page.html").read_bytes(), url=expected["url"]), expected


def as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_article_comes_out_and_nothing_else(case):
    article, expected = extracted(case)
    assert article.verdict.name == expected["verdict"]
    if article.verdict.name is VerdictName.ARTICLE:
        assert article.markdown + "\n" == (case / "expected.md").read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_metadata_is_what_the_page_says(case):
    article, expected = extracted(case)
    fields = expected.keys() - {"url", "verdict"}
    found = {name: as_json(getattr(article.metadata, name)) for name in fields}
    assert found == {name: expected[name] for name in fields}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_field_that_is_filled_has_its_evidence(case):
    article, _ = extracted(case)
    named = {evidence.field for evidence in article.metadata.evidence}
    fields = article.metadata.__dataclass_fields__.keys() - {"evidence"}
    assert named == {
        name for name in fields if getattr(article.metadata, name) not in ("", (), None)
    }


def test_each_of_the_four_founding_shapes_is_there():
    names = {case.name for case in CASES if case.name.startswith("founding--")}
    assert names == {
        f"founding--{s}" for s in ("semantic", "div-soup", "flat-paragraphs", "table-br")
    }
