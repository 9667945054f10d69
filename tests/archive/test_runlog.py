import json
from datetime import timedelta

import pytest

from scraper.archive.runlog import RunLog, drop_old_logs
from scraper.errors import ArchiveError
from scraper.outcomes import Outcome, OutcomeName
from tests.archive.make import LATER, NOW, URL, make_target


def lines(log):
    content = log.path.read_bytes()
    assert content.isascii()
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def test_a_line_says_how_a_target_ended(tmp_path):
    with RunLog(tmp_path, NOW) as log:
        log.write(
            Outcome(
                target=make_target(),
                name=OutcomeName.FAILED,
                reason="503",
                status=503,
                retry_at=LATER,
            )
        )
    assert log.path == tmp_path / "runs/20261123T123015.000000Z.jsonl"
    (line,) = lines(log)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "url": URL,
        "outcome": "failed",
        "reason": "503",
        "status": 503,
        "words": 0,
        "retry_at": LATER.isoformat(),
        "source": "list",
        "line": 3,
    }


def test_whatever_a_page_says_stays_on_its_line(tmp_path):
    title = "a\nb\r\u2028c\x1b[31m\x00\ud800😀\x85"
    with RunLog(tmp_path, NOW) as log:
        log.write(Outcome(target=make_target(), name=OutcomeName.NEW, title=title))
        log.write(Outcome(target=make_target(), name=OutcomeName.THIN))
    assert [line["outcome"] for line in lines(log)] == ["new", "thin"]
    assert lines(log)[0]["title"] == title


def test_a_line_is_in_the_file_before_the_log_is_closed(tmp_path):
    with RunLog(tmp_path, NOW) as log:
        log.write(Outcome(target=make_target(), name=OutcomeName.NEW))
        assert len(lines(log)) == 1


def test_a_bug_leaves_its_traceback(tmp_path):
    with RunLog(tmp_path, NOW) as log:
        log.write(Outcome(target=make_target(), name=OutcomeName.FAILED), traceback="Traceback…")
    assert lines(log)[0]["traceback"] == "Traceback…"


def test_a_folder_that_cannot_be_made_is_an_archive_error(tmp_path):
    (tmp_path / "runs").write_text("in the way")
    with pytest.raises(ArchiveError, match="runs"):
        RunLog(tmp_path, NOW)


def test_a_run_that_asked_nothing_leaves_no_log(tmp_path):
    with RunLog(tmp_path, NOW) as log:
        pass
    assert not log.path.exists()


def test_logs_go_after_their_time_and_nothing_else_does(tmp_path):
    old, young = NOW - timedelta(days=91), NOW - timedelta(days=89)
    for when in (old, young):
        with RunLog(tmp_path, when) as log:
            log.write(Outcome(target=make_target(), name=OutcomeName.NEW))
    mine = tmp_path / "runs" / "notes.jsonl"
    mine.write_text("mine")
    drop_old_logs(tmp_path, NOW, 0)
    assert len(list((tmp_path / "runs").iterdir())) == 3
    drop_old_logs(tmp_path, NOW, 90)
    assert {path.name for path in (tmp_path / "runs").iterdir()} == {log.path.name, mine.name}
