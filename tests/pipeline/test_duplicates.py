"""An article with several addresses is saved once; a different article is never a duplicate."""

import pytest
from msgspec.structs import replace
from warcio.archiveiterator import ArchiveIterator

from scraper.archive.minhash import minhash_of
from scraper.archive.state.state_store import State
from scraper.outcomes import Outcome, OutcomeName
from scraper.pipeline.duplicates import deduplicate
from scraper.pipeline.job import Result
from tests.archive.make import make_record, make_target
from tests.demo_runs import run

A, B = "http://courier.example/one", "http://notes.example/two"
SENTENCES = [
    f"In sentence number {n} the harbour master of Eastham counted {n * 7} boats and wrote it down."
    for n in range(30)
]


def page(title: str, sentences: list[str], head: str = "") -> bytes:
    text = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    head = f"<head><title>{title}</title>{head}</head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{text}".encode()


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


def test_nearly_the_same_text_on_another_site_is_a_duplicate(demo, tmp_path):
    demo.override(A, body=page("Boats counted", SENTENCES))
    demo.override(
        B, body=page("Harbour master counts", [*SENTENCES[:-2], "This is the agency's end."])
    )
    ran = run(demo, tmp_path, A, B)
    assert sorted(ran.names.values()) == ["duplicate", "new"]
    assert len(ran.files) == 1
    rows = ran.rows("SELECT duplicate_of <> '', path <> '' FROM article ORDER BY outcome")
    assert rows == [(1, 0), (0, 1)]


def test_a_text_with_the_same_template_and_other_numbers_is_another_article(demo, tmp_path):
    other = [s.replace("boats", "ships").replace("number", "line") for s in SENTENCES]
    demo.override(A, body=page("Boats", SENTENCES))
    demo.override(B, body=page("Boats", other))
    assert set(run(demo, tmp_path, A, B).names.values()) == {"new"}


def test_a_related_text_that_names_a_saved_one_as_canonical_is_a_duplicate(demo, tmp_path):
    amp = "http://courier.example/one/amp"
    demo.override(A, body=page("Boats", SENTENCES))
    demo.override(amp, body=page("Boats", SENTENCES[:20], canonical(A)))
    run(demo, tmp_path, A)
    assert run(demo, tmp_path, amp).names == {amp: "duplicate"}


def test_the_canonical_page_of_a_saved_copy_is_a_duplicate_of_it(demo, tmp_path):
    amp = "http://courier.example/one/amp"
    demo.override(A, body=page("Boats", SENTENCES))
    demo.override(amp, body=page("Boats", SENTENCES[:20], canonical(A)))
    run(demo, tmp_path, amp)
    assert run(demo, tmp_path, A).names == {A: "duplicate"}


def test_a_site_that_calls_one_page_the_canonical_address_of_all_loses_none(demo, tmp_path):
    other = "http://courier.example/other"
    different = [s.replace("boats", "lamps").replace("harbour", "tower")[::-1] for s in SENTENCES]
    demo.override(A, body=page("Boats", SENTENCES, canonical(A)))
    demo.override(other, body=page("Lamps", different, canonical(A)))
    assert set(run(demo, tmp_path, A, other).names.values()) == {"new"}


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


SIGNATURE = minhash_of(" ".join(SENTENCES))


def result_of(key, name, **changes):
    record = make_record(key, minhash=SIGNATURE, text_hash="cd", outcome=name, **changes)
    outcome = Outcome(target=make_target(f"https://{key}"), name=name, path=record.path)
    return Result(outcome=outcome, record=record)


def test_what_another_worker_saved_in_the_same_moment_is_withdrawn(state):
    saved = make_record("a.org/1", path="articles/a.md", text_hash="ab", minhash=SIGNATURE)
    state.put([saved])
    result = result_of("b.org/1", OutcomeName.NEW, path="articles/b.md")
    (joined,) = deduplicate([result], state)
    assert joined.outcome.name is OutcomeName.DUPLICATE
    assert (joined.record.path, joined.record.duplicate_of) == ("", saved.id)
    assert joined.superseded_path == "articles/b.md"
    same = replace(result, record=replace(saved))
    assert deduplicate([same], state) == (same,)


def test_a_copy_of_an_article_that_is_withdrawn_is_one_of_the_saved_article(state):
    saved = make_record("a.org/1", path="articles/a.md", text_hash="ab", minhash=SIGNATURE)
    state.put([saved])
    first = result_of("b.org/1", OutcomeName.NEW, path="articles/b.md")
    copy = result_of("b.org/2", OutcomeName.DUPLICATE, duplicate_of=first.record.id)
    withdrawn, together = deduplicate([first, copy], state)
    state.put([withdrawn.record])
    (later,) = deduplicate([copy], state)
    for joined in (together, later):
        assert joined.record.duplicate_of == saved.id
        assert (joined.outcome.path, joined.outcome.reason) == (saved.path, f"of {saved.url}")


@pytest.mark.parametrize("changed", [False, True])
def test_a_body_that_is_the_same_is_kept_once(demo, tmp_path, changed):
    demo.override(A, body=page("Boats", SENTENCES), headers={"Cache-Control": "no-cache"})
    run(demo, tmp_path, A)
    tail = b"<!-- 2 -->" if changed else b""
    demo.override(A, body=page("Boats", SENTENCES) + tail, headers={"ETag": '"other"'})
    assert run(demo, tmp_path, A).names == {A: "unchanged"}
    kinds = []
    for file in sorted((tmp_path / "raw").iterdir()):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_headers.get_header("WARC-Target-URI") == A:
                    kinds.append(record.rec_type)
                if record.rec_type == "revisit":
                    profile = record.rec_headers.get_header("WARC-Profile")
                    assert profile.endswith("identical-payload-digest")
                    assert record.rec_headers.get_header("WARC-Refers-To-Target-URI") == A
    assert kinds == ["response", "request", "response" if changed else "revisit", "request"]
