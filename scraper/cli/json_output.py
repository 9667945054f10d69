"""What `get`, `extract` and `why` print with `--json`: one document, named as in the archive."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from scraper.extraction.explain import Explanation
from scraper.models import Article, Metadata


def article_json(article: Article, *, comments: bool) -> str:
    """Everything that is known of an article, and, where asked for, its readers' comments."""
    data = article.to_dict()
    if not comments:
        del data["comments"]
    return _document(data)


def explanation_json(explanation: Explanation) -> str:
    """Every block of a page, kept or dropped, the metadata with evidence, the verdict."""
    kept, dropped = explanation.words
    return _document(
        {
            "source": explanation.url,
            "verdict": asdict(explanation.verdict),
            "confidence": explanation.confidence,
            "words_kept": kept,
            "words_dropped": dropped,
            "metadata": _metadata(explanation.metadata),
            "evidence": [asdict(evidence) for evidence in explanation.metadata.evidence],
            "removed_by_settings": [asdict(removal) for removal in explanation.removed],
            "blocks": [asdict(block) for block in explanation.blocks],
        }
    )


def _metadata(metadata: Metadata) -> dict[str, Any]:
    fields = asdict(metadata)
    fields["author"] = fields.pop("authors")
    fields["site"] = fields.pop("site_name")
    del fields["evidence"]  # printed beside the fields
    del fields["stated_text"]  # the article's text is what was found on the page
    return fields


def _document(data: dict[str, Any]) -> str:
    return json.dumps(data, default=_json_value, indent=2)


def _json_value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
