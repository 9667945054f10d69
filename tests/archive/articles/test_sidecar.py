"""Reading a `.json`: of another version, edited by hand, damaged."""

import json
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from scraper.archive.articles.orphans import read_orphan
from scraper.archive.articles.sidecar import (
    Sidecar,
    decode_sidecar,
    encode_sidecar,
    read_sidecar,
)

FULL = (Path(__file__).parent / "as_written/full.json").read_bytes()


MISSING = object()


def edited(**fields):
    return json.dumps({**json.loads(FULL), **fields}).encode()


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b"\xff", b'{"images": [{"path": 3}]}'])
def test_a_json_that_is_missing_or_damaged_is_an_empty_one(tmp_path, content):
    if content is not None:
        (tmp_path / "a.json").write_bytes(content)
    assert read_sidecar(tmp_path, "a.md") == Sidecar()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"title": "\xff"}', FULL[:-9]])
def test_what_is_no_json_object_is_an_error(content):
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError)):
        decode_sidecar(content)


def test_a_file_is_written_again_as_it_was_read():
    assert encode_sidecar(decode_sidecar(FULL)) == FULL


def test_fields_of_a_later_version_are_passed_over():
    http = {**json.loads(FULL)["http"], "priority": 1}
    later = edited(http=http, reading_time=[1, {"unit": "minutes"}])
    assert decode_sidecar(later) == decode_sidecar(FULL)


def test_fields_that_an_earlier_version_did_not_write_are_empty():
    document = json.loads(FULL)
    for name in ("images", "types", "made_by", "confidence"):
        del document[name]
    read = decode_sidecar(json.dumps(document).encode())
    assert (read.images, read.types, read.confidence) == ((), (), None)
    assert read.title == decode_sidecar(FULL).title


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("author", "Ana Lima"),
        ("word_count", "many"),
        ("created", "yesterday"),
        ("evidence", None),
        ("verdict", {"name": "poem", "reason": "", "score": 1}),
        ("raw", {"file": "raw/x"}),
        ("images", [{"path": 3}]),
    ],
)
def test_a_field_that_was_damaged_is_empty_and_the_others_are_read(field, value):
    whole = decode_sidecar(FULL)
    default = getattr(Sidecar(), field)
    assert decode_sidecar(edited(**{field: value})) == structs.replace(whole, **{field: default})


def test_of_a_damaged_response_the_other_facts_are_read():
    http = {**json.loads(FULL)["http"], "status": "two hundred"}
    read = decode_sidecar(edited(http=http)).http
    assert read == structs.replace(decode_sidecar(FULL).http, status=None)
    assert len(read.redirects) == 1


@pytest.mark.parametrize("field", ["key", "source", "domain", "created", "content_hash", "version"])
@pytest.mark.parametrize("value", [None, [], MISSING])
def test_a_file_that_does_not_say_whose_it_is_is_no_articles(tmp_path, field, value):
    (tmp_path / "a.json").write_bytes(FULL)
    assert read_orphan(tmp_path, "a.json").key == "news.example.org/ferry"
    if value is MISSING:
        document = json.loads(FULL)
        del document[field]
        (tmp_path / "a.json").write_text(json.dumps(document))
    else:
        (tmp_path / "a.json").write_bytes(edited(**{field: value}))
    assert read_orphan(tmp_path, "a.json") is None
