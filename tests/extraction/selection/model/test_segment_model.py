"""The model file: only numbers, as its card describes, and useful."""

import hashlib
import json
from importlib import resources
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection.model import Features, Model, default_model, probability
from scraper.extraction.selection.model.features import FIRST, SECOND
from scraper.extraction.selection.model.segment_model import FILE
from scraper.models import Metadata

HERE = resources.files("scraper.extraction.selection.model")


def test_the_card_is_of_this_file_and_these_features():
    card = json.loads(HERE.joinpath("segments.json").read_text("utf-8"))
    assert card["sha256"] == hashlib.sha256(HERE.joinpath(FILE).read_bytes()).hexdigest()
    assert card["features"] == list(SECOND)
    assert any("CC-BY-4.0" in data["licence"] for data in card["data"])


def test_no_node_asks_for_a_feature_that_is_not():
    model = default_model()
    assert max(batch.feature.max() for batch in model.first.batches) < len(FIRST)
    assert max(batch.feature.max() for batch in model.second.batches) < len(SECOND)


def test_a_file_with_objects_in_it_is_refused():
    file = BytesIO()
    np.savez(file, first_starts=np.array([{"a": 1}], dtype=object))
    file.seek(0)
    with pytest.raises(ValueError, match="pickle"):
        Model.read(file)


def test_the_file_is_a_zip_of_arrays():
    with ZipFile(BytesIO(HERE.joinpath(FILE).read_bytes())) as file:
        assert {name.rpartition(".")[2] for name in file.namelist()} == {"npy"}


def test_the_story_is_likelier_than_the_menu_and_the_cards():
    story = "".join(
        f"<p>The council said in its report of day {day} that the ferry, which had been out of "
        "service for years, would sail again before the summer, and that fares would not rise.</p>"
        for day in range(6)
    )
    cards = "".join(f"<li><a href=/s{n}>Another story {n}</a></li>" for n in range(8))
    html = (
        f"<nav><ul>{cards}</ul></nav><article><h1>The ferry</h1>{story}</article>"
        f"<aside class=related><h3>Related</h3><ul>{cards}</ul></aside>"
        "<footer>© 2026 The Echo</footer>"
    )
    outline = make_outline(strip(parse(html)))
    features = Features(outline, Metadata(), np.zeros(len(outline.segments)))
    chances = probability(default_model().log_odds(features))
    for segment, value in zip(outline.segments, chances, strict=True):
        if segment.text.startswith("The council"):
            assert value > 0.9
        elif segment.text.startswith(("Another", "©")):
            assert value < 0.2
