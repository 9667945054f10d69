"""All that a page offers for its metadata: the candidates among which `read_metadata` chooses.

It asks the same sources by the same functions, so that `why` can show what was not chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scraper.extraction.metadata import declared_candidates
from scraper.extraction.metadata.byline_lines import nearby_candidates
from scraper.extraction.metadata.candidates import Candidates, evidence_of
from scraper.extraction.metadata.headings import PageHeadings
from scraper.extraction.metadata.json_ld import json_ld_scripts, parse_json_ld
from scraper.extraction.metadata.page_text import PageText
from scraper.extraction.page.parse import parse
from scraper.models import Evidence, Metadata

_FIELDS = (
    *("title", "authors", "published", "modified", "language", "site_name", "section", "tags"),
    *("description", "image", "canonical_url", "license", "free_access", "types"),
)
_MOST = 12  # of one field: a page of links declares hundreds of dates
# Values that are used as they were found. Others are converted or joined, so that only the source
# tells the one that was chosen.
_VERBATIM = frozenset({"title", "section", "description", "site_name"})


def rejected_candidates(
    html: str, metadata: Metadata, *, url: str = "", now: datetime | None = None
) -> tuple[Evidence, ...]:
    """What a page offers for `metadata` and is not in it: by field, the surest first, at most
    12 for each. `html` is the decoded page, `url` its address, `now` as for
    `read_metadata`. Pure.
    """
    tree = parse(html)
    json_ld = parse_json_ld(json_ld_scripts(tree))
    found = declared_candidates(tree, json_ld, PageHeadings(tree, url), url)
    found.extend(nearby_candidates(tree, PageText(tree), metadata.title, now))
    chosen = {evidence.field: evidence for evidence in metadata.evidence}
    candidates = Candidates(found)
    return tuple(
        one for field in _FIELDS for one in _rejected(candidates, field, chosen.get(field))
    )


def _rejected(candidates: Candidates, field: str, chosen: Evidence | None) -> Iterator[Evidence]:
    seen: set[tuple[str, str]] = set()
    for one in candidates.of(field):
        is_chosen = chosen is not None and one.source == chosen.source
        if is_chosen and chosen is not None and field in _VERBATIM:
            is_chosen = one.value == chosen.value
        if is_chosen or (one.source, one.value) in seen:
            continue
        seen.add((one.source, one.value))
        yield evidence_of(field, one.value, one)
        if len(seen) == _MOST:
            return
