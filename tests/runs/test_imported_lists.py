"""What an exported list says of its addresses is in the files of their articles."""

import json

import yaml

from scraper.pipeline.recorder import RunCallbacks
from scraper.runs.session import reprocess_archive
from tests.demo_runs import run, settings_for
from tests.runs.test_run import FERRY, TIDE


def front(ran):
    return yaml.safe_load(
        (ran.folder / "articles" / ran.files[0]).read_text("utf-8").split("---\n")[1]
    )


def test_tags_and_times_of_an_export_become_fields_of_the_article(demo, tmp_path):
    (tmp_path / "pocket.csv").write_text(
        f"title,url,time_added,tags,status\nx,{FERRY},1709985600,boats|night trains,unread\n"
    )
    ran = run(demo, tmp_path / "archive", str(tmp_path / "pocket.csv"))
    fields = front(ran)
    assert fields["tags"][-2:] == ["boats", "night-trains"]
    assert fields["added"].isoformat() == "2024-03-09T12:00:00+00:00"
    sidecar = next(ran.folder.glob("articles/**/*.json"))
    assert json.loads(sidecar.read_bytes())["list_tags"] == ["boats", "night trains"]
    before = front(ran)
    settings = settings_for(demo)
    reprocess_archive(ran.folder, settings, callbacks=RunCallbacks())
    assert front(ran) == before


def test_tags_of_a_later_export_are_added_and_then_requests_are_conditional_again(demo, tmp_path):
    run(demo, tmp_path / "archive", TIDE)
    (tmp_path / "items.json").write_text(json.dumps([{"url": TIDE, "tags": ["gauges"]}]))
    names = []
    for _ in range(2):
        demo.forget_requests()
        ran = run(demo, tmp_path / "archive", str(tmp_path / "items.json"))
        names.append(ran.names[TIDE])
        assert front(ran)["tags"][-1] == "gauges"
    assert names == ["updated", "unchanged"]
    assert "if-none-match" in demo.requests[-1].headers
