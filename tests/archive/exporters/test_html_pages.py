"""Exported pages in a real browser, from a folder: search works, nothing of a page is run."""

import re
from dataclasses import replace

import pytest
from msgspec import structs

from scraper.archive.exporters import FOLDERS
from tests.archive.exporters.test_epub import articles
from tests.web.test_browser import BROWSER, HOSTILE, RUN, dom_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed (.ci/run does it)"),
]
# What a reader does, in place of a reader: words in the field for the search.
TYPES = """<script>addEventListener("load", () => {
  const field = document.getElementById("search");
  field.value = "NÈVER closed"; field.dispatchEvent(new Event("input"));
});</script>"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    found = [
        replace(
            each,
            sidecar=structs.replace(
                each.sidecar,
                title=f"{HOSTILE} {each.record.id}",
                tags=(HOSTILE, "a"),
                domain=HOSTILE,
            ),
        )
        for each in articles(folder)
    ]
    (folder / "pages").mkdir()
    FOLDERS["html"](iter(found), folder / "pages")
    return folder / "pages"


def test_the_search_works_without_a_server(pages, tmp_path):
    index = pages / "index.html"
    typed = pages / "typed.html"
    policy = re.compile(r"script-src [^;]*")
    text = index.read_text("utf-8")
    assert policy.search(text).group() == "script-src 'self' file:"
    # the policy as it is, but for the script of this test
    text = policy.sub("script-src 'self' file: 'unsafe-inline'", text, count=1)
    typed.write_text(text.replace("</body>", f"{TYPES}</body>"), "utf-8")
    seen = dom_at(typed.as_uri(), tmp_path)
    assert "1 of 6" in seen
    assert re.findall(r'<li data-id="(\d+)" dir="auto">', seen) == ["00000001"]


@pytest.mark.parametrize("name", ["index.html", "tags.html", "articles/00000001.html"])
def test_nothing_of_a_page_is_run_even_without_the_policy(pages, name, tmp_path):
    page = (pages / name).read_text("utf-8")
    without = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert without != page
    (pages / name).with_name("without.html").write_text(without, "utf-8")
    seen = dom_at((pages / name).with_name("without.html").as_uri(), tmp_path)
    assert not re.search(r"<html[^>]*data-ran", seen)
    assert not re.search(r"<(?:iframe|svg)\b|<img src=x", seen)
    assert "\u202e" not in seen


def test_the_policy_forbids_scripts(pages, tmp_path):
    page = (pages / "tags.html").read_text("utf-8")
    path = pages / "with.html"
    path.write_text(page.replace("</body>", f"<script>{RUN}</script></body>"), "utf-8")
    assert not re.search(r"<html[^>]*data-ran", dom_at(path.as_uri(), tmp_path))
