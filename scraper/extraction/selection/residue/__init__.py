"""What is still boilerplate among the kept segments leaves here, each removal with its rule.

Words alone never remove anything from the middle of an article: a rule looks at where a
segment stands (before the body, after it, between), at its shape (links, length, heading)
and at its neighbours. Articles about newsletters, cookies and comments stay whole.
"""

from __future__ import annotations

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.selection.residue.after import after_recommendations, tail
from scraper.extraction.selection.residue.before import (
    before_headline,
    before_text,
    disclosures,
    other_headlines,
    repeated_headline,
)
from scraper.extraction.selection.residue.kept_text import STEP, KeptText, Rule
from scraper.extraction.selection.residue.within import (
    advert_labels,
    bare_headings,
    pointers,
    recommendations,
    repeats,
)
from scraper.models import Metadata
from scraper.settings import Mode

# The order matters: what is known from the metadata first, then what a phrase and a shape
# say, then the sweep from the end, then what the removals before have left bare.
RULES: tuple[Rule, ...] = (
    before_headline,
    repeated_headline,
    advert_labels,
    recommendations,
    pointers,
    disclosures,
    other_headlines,
    before_text,
    after_recommendations,
    tail,
    repeats,
    bare_headings,
)

# What falls under these stands where debris stands, and says little of itself.
_BY_PLACE = frozenset({
    "link before the text", "after the article", "heading without text", "disclosure in the text",
})  # fmt: skip
# And these look like debris: beside an article they are, on a page of links they are the text.
_BY_SHAPE = frozenset({
    "before the headline", "label before the text", "other headlines", "recommendations",
    "byline", "link after the article", "links after the article",
})  # fmt: skip


def residue(
    account: SegmentDecisions,
    metadata: Metadata,
    sure: frozenset[int] = frozenset(),
    *,
    mode: Mode = Mode.PRECISE,
) -> None:
    """Run all rules in order over what `account` still keeps.

    `sure` are the segments that are main text whatever their place says, and in the complete
    mode whatever they look like.
    """
    stays = _BY_PLACE | _BY_SHAPE if mode is Mode.COMPLETE else _BY_PLACE
    body = KeptText(account.outline, metadata, account.kept(), account)
    for rule in RULES:
        drops = [d for d in rule(body) if not (d[0] in sure and d[1] in stays)]
        if drops:
            account.drop(STEP, drops)
            body = KeptText(account.outline, metadata, account.kept(), account)
