"""Every page of the reader in a real browser: axe-core finds no serious fault, nothing is cut off,
and the pages work from the keyboard and without JavaScript.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from bench.reader.browser import DESKTOP, PHONE, browser, chromium
from bench.reader.serving import serving_reader
from fixtures.server import DemoSite
from scraper.archive.readonly import reading
from scraper.extraction.explain import explain
from scraper.web.explanation_page import explanation_page
from tests.demo_runs import run
from tests.extraction.outlines import paragraphs
from tests.runs.test_run import FERRY

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="Chromium is not installed (.ci/run does it)"),
]
OTHERS = (
    "http://slowkitchen.example/reviews/hand-grinders",
    "http://notes.example/2025/tide-gauge/",
    "http://courier.example/news/no-such-page",
)
PATHS = ("/", "/?q=ferry", "/?site=none.example", "/tags", "/failures", "/health", "/no-such-page",
         "/article/{}", "/article/{}/versions", "/article/{}/why")  # fmt: skip


@pytest.fixture(scope="module")
def chrome():
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("accessible") / "archive"
    with DemoSite() as site:
        run(site, folder, FERRY, *OTHERS)
    return folder


@pytest.fixture(scope="module")
def address(archive):
    with serving_reader(archive) as address:
        yield address


@pytest.fixture(scope="module")
def article_id(archive):
    with reading(archive) as state:
        return next(row.id for row in state.saved() if row.url == FERRY)


def faults(page) -> list[str]:
    """The serious and critical faults that axe-core finds, each with its first element."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:120]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"]
)
def test_no_page_has_a_serious_fault_or_is_cut_off(chrome, address, article_id, size, scheme):
    context = chrome.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    errors = []
    page.on("console", lambda message: errors.append(message.text))
    found = {}
    for path in PATHS:
        page.goto(address + path.format(article_id))
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wrong := [*faults(page), *(["wider than the window"] if width > 0 else [])]:
            found[path] = wrong
    context.close()
    assert found == {}
    # the answer 404 of one page is all that a browser has to report
    assert [text for text in errors if "404" not in text] == []


def test_the_explanation_in_a_file_has_no_serious_fault(chrome, tmp_path):
    html = f"<title>A pier</title><h1>A pier</h1><main>{paragraphs(4)}</main><nav>Home</nav>"
    file = tmp_path / "why.html"
    file.write_text(explanation_page(explain(html, url="https://pier.example/a")), "utf-8")
    page = chrome.new_page(viewport=PHONE)
    page.goto(file.as_uri())
    assert faults(page) == []
    page.close()


def test_the_pages_need_no_javascript_and_no_mouse(chrome, address):
    context = chrome.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Search").press_sequentially("ferry")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=ferry**")
    page.get_by_role("link", name=re.compile("Harbour ferry")).press("Enter")
    page.get_by_role("heading", name=re.compile("Harbour ferry")).wait_for()
    page.get_by_role("button", name="Mark as read").first.press("Enter")
    page.get_by_role("button", name="Mark as unread").first.wait_for()
    context.close()
