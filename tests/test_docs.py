"""What the documentation names exists: files, packages in their order, commands and options."""

import re
import tomllib
from pathlib import Path

import click
import pytest

from scraper.cli.main import cli
from scraper.cli.report import Tally, summary
from scraper.models import VerdictName
from scraper.outcomes import OutcomeName

ROOT = Path(__file__).parent.parent
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
# but the reference, which is made from the commands (tests/cli/test_help.py)
DOCUMENTS = [
    ROOT / "README.md",
    *(path for path in sorted((ROOT / "docs").glob("*.md")) if path.name != "commands.md"),
]
# A command, up to the end of the code, a redirection, or the description beside it.
COMMAND = re.compile(
    rf"\bscraper ({'|'.join(cli.commands)})\b(.*?)(?:`| {{2,}}| [|>] |$)", re.MULTILINE
)


def test_the_files_of_the_architecture_exist():
    paths = set(re.findall(r"[\w/*-]+\.(?:py|toml|md)\b|\b[\w/]+/(?=[`),\n ])", ARCHITECTURE))
    assert len(paths) > 50
    folders = (ROOT, ROOT / "docs", ROOT / "scraper", ROOT / "scraper" / "extraction")
    places = (*folders, *(path for path in folders[-1].rglob("*") if path.is_dir()))
    missing = {path for path in paths if not any(any(place.glob(path)) for place in places)}
    assert missing == set()


def test_the_packages_of_the_architecture_are_in_the_order_of_the_import_contract():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    named = re.findall(r"^    ([a-z_]+(?: \| [a-z_]+)*)  +\S", ARCHITECTURE, re.MULTILINE)
    assert named[: len(layers)] == layers


def test_the_names_of_the_architecture_exist():
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "scraper").rglob("*.py"))
    names = set(re.findall(r"`([A-Z_]\w*|[a-z]+(?:_[a-z]+)+)`", ARCHITECTURE))
    assert "SegmentDecisions" in names
    assert {name for name in names if not re.search(rf"\b{name}\b", sources)} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_commands_in_the_documents_exist_with_their_options(document):
    for name, rest in COMMAND.findall(document.read_text("utf-8")):
        options = [p for p in cli.commands[name].params if isinstance(p, click.Option)]
        flags = (flag for option in options for flag in (*option.opts, *option.secondary_opts))
        known = {"--help", *flags}
        assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest)) <= known, f"scraper {name}{rest}"


def test_every_outcome_verdict_and_key_of_the_summary_is_explained():
    text = (ROOT / "docs" / "outcomes.md").read_text("utf-8")
    outcomes, _, keys = text.partition("## The summary")
    cells = "\n".join(line.partition(" | ")[0] for line in keys.splitlines() if line[:1] == "|")
    assert set(re.findall(r"`(\w+)`", cells)) == set(summary(Tally(), "archive", 0.0))
    assert {name for name in OutcomeName if f"`{name}`" not in outcomes} == set()
    verdicts = re.findall(r"^\| `(\w+)` \|[^|]+\|[^|]+\|$", outcomes, re.MULTILINE)
    assert verdicts == list(VerdictName)
