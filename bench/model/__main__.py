"""Corpora -> scores on domains that were not trained on -> the model file and its card."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.model import card
from bench.model.examples import Example, examples
from bench.model.export import to_file
from bench.model.learn import Recipe, folds, learn
from bench.model.score import Job, Scored, reliability, score_all, table
from scraper.extraction.selection import model as package
from scraper.extraction.selection.model.segment_model import FILE
from scraper.extraction.selection.score import SelectionOptions
from scraper.settings import Mode

_FOLDS = 5
_SEED = 7
_HOME = Path(package.__file__).parent


def main() -> None:
    arguments = _arguments()
    pages = examples(arguments.corpora, arguments.cache)
    recipe = Recipe()
    scores: dict[str, dict[str, float]] = {}
    if not arguments.only_train:
        jobs = _unseen_domains(pages, recipe)
        for mode in Mode:
            scored = score_all(jobs, SelectionOptions(mode=mode))
            scores[f"{mode}, domains not seen"] = _show(f"{mode}, domains not seen", scored)
            _show_reliability(scored)
        scored = score_all(_unseen_corpora(pages, recipe), SelectionOptions(mode=Mode.PRECISE))
        scores["precise, corpora not seen"] = _show("precise, corpora not seen", scored)
    content = to_file(learn(pages, recipe))
    (arguments.out / FILE).write_bytes(content)
    described = card.card(pages, recipe, content, scores, datetime.now(UTC).date())
    (arguments.out / card.FILE).write_text(json.dumps(described, indent=2) + "\n", "utf-8")
    print(f"{arguments.out / FILE}: {len(content)} bytes, {hashlib.sha256(content).hexdigest()}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.model", description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder with clones of the corpora")
    parser.add_argument("--out", type=Path, default=_HOME, help="folder of the model file")
    parser.add_argument("--cache", type=Path, help="file that keeps the features between runs")
    parser.add_argument("--only-train", action="store_true", help="no scores, quicker")
    return parser.parse_args()


def _unseen_domains(pages: Sequence[Example], recipe: Recipe) -> list[Job]:
    """Each page with a model that never saw its registrable domain."""
    fold_of = folds(pages, _FOLDS, _SEED)
    return _jobs(pages, fold_of, recipe)


def _unseen_corpora(pages: Sequence[Example], recipe: Recipe) -> list[Job]:
    """Each page with a model that never saw its corpus, nor its registrable domain."""
    return _jobs(pages, [one.page.corpus for one in pages], recipe)


def _jobs(pages: Sequence[Example], group_of: Sequence[object], recipe: Recipe) -> list[Job]:
    jobs: list[Job] = []
    for group in dict.fromkeys(group_of):
        inside = [one for one, at in zip(pages, group_of, strict=True) if at == group]
        domains = {one.domain for one in inside}
        outside = [one for one in pages if one not in inside]
        content = to_file(learn([one for one in outside if one.domain not in domains], recipe))
        jobs.extend((one.page, content) for one in inside)
    return jobs


def _show(label: str, scored: Sequence[Scored]) -> dict[str, float]:
    figures = {name: round(value, 4) for name, value in table(scored).items()}
    print(label, "|", "  ".join(f"{name} {value:.4f}" for name, value in figures.items()))
    return figures


def _show_reliability(scored: Sequence[Scored]) -> None:
    for line in reliability(scored):
        print(f"  {line}")


if __name__ == "__main__":
    main()
