from scraper.shards import append_log
from scraper.shards.append_log import AppendLog, read_lines


def test_lines_are_read_while_they_are_written(tmp_path):
    path = tmp_path / "journal"
    assert read_lines(path, 0) == ([], 0)
    with AppendLog(path) as file:
        file.append([b"one", b"two"])
        first, offset = read_lines(path, 0)
        assert first == [b"one", b"two"]
        assert read_lines(path, offset) == ([], offset)
        file.append([b"three"])
        assert read_lines(path, offset)[0] == [b"three"]


def test_a_line_that_is_not_whole_is_not_read(tmp_path):
    path = tmp_path / "journal"
    path.write_bytes(b"one\ntw")
    assert read_lines(path, 0) == ([b"one"], 4)


def test_what_a_crash_cut_short_is_a_line_of_its_own(tmp_path):
    path = tmp_path / "journal"
    path.write_bytes(b"one\ntw")
    with AppendLog(path) as file:
        file.append([b"three"])
    assert path.read_bytes() == b"one\ntw\nthree\n"


def test_a_whole_file_is_gone_on_with_as_it_is(tmp_path):
    path = tmp_path / "journal"
    for line in (b"one", b"two"):
        with AppendLog(path) as file:
            file.append([line])
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_long_file_is_read_in_parts_and_a_long_line_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(append_log, "_CHUNK", 10)
    path = tmp_path / "journal"
    path.write_bytes(b"a\nb\n" + b"c" * 30 + b"\nd\n")
    read, offset = [], 0
    while (part := read_lines(path, offset))[0]:
        read.append(part[0])
        offset = part[1]
    assert read == [[b"a", b"b"], [b"c" * 30], [b"d"]]
