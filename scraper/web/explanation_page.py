"""An explanation as one page: the text of the page in order, what was dropped coloured by step.

The page is a file that needs no network and no script. Its filters are checkboxes that the style
sheet looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from importlib.resources import files
from itertools import groupby

from scraper.extraction.explain import ExplainedBlock, Explanation
from scraper.models import Evidence, Metadata
from scraper.web.html import document, escaped, link

# What the legend calls the blocks of each class; the steps are those of extraction/rules.py.
_KEPT = "kept"
_GROUPS = {
    _KEPT: "kept",
    "settings": "dropped by your settings",
    "prune": "pruned: menus, adverts, widgets",
    "body": "not the main text, by the model",
    "residue": "residue: repeats, calls, notices",
}
_STYLE = files("scraper.web").joinpath("explanation.css").read_text("utf-8")
_FIELDS = [field.name for field in fields(Metadata)]
_LISTED = 200  # characters of a text in the list of what was dropped
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def explanation_page(explanation: Explanation) -> str:
    """The page, as a whole HTML document."""
    title = explanation.metadata.title or explanation.url or "A page"
    body = "\n".join(
        (
            _header(explanation, title),
            "<main>",
            _metadata(explanation),
            _legend(explanation),
            '<div class="columns">',
            _page(explanation.blocks),
            _markdown(explanation.markdown),
            "</div>",
            _dropped(explanation),
            "</main>",
        )
    )
    return document(title=f"Why: {title}", style=_STYLE, body=body)


def _header(explanation: Explanation, title: str) -> str:
    verdict = explanation.verdict
    kept, dropped = explanation.words
    address = f"<p>{link(explanation.url)}</p>" if explanation.url else ""
    return (
        f'<header>\n<h1 dir="auto">{escaped(title)}</h1>\n{address}\n'
        f'<p><strong class="verdict">{escaped(verdict.name.value)}</strong>: '
        f"{escaped(verdict.reason)} (score {verdict.score:.2f}); "
        f"expected F1 of its words {explanation.confidence:.2f}</p>\n"
        f"<p>{kept:,} words kept, {dropped:,} dropped</p>\n</header>"
    )


def _metadata(explanation: Explanation) -> str:
    rejected = {
        field: list(group) for field, group in groupby(explanation.rejected, lambda one: one.field)
    }
    chosen = {one.field: one for one in explanation.metadata.evidence}
    rows = "".join(
        _field(name, chosen.get(name), rejected.get(name, []))
        for name in _FIELDS
        if name in chosen or name in rejected
    )
    if not rows:
        return ""
    return (
        '<details class="metadata">\n<summary>Metadata: each value, where it is from, and '
        "what was not chosen</summary>\n"
        '<div class="wide" tabindex="0" role="region" aria-label="Metadata"><table>\n'
        '<thead><tr><th scope="col">Field</th><th scope="col">Value</th>'
        '<th scope="col">Source</th><th scope="col">Confidence</th></tr></thead>\n'
        f"{rows}</table></div>\n</details>"
    )


def _field(name: str, chosen: Evidence | None, rejected: list[Evidence]) -> str:
    """The rows of a field: the value, then the losing candidates."""
    candidates = [(one, "") for one in (chosen,) if one] + [(one, "rejected") for one in rejected]
    rows = []
    for number, (one, class_) in enumerate(candidates):
        head = (
            f'<th scope="rowgroup" rowspan="{len(candidates)}">{escaped(name)}</th>'
            if number == 0
            else ""
        )
        differs = chosen is None or one.value != chosen.value
        value = f"<s>{escaped(one.value)}</s>" if differs else escaped(one.value)
        rows.append(
            f'<tr class="{class_}">{head}<td dir="auto">{value}</td>'
            f"<td>{escaped(one.source)}</td><td>{one.confidence:.2f}</td></tr>\n"
        )
    return f"<tbody>\n{''.join(rows)}</tbody>\n"


def _legend(explanation: Explanation) -> str:
    """A checkbox for each kind of block that occurs."""
    boxes = []
    for group, label in _GROUPS.items():
        blocks = [block for block in explanation.blocks if _group(block) == group]
        removed = len(explanation.removed) if group == "settings" else 0
        if blocks or removed:
            words = sum(block.words for block in blocks)
            boxes.append(
                f'<label class="{group}"><input type="checkbox" id="show-{group}" checked> '
                f"{label} <small>{len(blocks) + removed:,} blocks, {words:,} words</small></label>"
            )
    return f"<fieldset>\n<legend>Show</legend>\n{' '.join(boxes)}\n</fieldset>"


def _page(blocks: Iterable[ExplainedBlock]) -> str:
    numbered = enumerate(blocks)
    runs = groupby(numbered, key=lambda one: (one[1].kept, one[1].step, one[1].rule))
    sections = "\n".join(_run(list(run)) for _, run in runs)
    return (
        f'<section class="page" aria-label="The page">\n<h2>The page</h2>\n{sections}\n</section>'
    )


def _run(run: list[tuple[int, ExplainedBlock]]) -> str:
    """Neighbours that have one reason, below it."""
    first = run[0][1]
    rule = f": {first.rule}" if first.rule else ""
    head = "" if first.kept and not rule else f'<p class="rule">{escaped(first.step + rule)}</p>\n'
    blocks = "\n".join(_block(number, block) for number, block in run)
    return f'<div class="run {_group(first)}">\n{head}{blocks}\n</div>'


def _block(number: int, block: ExplainedBlock) -> str:
    text = f"[{block.kind}] {block.text}" if block.kind in {"image", "rule"} else block.text
    classes = "heading" if block.tag in _HEADINGS else block.kind
    return (
        f'<div class="block {escaped(classes)}" id="b{number}">'
        f'<div dir="auto">{escaped(text)}</div>'
        f'<p class="facts">{escaped(_facts(block))}</p></div>'
    )


def _facts(block: ExplainedBlock) -> str:
    reason = f"{block.step}: {block.rule}" if block.rule else _KEPT
    score = "not scored" if block.score is None else f"score {block.score:.2f}"
    words = f"{block.words} word{'s' * (block.words != 1)}"
    return f"{reason} · {score} · {words} · {block.link_share:.0%} links · {block.path}"


def _markdown(markdown: str) -> str:
    return (
        '<section class="markdown" aria-label="The Markdown">\n<h2>The Markdown</h2>\n'
        f'<pre dir="auto" tabindex="0">{escaped(markdown)}</pre>\n</section>'
    )


def _dropped(explanation: Explanation) -> str:
    """All that was dropped, as a list; each entry leads to its place in the page."""
    rows = "".join(_dropped_rows(explanation))
    return (
        '<details class="dropped">\n<summary>All that was dropped, with its rule</summary>\n'
        '<div class="wide" tabindex="0" role="region" aria-label="Dropped blocks"><table>\n'
        '<thead><tr><th scope="col">Step</th><th scope="col">Rule</th><th scope="col">Score</th>'
        '<th scope="col">Words</th><th scope="col">Links</th><th scope="col">Text</th></tr></thead>'
        f"\n<tbody>\n{rows}</tbody></table></div>\n</details>"
    )


def _dropped_rows(explanation: Explanation) -> Iterator[str]:
    for removal in explanation.removed:
        yield (
            f'<tr class="settings"><td>settings</td><td>{escaped(removal.rule)}</td><td></td>'
            f'<td></td><td></td><td dir="auto">{escaped(removal.text)}</td></tr>\n'
        )
    for number, block in enumerate(explanation.blocks):
        if not block.kept:
            score = "" if block.score is None else f"{block.score:.2f}"
            text = escaped(block.text[:_LISTED]) or f"[{escaped(block.kind)}]"
            yield (
                f'<tr class="{_group(block)}"><td>{escaped(block.step)}</td>'
                f"<td>{escaped(block.rule)}</td><td>{score}</td><td>{block.words}</td>"
                f'<td>{block.link_share:.0%}</td><td dir="auto"><a href="#b{number}">{text}</a>'
                "</td></tr>\n"
            )


def _group(block: ExplainedBlock) -> str:
    return _KEPT if block.kept else block.step
