"""An explanation as lines for a terminal: every block of a page, kept or dropped, with the rule.

    article: 339 words (score 1.00)
    https://courier.example/news/ferry

    title      Harbour ferry returns after eleven years
               json-ld:headline  0.95

    - prune: navigation   (nav.main > ul)
    -     1 100%  li    Local news
    + kept   (main > article)
    +    35       p     The ferry that carried shipyard workers across Eastham harbour…

Every line of a block begins with its sign, so that `grep ^-` works. Texts of the page are escaped
before anything is coloured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby

import click
from rich.cells import cell_len, chop_cells

from scraper.cli.terminal import one_line
from scraper.extraction.explain import ExplainedBlock, Explanation
from scraper.models import Evidence, Metadata, VerdictName

_LABEL = 14  # columns of the metadata's names
_TAG = 6  # columns of a block's tag
_FIELDS = [field.name for field in fields(Metadata)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationView:
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
