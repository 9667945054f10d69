"""The confidence of a value is the measured share of right ones, whatever its rank was."""

import pytest

from scraper.extraction.metadata.stated_confidence import (
    family_of,
    share_of,
    stated_confidence,
)
from tests.extraction.metadata.reading import metadata_of

SHARES = {"title": {"h1": [(0.6, 0.7), (0.95, 0.9)]}}


@pytest.mark.parametrize(
    ("rank", "share"), [(0.5, 0.7), (0.6, 0.7), (0.9, 0.7), (0.95, 0.9), (1.0, 0.9)]
)
def test_the_share_of_the_next_lower_rank(rank, share):
    assert share_of(SHARES, "title", "h1", rank) == share


def test_what_was_not_measured_keeps_its_rank():
    assert share_of(SHARES, "title", "h2", 0.4) == 0.4
    assert stated_confidence("site_name", "meta:og:site_name", 0.95) == 0.95


@pytest.mark.parametrize(
    ("source", "family"),
    [
        ("json-ld:author", "json-ld"),
        ("near the headline, its class", "near the headline"),
        ("time, anywhere (a guess)", "a guess"),
        ("h1", "h1"),
    ],
)
def test_sources_of_a_kind_are_measured_together(source, family):
    assert family_of(source) == family


@pytest.mark.parametrize("field", ["title", "authors", "published"])
@pytest.mark.parametrize("source", ["json-ld:x", "meta:x", "h1", "time", "byline", "a guess"])
def test_what_is_stated_never_falls_as_the_rank_grows(field, source):
    stated = [stated_confidence(field, source, rank / 100) for rank in range(101)]
    assert stated == sorted(stated)
    assert all(0 <= share <= 1 for share in stated)


def test_the_evidence_states_it():
    metadata = metadata_of("<title>A quiet harbour</title><h1>A quiet harbour</h1>")
    evidence = next(one for one in metadata.evidence if one.field == "title")
    assert evidence.confidence == stated_confidence("title", "h1", 0.95)
