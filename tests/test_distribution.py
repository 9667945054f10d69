"""The sdist and the wheel: complete, and usable in an environment that has nothing else of ours."""

import email
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from collections.abc import Mapping
from pathlib import Path

import lxml.html
import pytest
from markdown_it import MarkdownIt

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "fixtures" / "news--related-boxes" / "page.html"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel that is built of the unpacked sdist, as an installer does."""
    folder = tmp_path_factory.mktemp("dist")
    _build(ROOT, folder, "sdist")
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    _build(source, folder, "wheel")
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment with the wheel; its dependencies are those of this one, as no test uses the
    network. What is installed here in editable form is not found there.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    options = ["install", "--quiet", "--no-index", "--no-deps", "--force-reinstall"]
    _run([*pip, *options, str(wheel)], folder)
    return folder


def _build(source: Path, folder: Path, target: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    _run(command, source, os.environ)


OUTSIDE = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def _run(command: list[str], folder: Path, environment: Mapping[str, str] = OUTSIDE) -> str:
    run = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_the_metadata_name_the_project(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith("/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
        packages = {each.partition("/")[0] for each in archive.namelist()}
    assert metadata["Name"] == "article-keeper"
    assert {url.partition(",")[0] for url in metadata.get_all("Project-URL")} >= {"Homepage"}
    assert packages == {"scraper", f"article_keeper-{metadata['Version']}.dist-info"}


def test_the_readme_of_the_metadata_has_no_link_that_leads_nowhere_on_an_index(wheel):
    with zipfile.ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith("/METADATA"))
        metadata = email.message_from_bytes(archive.read(name))
    text = metadata.get_payload(decode=True).decode("utf-8")
    assert metadata["Description-Content-Type"] == "text/markdown"
    document = lxml.html.fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(text))
    addresses = [value for _, _, value, _ in document.iterlinks()]
    assert [each for each in addresses if not each.startswith("https://")] == []
    assert "docs/settings.md: all settings" in document.text_content()
    assert "See it" not in document.text_content()
    headings = {each.text for each in document.iterfind(".//h2")}
    assert headings >= {"Output", "Usage", "As a library"}


def test_the_command_and_the_library_work_where_nothing_else_is_installed(environment, tmp_path):
    command = environment / "bin" / "scraper"
    assert _run([str(command), "--version"], tmp_path).startswith("scraper, version ")
    assert "Night trains" in _run([str(command), "extract", str(PAGE)], tmp_path)
    code = f"""
import scraper
assert scraper.__file__.startswith({str(environment)!r}), scraper.__file__
from pathlib import Path
page = Path({str(PAGE)!r})
print([found.article.title for found in scraper.extract_many([page])])
"""
    python = str(environment / "bin" / "python")
    assert "Night trains" in _run([python, "-c", code], tmp_path)


def test_every_file_that_is_no_module_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "scraper").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert data
    assert data <= packed
