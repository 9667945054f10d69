"""Corpora -> scores on domains that were not trained on -> the model file and its card."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.model import card
from bench.model.examples import examples
from bench.model.learn import Recipe, folds
from bench.model.material import Material, jobs, read_sources, trained
from bench.model.score import Scored, reliability, score_all, table
from bench.model.voice import lines, phrases, sentences
from bench.model.voice import train as train_voice
from bench.model.voiced import voiced_sources
from scraper.extraction.selection import model as package
from scraper.extraction.selection.model.segment_model import FILE
from scraper.extraction.selection.model.site_voice import FILE as VOICE_FILE
from scraper.extraction.selection.score import SelectionOptions
from scraper.settings import Mode

_FOLDS = 5
_SEED = 7
_HOME = Path(package.__file__).parent


def main() -> None:
    arguments = _arguments()
    sources = list(read_sources(arguments.corpora))
    voice = train_voice([*sentences(), *phrases(), *lines(sources)])
    (_HOME / VOICE_FILE).write_bytes(voice)  # the features of all pages below come from it
    pages = tuple(examples(arguments.corpora, arguments.cache))
    material = Material(pages=pages, sources=(*sources, *voiced_sources()), recipe=Recipe())
    content = trained(material, lambda _domain, _corpus: True)
    (arguments.out / FILE).write_bytes(content)
    print(f"{arguments.out / FILE}: {len(content)} bytes, {hashlib.sha256(content).hexdigest()}")
    scores = {} if arguments.only_train else _scores(material)
    described = card.card(pages, material.recipe, content, scores, datetime.now(UTC).date())
    (arguments.out / card.FILE).write_text(json.dumps(described, indent=2) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.model", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with clones of the corpora")
    parser.add_argument("--out", type=Path, default=_HOME, help="folder of the segment model")
    parser.add_argument("--cache", type=Path, help="file that keeps the features between runs")
    parser.add_argument("--only-train", action="store_true", help="no scores, quicker")
    return parser.parse_args()


def _scores(material: Material) -> dict[str, dict[str, float]]:
    """Corpora not seen first: they are pages of other kinds; then domains not seen."""
    scores: dict[str, dict[str, float]] = {}
    precise = SelectionOptions(mode=Mode.PRECISE)
    corpora = [one.page.corpus for one in material.pages]
    label = "precise, corpora not seen"
    scores[label] = _show(label, score_all(jobs(material, corpora, by="corpus"), precise))
    domains = jobs(material, folds(material.pages, _FOLDS, _SEED), by="domain")
    for mode in Mode:
        scored = score_all(domains, SelectionOptions(mode=mode))
        scores[f"{mode}, domains not seen"] = _show(f"{mode}, domains not seen", scored)
        _show_reliability(scored)
    return scores


def _show(label: str, scored: Sequence[Scored]) -> dict[str, float]:
    figures = {name: round(value, 4) for name, value in table(scored).items()}
    print(label, "|", "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    return figures


def _show_reliability(scored: Sequence[Scored]) -> None:
    for line in reliability(scored):
        print(f"  {line}")


if __name__ == "__main__":
    main()
