"""A case for each residue rule: the line that it drops from a page that is otherwise an article."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.rules import Rule, Step
from scraper.extraction.selection.residue import residue
from scraper.models import Metadata
from tests.extraction.outlines import outline_of, paragraphs

TITLE = "The ferry is back"
HEAD = f"<h1>{TITLE}</h1>"
TEXT = paragraphs(6)
LINKED = "".join(f'<p><a href="/{n}">The harbour of island {n}</a></p>' for n in range(3))
COMMENT = "I took it every morning for thirty years."
THANKS = "Kirjoita meille, jos huomaat tekstissä virheen tai puutteen, ja kerro siitä muillekin."
THREAD = "".join(f"<p>{name}</p><p>3.5.2025 10:14</p><p>{COMMENT}</p>" for name in ("ann", "bob"))
TALE = "The boat sails to island number seven, and it sails back in the dark of the same evening."

LINES = "".join(
    f"<div class=x>{line}</div>"
    for line in ("Transport", "By Jane Doe", "Share this article", "Harbour")
)
CARDS = "".join(
    f'<div class=card><h3><a href="/{n}">{title}</a></h3><p>{TALE}</p></div>'
    for n, title in enumerate(("The yard that closed", "Two boats and a dog"))
)

# the rule, a page, the text that it drops
CASES = [
    (Rule.BEFORE_HEADLINE, f"<p>Harbour news</p>{HEAD}{TEXT}", "Harbour news"),
    (Rule.REPEATED_HEADLINE, f"{HEAD}{TEXT}", TITLE),
    (
        Rule.LINK_BEFORE_TEXT,
        f'{HEAD}<p><a href="/x">Other boats of the bay</a></p>{TEXT}',
        "Other boats of the bay",
    ),
    (Rule.LABEL_BEFORE_TEXT, f"{HEAD}<p>Transport</p>{TEXT}", "Transport"),
    (Rule.SHARE_OR_LABEL, f"{HEAD}<p>Share this article</p>{TEXT}", "Share this article"),
    (Rule.BYLINE, f"{HEAD}<p>By Jane Doe</p>{TEXT}", "By Jane Doe"),
    (
        Rule.BYLINE,
        f"{HEAD}<p>Written on Friday the 3rd of October 2025 at 06:40</p>{TEXT}",
        "Written on Friday the 3rd of October 2025 at 06:40",
    ),
    (
        Rule.OTHER_HEADLINES,
        f"{HEAD}<p><b>A crane falls in the dock</b></p><p><b>The baker sells his van</b></p>{TEXT}",
        "A crane falls in the dock",
    ),
    (
        Rule.DISCLOSURE,
        f"{HEAD}<p>As an Amazon Associate we earn a commission on what you buy.</p>{TEXT}",
        "As an Amazon Associate we earn a commission on what you buy.",
    ),
    (
        Rule.DISCLOSURE_IN_TEXT,
        f"{HEAD}{TEXT}<p>As an Amazon Associate we earn a commission on what you buy.</p>{TEXT}",
        "As an Amazon Associate we earn a commission on what you buy.",
    ),
    (Rule.OTHER_STORIES, f"{HEAD}{TEXT}<div>{CARDS}</div>", "Two boats and a dog"),
    (Rule.ADVERT_LABEL, f"{HEAD}{TEXT}<p>Advertisement</p><p>{TALE}</p>", "Advertisement"),
    (
        Rule.POINTER,
        f'{HEAD}{TEXT}<p>Read also: <a href="/x">The yard that closed</a></p><p>{TALE}</p>',
        "Read also: The yard that closed",
    ),
    (
        Rule.POINTER,
        f'{HEAD}{TEXT}<p><b>Lue:</b> <a href="/x">Telakka suljettiin</a></p><p>{TALE}</p>',
        "Lue: Telakka suljettiin",
    ),
    (
        Rule.RECOMMENDATIONS,
        f"{HEAD}{TEXT}<h3>Related articles</h3>{LINKED}<p>{TALE * 3}</p>",
        "The harbour of island 1",
    ),
    (Rule.REPEAT, f"{HEAD}{TEXT}<p>{TALE}</p>{TEXT}<p>{TALE}</p><p>It rains.</p>", TALE),
    (
        Rule.CONSENT_PLACEHOLDER,
        (
            f"{HEAD}{TEXT}<div class=e><p>Um diesen Inhalt anzuzeigen, stimme bitte zu.</p>"
            f"<p>Daten gehen an den Anbieter.</p></div>{TEXT}"
        ),
        "Daten gehen an den Anbieter.",
    ),
    (
        Rule.LINE_OF_DEBRIS,
        f"{HEAD}{LINES}{TEXT}<div class=x>Betaald bericht</div><p>{TALE}</p>",
        "Betaald bericht",
    ),
    (Rule.PULL_QUOTE, f"{HEAD}{TEXT}<p>“{TALE}” So he said.</p><aside>{TALE}</aside>{TEXT}", TALE),
    (
        Rule.ENTRY_LINK,
        (
            f"{HEAD}{TEXT}<ol><li><p>{TALE} 1979.</p><p><a href=/1>Article</a></p></li>"
            f"<li><p>{COMMENT} 1981.</p><p><a href=/2>Article</a></p></li></ol>"
        ),
        "Article",
    ),
    (
        Rule.BARE_HEADING,
        f"{HEAD}{TEXT}<h2>What comes next</h2><h2>Why it sank</h2><p>{TALE}</p>",
        "What comes next",
    ),
    (
        Rule.CALL_IN_BOX,
        f"{HEAD}{TEXT}<div class=slot><p>Find us on Instagram</p></div><p>{TALE} {TALE}</p>",
        "Find us on Instagram",
    ),
    (
        Rule.AFTER_RECOMMENDATIONS,
        f"{HEAD}{TEXT}{TEXT}<h3>Related articles</h3>{LINKED}<p>{THANKS}</p>",
        THANKS,
    ),
    (
        Rule.NEXT_STORY,
        f"{HEAD}{TEXT}{TEXT}<h1>A mill grinds at night</h1><p>By Ann Roe, 3 May 2025</p>{TEXT}",
        "A mill grinds at night",
    ),
    (
        Rule.AFTER_ARTICLE,
        f"{HEAD}{TEXT}<p>Share this article</p><p>Kiitos!</p>",
        "Kiitos!",
    ),
    (
        Rule.COMMENT_RULES,
        f"{HEAD}{TEXT}<p>Comments are moderated before publication.</p>",
        "Comments are moderated before publication.",
    ),
    (Rule.COMMENT_INVITATION, f"{HEAD}{TEXT}<p>Leave a comment</p>", "Leave a comment"),
    (Rule.COMMENT_INVITATION, f"{HEAD}{TEXT}{THREAD}", "ann"),
    (Rule.COMMENT, f"{HEAD}{TEXT}{THREAD}", "bob"),
    (
        Rule.CALL_TO_SUBSCRIBE,
        f"{HEAD}{TEXT}<p>Sign up for our newsletter</p>",
        "Sign up for our newsletter",
    ),
    (Rule.CALL_TO_SUPPORT, f"{HEAD}{TEXT}<p>Make a donation</p>", "Make a donation"),
    (Rule.SHARE, f"{HEAD}{TEXT}<p>Jaa Facebookissa</p>", "Jaa Facebookissa"),
    (
        Rule.COPYRIGHT,
        f"{HEAD}{TEXT}<p>© 2025 The Bay Post. All rights reserved.</p>",
        "© 2025 The Bay Post. All rights reserved.",
    ),
    (Rule.LABELS, f"{HEAD}{TEXT}<p>Tags: ferry, harbour</p>", "Tags: ferry, harbour"),
    (
        Rule.CONSENT,
        f"{HEAD}{TEXT}<p>This website uses cookies.</p>",
        "This website uses cookies.",
    ),
    (
        Rule.LINK_AFTER_ARTICLE,
        f'{HEAD}{TEXT}<p><a href="/x">All boats of the bay</a></p>',
        "All boats of the bay",
    ),
    (
        Rule.LINKS_AFTER_ARTICLE,
        f'{HEAD}{TEXT}<p><a href="/a">Home</a> - <a href="/b">Write to us</a> - made in May</p>',
        "Home - Write to us - made in May",
    ),
]


def dropped(page: str) -> dict[str, Rule]:
    decisions = SegmentDecisions(outline_of(f"<body>{page}"))
    residue(decisions, Metadata(title=TITLE))
    reasons = ((s.text, decisions.reason(s.index)) for s in decisions.outline.segments)
    return {text: reason.rule for text, reason in reasons if reason is not None}


@pytest.mark.parametrize(("rule", "page", "text"), CASES, ids=[str(case[0].name) for case in CASES])
def test_the_rule_drops_its_line_and_is_named(rule, page, text):
    assert dropped(page).get(text) is rule


def test_every_rule_of_this_step_has_a_case():
    assert {rule for rule in Rule if rule.step is Step.RESIDUE} == {case[0] for case in CASES}


def test_an_article_without_boilerplate_loses_only_its_headline():
    assert list(dropped(f"{HEAD}{TEXT}")) == [TITLE]


def test_links_of_a_nested_entry_are_counted_once():
    nested = f"<ul><li><p>{COMMENT}</p><p><a href=/1>The log of the ferry</a></p></li></ul>"
    page = f"{HEAD}{TEXT}<ul><li><p>{TALE}</p>{nested}</li></ul>{TEXT}"
    assert "The log of the ferry" not in dropped(page)
