"""The card of the model file: from what it was made, and how well it scores."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import lightgbm
import numpy as np

from bench.model.examples import Example
from bench.model.learn import Recipe
from scraper.extraction.selection.model.features import SECOND

FILE = "segments.json"

_DATA = {
    "wcxb": {
        "name": "Web Content Extraction Benchmark (WCXB), dev split",
        "source": "https://github.com/Murrough-Foley/web-content-extraction-benchmark",
        "licence": "CC-BY-4.0",
        "attribution": "Murrough Foley, 2026",
    },
    "scrapinghub": {
        "name": "Article extraction benchmark, half of it",
        "source": "https://github.com/scrapinghub/article-extraction-benchmark",
        "licence": "MIT",
        "attribution": "Zyte (formerly Scrapinghub)",
    },
    "trafilatura": {
        "name": "Trafilatura, evaluation pages with snippets, half of them",
        "source": "https://github.com/adbar/trafilatura",
        "licence": "Apache-2.0",
        "attribution": "Adrien Barbaresi",
    },
    "fundus": {
        "name": "Fundus, test resources, half of them",
        "source": "https://github.com/flairNLP/fundus",
        "licence": "MIT",
        "attribution": "Max Dallabetta and others",
    },
    "defuddle": {
        "name": "Defuddle, test fixtures, half of them",
        "source": "https://github.com/kepano/defuddle",
        "licence": "MIT",
        "attribution": "Steph Ango",
    },
}


def card(
    pages: Sequence[Example],
    recipe: Recipe,
    content: bytes,
    scores: Mapping[str, Mapping[str, float]],
    day: date,
) -> dict[str, Any]:
    """The card of a model file. `scores` are by what was left out of training."""
    counts = {name: sum(one.page.corpus == name for one in pages) for name in _DATA}
    return {
        "what": "log-odds that a segment of a page is main text: two stages of boosted trees",
        "date": day.isoformat(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "command": "make train CORPORA=dir",
        "versions": {"lightgbm": lightgbm.__version__, "numpy": np.__version__},
        "data": [facts | {"pages": counts[name]} for name, facts in _DATA.items()],
        "pages": "They belong to their publishers; no text of them is in the file.",
        "recipe": asdict(recipe),
        "scores": {name: dict(figures) for name, figures in scores.items()},
        "features": list(SECOND),
    }
