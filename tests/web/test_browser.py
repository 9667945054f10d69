"""Hostile text in a real browser: nothing of a page is run, even without the policy."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from bench.reader.serving import serving
from scraper.extraction.explain import explain
from scraper.web.article_html import article_html
from scraper.web.explanation_page import explanation_page
from scraper.web.request_guard import RequestGuard
from tests.extraction.outlines import paragraphs

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed (.ci/run does it)"),
]
RUN = "document.documentElement.dataset.ran = 1"
HOSTILE = (
    f'"\'><script>{RUN}</script><img src=x onerror="{RUN}"><svg onload="{RUN}"></svg>'
    f'</pre></style></title><body onpageshow="{RUN}"><iframe srcdoc="<script>{RUN}</script>">\u202e'
)


def dom(page: str, folder: Path) -> str:
    """The document as it is after its scripts, if any, have run."""
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    return dom_at(file.as_uri(), folder)


def dom_at(address: str, folder: Path) -> str:
    """The document at an address."""
    # a container has no user namespaces for the sandbox, and little shared memory
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    profile = f"--user-data-dir={folder / 'profile'}"
    done = subprocess.run(
        [BROWSER, *flags, profile, "--virtual-time-budget=2000", "--dump-dom", address],
        capture_output=True,
        check=True,
        timeout=300,
        env={**os.environ, "HOME": str(folder)},
    )
    return done.stdout.decode()


def test_a_script_that_is_run_would_be_seen(tmp_path):
    assert 'data-ran="1"' in dom(f"<p>x</p><script>{RUN}</script>", tmp_path)


def test_the_explanation_of_a_hostile_page_runs_nothing(tmp_path):
    text = HOSTILE.replace("<", "&lt;")
    html = f"<title>{text}</title><h1>{text}</h1><main>{paragraphs(3, words=text)}</main>"
    page = explanation_page(explain(html, url=f"javascript:{RUN}//{HOSTILE}"))
    without_policy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    assert without_policy != page
    seen = dom(without_policy, tmp_path)
    assert "The Markdown" in seen
    assert not re.search(r"<html[^>]*data-ran", seen)
    assert not re.search(r"<(?:script|img|iframe|svg)\b", seen)


def test_a_hostile_article_runs_nothing(tmp_path):
    body = article_html(
        f"# {HOSTILE}\n\n{HOSTILE}\n\n[a](javascript:{RUN})\n\n`{HOSTILE}`\n\n"
        f"<details onclick={RUN}>\n\n| {HOSTILE} |\n|---|\n| {HOSTILE} |\n",
        "/{}".format,
    )
    seen = dom(f"<!DOCTYPE html><html><body>{body}</body></html>", tmp_path)
    assert not re.search(r"<html[^>]*data-ran", seen)
    assert not re.search(r"<(?:script|img|iframe|svg)\b", seen)
    assert 'href="javascript' not in seen


def submitting(action: str) -> HTMLResponse:
    """A page that sends a form as soon as it is loaded."""
    form = f'<form method="post" action="{action}"><input name="a" value="b"></form>'
    script = "<script>document.forms[0].submit()</script>"
    policy = "default-src 'none'; script-src 'unsafe-inline'"
    return HTMLResponse(form + script, headers={"content-security-policy": policy})


def guarded(action: str = "/form") -> RequestGuard:
    """An application whose front page sends a form, and that accepts forms of its own."""
    routes = [
        Route("/", lambda _request: submitting(action)),
        Route("/form", lambda _request: PlainTextResponse("accepted"), methods=["POST"]),
    ]
    return RequestGuard(Starlette(routes=routes))


def test_a_browser_sends_the_forms_of_the_reader_and_those_of_other_sites_are_refused(tmp_path):
    with serving(guarded()) as reader:
        assert "accepted" in dom_at(f"{reader}/", tmp_path)
        with serving(guarded(f"{reader}/form")) as other:
            assert "comes from another site" in dom_at(f"{other}/", tmp_path)
        assert "comes from another site" in dom(
            f'<form method="post" action="{reader}/form"></form>'
            "<script>document.forms[0].submit()</script>",
            tmp_path,
        )
