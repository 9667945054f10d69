"""`scraper why`: every block of a page with its fate, for a reader at a terminal.

    article: 339 words (score 1.00)
    https://courier.example/news/ferry

    title      Harbour ferry returns after eleven years
               json-ld:headline  0.95

    - prune: navigation   (nav.main > ul)
    -     1 100%  li    Local news
    + kept   (main > article)
    +    35       p     The ferry that carried shipyard workers across Eastham harbour…

Every line of a block begins with its fate, so that it can be searched for. What a page
says is escaped before anything is coloured.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len, chop_cells

from scraper.cli.json_output import explanation_json
from scraper.cli.options import settings_of
from scraper.cli.show import no_page, read_file
from scraper.cli.terminal import one_line, write_stdout
from scraper.errors import FetchError, UrlError, UsageError
from scraper.extraction.explain import ExplainedBlock, Explanation, explain
from scraper.models import Evidence, Metadata, VerdictName
from scraper.pipeline.single import fetch_page
from scraper.settings import Settings, extract_settings_for
from scraper.urls import site_of

_NARROWEST, _WIDEST = 60, 120  # columns
_LABEL = 14  # columns of the metadata's names
_TAG = 6  # columns of a block's tag
_FIELDS = [field.name for field in fields(Metadata)]


def why_command(*, page: str, url: str, as_json: bool, **flags: Any) -> int:
    """The exit code of `why`: 0 where there was a page to explain, 1 where there was none."""
    settings = settings_of(**flags)
    try:
        explanation = _explanation(page, url, settings)
    except FetchError as error:
        return no_page(error)
    if as_json:
        write_stdout(explanation_json(explanation))
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        columns = min(max(shutil.get_terminal_size((80, 24)).columns, _NARROWEST), _WIDEST)
        # raw: every text of the page went through one_line before it was coloured
        write_stdout("\n".join(Sheet(columns=columns, colour=colour).lines(explanation)), raw=True)
    return 0


def _explanation(page: str, url: str, settings: Settings) -> Explanation:
    """The page at a URL, or in a file. Raises FetchError, UsageError."""
    if "://" not in page:
        return explain(
            read_file(Path(page)),
            url=url or None,
            fetched_at=datetime.now(UTC),
            settings=settings.extract,
        )
    if url:
        raise UsageError("--url: only for a file; a URL is its own address")
    try:
        site = site_of(page)
        answer = asyncio.run(fetch_page(page, site, settings))
    except UrlError as error:
        raise UsageError(f"{page}: {error}") from error
    return explain(
        answer.body,
        url=answer.final_url,
        headers=answer.headers,
        fetched_at=answer.fetched_at,
        settings=extract_settings_for(settings, site),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An explanation as lines of at most `columns` columns (60 at least)."""

    columns: int = 80
    colour: bool = False

    def lines(self, explanation: Explanation) -> Iterator[str]:
        verdict = explanation.verdict
        good = verdict.name is VerdictName.ARTICLE
        head = self._cut(f"{verdict.name}: {verdict.reason}", self.columns - 13)
        yield f"{self._in('green' if good else 'red', head)} (score {verdict.score:.2f})"
        if explanation.url:
            yield self._cut(explanation.url, self.columns)
        yield f"expected F1 of its words: {explanation.confidence:.2f}"
        yield ""
        for evidence in sorted(explanation.metadata.evidence, key=_field_order):
            yield from self._metadata(evidence)
        if explanation.metadata.evidence:
            yield ""
        kept, dropped = explanation.words
        yield f"+ kept: {kept} words   - dropped: {dropped} words"
        yield self._in("bright_black", "  words link  tag     text")
        for removal in explanation.removed:
            yield self._head("-", "settings", removal.rule, removal.path)
            yield self._line("-", f"{'':12}{removal.text}")
        runs = groupby(explanation.blocks, key=lambda block: (block.kept, block.step, block.rule))
        for (is_kept, step, rule), run in runs:
            sign, blocks = "+" if is_kept else "-", list(run)
            yield self._head(sign, step or "kept", rule, blocks[0].path)
            for block in blocks:
                yield self._line(sign, _block(block))

    def _metadata(self, evidence: Evidence) -> Iterator[str]:
        value = self._cut(evidence.value, self.columns - _LABEL)
        yield f"{evidence.field:<{_LABEL}}{value}"
        source = self._cut(evidence.source, self.columns - _LABEL - 8)
        yield self._in("bright_black", f"{'':<{_LABEL}}{source}, {evidence.confidence:.2f}")

    def _head(self, sign: str, step: str, rule: str, path: str) -> str:
        reason = self._cut(f"{sign} {step}: {rule}" if rule else f"{sign} {step}", self.columns)
        room = self.columns - cell_len(reason) - 4
        where = f"  ({self._cut(path, room)})" if path and room > 12 else ""
        styled = self._in("green" if sign == "+" else "yellow", reason)
        return styled + self._in("bright_black", where)

    def _line(self, sign: str, text: str) -> str:
        line = self._cut(f"{sign} {text}", self.columns)
        return line if sign == "+" else self._in("bright_black", line)

    def _cut(self, text: str, columns: int) -> str:
        """`text` escaped, on one line, and shortened to `columns` columns."""
        text = one_line(text[: 4 * columns + 1])  # measuring 5 MB would take a while
        if cell_len(text) <= columns:
            return text
        return chop_cells(text, columns - 1)[0] + "…"

    def _in(self, colour: str, text: str) -> str:
        return click.style(text, fg=colour) if self.colour and text else text


def _field_order(evidence: Evidence) -> int:
    return _FIELDS.index(evidence.field)


def _block(block: ExplainedBlock) -> str:
    share = f"{block.link_share:4.0%}" if block.link_share >= 0.005 else "    "
    text = f"[{block.kind}] {block.text}" if block.kind in {"image", "rule"} else block.text
    return f"{block.words:5d} {share}  {block.tag[:_TAG]:<{_TAG}}  {text}".rstrip()
