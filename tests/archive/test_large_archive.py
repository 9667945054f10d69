"""100,000 rows: listed, updated and repaired as ten rows are."""

from itertools import islice

import pytest

from scraper.archive.archive_folder import open_archive
from scraper.archive.readonly import reading
from scraper.archive.verification import verify_archive
from scraper.cli.main import cli
from scraper.models import Target
from scraper.outcomes import OutcomeName
from tests.archive.make import make_record

ROWS = 100_000
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    base = make_record(outcome=OutcomeName.GONE, reason="HTTP 404")
    with open_archive(folder) as archive:
        archive.state.put(
            make_record(f"s{n % 997}.example/{n}", id=f"{n:08d}", site=f"s{n % 997}.example",
                        outcome=base.outcome, reason=base.reason)
            for n in range(ROWS)
        )  # fmt: skip
    return folder


def test_all_are_read_one_by_one(folder):
    with reading(folder) as state:
        assert sum(1 for _ in state.records()) == ROWS
        assert state.get_by_id("00054321").url == "https://s483.example/54321"
        assert next(islice(state.records(), 5, None)).site == "s0.example"
        assert list(verify_archive(folder, state)) == []


def test_a_list_of_as_many_waits_on_the_disk_and_is_handed_out_with_what_is_known(folder):
    targets = (
        Target(url=f"https://s{n % 997}.example/{n}", key=f"s{n % 997}.example/{n}",
               site=f"s{n % 997}.example")
        for n in range(ROWS)
    )  # fmt: skip
    with open_archive(folder) as archive:
        assert archive.queue.add(targets) == ROWS
        assert len(archive.queue.groups()) == 997
        taken = archive.queue.take("s3.example", 50)
        assert len(taken) == 50
        assert all(prior is not None and prior.key == target.key for target, prior in taken)
        archive.queue.clear()
        assert len(archive.queue) == 0


def test_the_command_lists_them(folder, capsys):
    code = cli(["list", "-o", str(folder), "--failed"], standalone_mode=False)
    assert (code, capsys.readouterr().out.count("gone  ")) == (0, ROWS)
