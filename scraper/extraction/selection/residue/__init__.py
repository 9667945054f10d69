"""What is still boilerplate among the kept segments leaves here, each removal with its rule.

Words alone never remove anything from the middle of an article: a rule looks at where a
segment stands (before the body, after it, between), at its shape (links, length, heading)
and at its neighbours. Articles about newsletters, cookies and comments stay whole.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.page.footnotes import find_footnotes
from scraper.extraction.rules import Rule
from scraper.extraction.selection.residue.article_end import after_the_end, beyond_the_text
from scraper.extraction.selection.residue.before import (
    before_headline,
    before_text,
    disclosures,
    other_headlines,
    repeated_headline,
)
from scraper.extraction.selection.residue.calls import calls_in_boxes
from scraper.extraction.selection.residue.kept_text import ResidueRule, kept_text
from scraper.extraction.selection.residue.next_stories import next_stories
from scraper.extraction.selection.residue.repeats import pull_quotes, repeats
from scraper.extraction.selection.residue.tail import after_recommendations, tail
from scraper.extraction.selection.residue.threads import listed_threads
from scraper.extraction.selection.residue.within import (
    advert_labels,
    bare_headings,
    consent_placeholders,
    entry_links,
    headings_of_dropped,
    pointers,
    recommendations,
)
from scraper.extraction.selection.residue.written_alike import lines_of_debris, paragraphs_of_debris
from scraper.models import Metadata
from scraper.settings import Mode

# The order matters: what is known from the metadata first, then what a phrase and a shape
# say, then the sweep from the end, then what the removals before have left bare.
RULES: tuple[ResidueRule, ...] = (
    next_stories,
    before_headline,
    repeated_headline,
    advert_labels,
    recommendations,
    consent_placeholders,
    calls_in_boxes,
    pointers,
    disclosures,
    other_headlines,
    before_text,
    after_recommendations,
    listed_threads,
    after_the_end,
    beyond_the_text,
    tail,
    repeats,
    pull_quotes,
    entry_links,
    lines_of_debris,
    paragraphs_of_debris,
    headings_of_dropped,
    bare_headings,
)

# What falls under these stands where debris stands, and says little of itself.
_BY_PLACE = frozenset({
    Rule.LINK_BEFORE_TEXT, Rule.AFTER_ARTICLE, Rule.BARE_HEADING, Rule.DISCLOSURE_IN_TEXT,
})  # fmt: skip
# Notes stay with the text that refers to them, but not what these drop.
_OF_NOTES = frozenset({Rule.ENTRY_LINK})
# And these look like debris: beside an article they are, on a page of links they are the text.
_BY_SHAPE = frozenset({
    Rule.BEFORE_HEADLINE, Rule.LABEL_BEFORE_TEXT, Rule.OTHER_HEADLINES, Rule.RECOMMENDATIONS,
    Rule.BYLINE, Rule.LINK_AFTER_ARTICLE, Rule.LINKS_AFTER_ARTICLE,
})  # fmt: skip


def residue(
    decisions: SegmentDecisions,
    metadata: Metadata,
    sure: frozenset[int] = frozenset(),
    *,
    mode: Mode = Mode.PRECISE,
) -> None:
    """Run all rules in order over what `decisions` still keeps.

    `sure` are the segments that are main text whatever their place says, and in the complete
    mode whatever they look like. The notes that the text refers to stay with it.
    """
    stays = _BY_PLACE | _BY_SHAPE if mode is Mode.COMPLETE else _BY_PLACE
    body = kept_text(decisions, metadata, sure)
    notes = _notes(decisions)
    for rule in RULES:
        found = (d for d in rule(body) if not (d[0] in sure and d[1] in stays))
        drops = [drop for drop in found if drop[0] not in notes or drop[1] in _OF_NOTES]
        if drops:
            decisions.drop(drops)
            body = replace(body, segments=decisions.kept())


def _notes(decisions: SegmentDecisions) -> frozenset[int]:
    """The segments of the notes whose marks are in the text, and of the heading over them."""
    outline = decisions.outline
    elements = [outline.elements[i] for i in find_footnotes(outline, decisions.kept()).elements]
    if not elements:
        return frozenset()
    over = min(element.first for element in elements) - 1
    is_headed = over >= 0 and outline.heading_level(outline.segments[over]) > 0
    ranges = (range(element.first, element.last) for element in elements)
    return frozenset(chain([over] if is_headed else [], *ranges))
