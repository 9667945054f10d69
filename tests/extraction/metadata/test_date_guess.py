"""The day of pages that say it neither in markup nor near the headline."""

from datetime import date, datetime

import pytest

from tests.extraction.metadata.reading import metadata_of

BODY = "<p>The harbour was quiet and the ferries lay at the quay while the guides slept.</p>" * 15


def read(rest: str, head: str = ""):
    html = f"<head>{head}</head><body><h1>The quiet harbour</h1>{BODY}{rest}</body>"
    return metadata_of(html, url="https://news.example/a", now=None)


@pytest.mark.parametrize(
    "rest",
    [
        '<div class="card"><time datetime="2025-05-12">May</time></div>',
        '<div class="card"><time>12 May 2025</time></div>',
        "<p>Jane Doe</p><p>May 12, 2025</p><p>© 2026 The News</p>",
        "<p>2025 May 12</p>",
        '<script>var page = {"title": "T", "datePublished": "2025-05-12"}</script>',
        r'<script>push("{\"publishedAt\":\"2025-05-12T08:00:00Z\"}")</script>',
    ],
)
def test_what_nothing_speaks_against_is_a_guess(rest):
    metadata = read(rest)
    found = metadata.published
    assert (found.date() if isinstance(found, datetime) else found) == date(2025, 5, 12)
    source = next(e.source for e in metadata.evidence if e.field == "published")
    assert source.endswith("(a guess)")


@pytest.mark.parametrize(
    "rest",
    [
        "<p>May 12, 2025</p><p>June 1, 2024</p>",  # two days: whose?
        "<p>© 12.05.2025 The News</p>",
        '<img src="/2025/05/12/harbour.jpg">',
        "<p>It was on May 12, 2025 that the last of the ferries left, and none came back.</p>",
        '<div id="comments"><time datetime="2025-05-12"></time><p>May 12, 2025</p></div>',
        "<aside><p>May 12, 2025</p></aside>",
        '<script>var build = "2025-05-12"; var x = {"dateModified": "2025-05-12"}</script>',
    ],
)
def test_no_guess_is_better_than_a_wrong_one(rest):
    assert read(rest).published is None


@pytest.mark.parametrize("name", ["w-published-date", "acme.publish_time", "publication-date"])
def test_a_sites_own_name_for_the_day(name):
    head = f'<meta name="{name}" content="2025-05-12">'
    assert read("", head).published == date(2025, 5, 12)


def test_a_name_that_only_sounds_like_it():
    assert read("", '<meta name="publisher-updated" content="2025-05-12">').published is None
