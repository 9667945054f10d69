"""Earlier headlines, which an article keeps from its `.json`."""

import pytest
import yaml

from scraper.archive.articles.aliases import aliases_after
from scraper.archive.articles.sidecar import Sidecar
from tests.archive.articles.test_writer import save
from tests.archive.make import LATER, make_article


def front(folder, record):
    return yaml.safe_load((folder / record.path).read_text().split("---\n")[1])


def test_a_changed_headline_becomes_an_alias_and_the_name_stays(tmp_path):
    _, first = save(tmp_path, make_article(title="Ferry returns"))
    assert "aliases" not in front(tmp_path, first)
    _, second = save(tmp_path, make_article(title="Ferry is back"), first, now=LATER)
    assert front(tmp_path, second)["aliases"] == ["Ferry returns"]
    _, third = save(tmp_path, make_article("New text.", title="A third"), second, now=LATER)
    assert front(tmp_path, third)["aliases"] == ["Ferry returns", "Ferry is back"]
    _, fourth = save(tmp_path, make_article(title="Ferry returns"), third, now=LATER)
    assert front(tmp_path, fourth)["aliases"] == ["Ferry is back", "A third"]
    assert fourth.path == first.path


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("../../../etc/passwd", "etc passwd"),
        ("/index.html", "index.html"),
        ('AC/DC: "back"?', "AC DC back"),
        ("a\\b\x00\n c", "a b c"),
        ("..", None),
        ("  ", None),
        ("x" * 500, "x" * 200),
        ("漢" * 100, "漢" * 66),
        ("\ud800x", "\ufffdx"),
    ],
)
def test_an_alias_is_no_path(title, alias):
    """Hugo makes an address of it below the folder of the page; a build fails if it is outside."""
    assert aliases_after(Sidecar(title=title), "Now") == ((alias,) if alias else ())


def test_only_so_many_are_kept():
    names = tuple(f"Title {number}" for number in range(50))
    assert aliases_after(Sidecar(aliases=names), "Now") == names[-20:]
