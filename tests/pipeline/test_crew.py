"""What a worker leaves behind when it is gone."""

from types import SimpleNamespace

from scraper.models import Target
from scraper.pipeline.messages import Job
from scraper.pipeline.run import Run


def job(url: str, site: str) -> Job:
    target = Target(url=url, key=url.removeprefix("http://"), site=site, source="urls.txt", line=1)
    return Job(target=target, prior=None)


def test_a_page_that_was_not_handed_in_is_given_back_though_its_site_had_ended():
    ended, open_ = job("http://ended.example/1", "ended.example"), job("http://o.example/1", "o")
    run = Run(books=None, settings=None)
    worker = SimpleNamespace(
        sites={"o"}, held={j.target.key: j for j in (ended, open_)}, kill=lambda: None
    )
    run._crew["pipe"] = worker
    run._give_back("pipe")
    assert run._returned == {"ended.example": [ended], "o": [open_]}
    assert sorted(run._sites) == ["ended.example", "o"]
