import pytest

from scraper.archive.articles.paths import json_path
from scraper.archive.articles.revision import Origin
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.state.state_store import State
from scraper.archive.verification import Trouble, verify_archive
from scraper.settings import ArchiveSettings
from tests.archive.articles.test_assets import PNG, A, B, illustrated, save
from tests.archive.make import NOW, make_article, make_page, make_target


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


@pytest.fixture
def record(tmp_path, state):
    with ArticleWriter.for_run(tmp_path, ArchiveSettings(), worker="w", rules="1") as writer:
        page = make_page()
        raw = writer.save_raw(page)
        origin = Origin(page=page, raw=raw)
        _, record = writer.save(make_article(), origin, make_target(), prior=None, now=NOW)
        writer.flush()
    state.put([record])
    return record


def troubles(folder, state):
    return [(finding.trouble, finding.path) for finding in verify_archive(folder, state)]


def test_a_whole_archive_has_no_findings(tmp_path, state, record):
    assert troubles(tmp_path, state) == []


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize(
    ("content", "trouble"),
    [(None, None), (b"", Trouble.DAMAGED), (b"---\ntorn", Trouble.DAMAGED)],
)
def test_a_file_that_is_gone_empty_or_torn(tmp_path, state, record, beside, content, trouble):
    path = json_path(record.path) if beside else record.path
    if content is None:
        (tmp_path / path).unlink()
        trouble = Trouble.MISSING if beside else Trouble.DELETED
    else:
        (tmp_path / path).write_bytes(content)
    assert troubles(tmp_path, state) == [(trouble, path)]


def test_a_text_that_was_edited_by_hand_is_no_damage(tmp_path, state, record):
    with (tmp_path / record.path).open("a") as file:
        file.write("\nMy own note.\n")
    assert troubles(tmp_path, state) == [(Trouble.EDITED, record.path)]


@pytest.mark.parametrize("kept", [None, 5, 200])
def test_a_raw_file_that_is_gone_or_damaged(tmp_path, state, record, kept):
    raw = tmp_path / record.raw.file
    content = raw.read_bytes()
    if kept is None:
        raw.unlink()
    else:
        raw.write_bytes(content[: record.raw.offset + kept])
    assert troubles(tmp_path, state) == [(Trouble.NO_RAW, record.raw.file)]


def test_bytes_that_changed_inside_a_raw_record_are_noticed(tmp_path, state, record):
    raw = tmp_path / record.raw.file
    content = bytearray(raw.read_bytes())
    content[record.raw.offset + 40] ^= 0xFF
    raw.write_bytes(content)
    assert troubles(tmp_path, state) == [(Trouble.NO_RAW, record.raw.file)]


@pytest.mark.parametrize("is_half", [False, True])
def test_a_later_text_whose_row_was_not_stored_is_no_damage(tmp_path, state, record, is_half):
    old = (tmp_path / record.path).read_bytes()
    _, later = save(tmp_path, make_article("Another text."), record)  # killed before the row
    if is_half:
        (tmp_path / record.path).write_bytes(old)
    (finding,) = verify_archive(tmp_path, state)
    path = json_path(record.path) if is_half else record.path
    assert (finding.trouble, finding.path) == (Trouble.AHEAD, path)
    assert finding.record.version == (1 if is_half else later.version)


@pytest.mark.parametrize("content", [None, b"other bytes"])
def test_an_image_that_is_gone_or_damaged(tmp_path, state, content):
    _, record = save(tmp_path, illustrated(), bodies={A: PNG, B: PNG})
    state.put([record])
    assert troubles(tmp_path, state) == []
    (image,) = (path for path in (tmp_path / "articles/images").rglob("*") if path.is_file())
    image.unlink() if content is None else image.write_bytes(content)
    found = list(verify_archive(tmp_path, state))
    assert {f.trouble for f in found} == {Trouble.IMAGE}
    assert {f.record.key for f in found} == {record.key}


def test_files_without_a_row_and_files_that_a_kill_left(tmp_path, state, record):
    left = tmp_path / "articles" / ".new" / "0123456789abcdef"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    with state.database.transaction():
        state.database.connection.execute("DELETE FROM article")
    found = list(verify_archive(tmp_path, state))
    assert [(f.trouble, f.path) for f in found] == [
        (Trouble.TEMPORARY, left.relative_to(tmp_path).as_posix()),
        (Trouble.NO_ROW, json_path(record.path)),
    ]
    assert found[1].record.key == record.key
    assert (found[1].record.path, found[1].record.site) == (record.path, record.site)
