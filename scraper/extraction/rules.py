"""The rules by which segments are dropped, each with its step and the label that `why` shows."""

from __future__ import annotations

from enum import Enum, StrEnum


class Step(StrEnum):
    """The steps that decide about segments, in their order."""

    SETTINGS = "settings"
    PRUNE = "prune"
    BODY = "body"
    RESIDUE = "residue"


class Rule(Enum):
    """Why a segment is not in the article."""

    step: Step
    label: str

    __hash__ = object.__hash__  # there is one of each; that of Enum is a function in Python

    def __init__(self, step: Step, label: str) -> None:
        self.step = step
        self.label = label

    # the user's own selectors
    DROP_SELECTOR = Step.SETTINGS, "drop"

    # elements that are removed before scoring (selection/prune_rules.py)
    HIDDEN = Step.PRUNE, "hidden"
    ADVERT = Step.PRUNE, "advert"
    CONSENT_BANNER = Step.PRUNE, "consent banner"
    NAVIGATION = Step.PRUNE, "navigation"
    FOOTER = Step.PRUNE, "footer"
    SHARE_BAR = Step.PRUNE, "share bar"
    NEWSLETTER_BOX = Step.PRUNE, "newsletter"
    COMMENTS = Step.PRUNE, "comments"
    WIDGET = Step.PRUNE, "widget"
    RECOMMENDATIONS_BOX = Step.PRUNE, "recommendations"
    LABELS_BOX = Step.PRUNE, "labels"
    CONTROL = Step.PRUNE, "control"

    # the segment model (selection/select.py); the label is followed by its score
    MODEL = Step.BODY, "model"

    # before the text (selection/residue/before.py)
    BEFORE_HEADLINE = Step.RESIDUE, "before the headline"
    REPEATED_HEADLINE = Step.RESIDUE, "repeated headline"
    LINK_BEFORE_TEXT = Step.RESIDUE, "link before the text"
    LABEL_BEFORE_TEXT = Step.RESIDUE, "label before the text"
    SHARE_OR_LABEL = Step.RESIDUE, "share or label"
    BYLINE = Step.RESIDUE, "byline"
    OTHER_HEADLINES = Step.RESIDUE, "other headlines"
    DISCLOSURE = Step.RESIDUE, "disclosure"
    DISCLOSURE_IN_TEXT = Step.RESIDUE, "disclosure in the text"

    # between the paragraphs (selection/residue/within.py)
    ADVERT_LABEL = Step.RESIDUE, "advert label"
    POINTER = Step.RESIDUE, "pointer to another story"
    RECOMMENDATIONS = Step.RESIDUE, "recommendations"
    CALL_IN_BOX = Step.RESIDUE, "call between paragraphs"
    LINE_OF_DEBRIS = Step.RESIDUE, "written like what is removed"
    CONSENT_PLACEHOLDER = Step.RESIDUE, "asks for consent to show something"
    ENTRY_LINK = Step.RESIDUE, "links of an entry"
    BARE_HEADING = Step.RESIDUE, "heading without text"

    # said twice (selection/residue/repeats.py)
    REPEAT = Step.RESIDUE, "repeat"
    PULL_QUOTE = Step.RESIDUE, "pull quote"

    # after the text (selection/residue/tail.py)
    OTHER_STORIES = Step.RESIDUE, "titles of other stories"
    AFTER_RECOMMENDATIONS = Step.RESIDUE, "after the recommendations"
    NEXT_STORY = Step.RESIDUE, "another story"
    AFTER_ARTICLE = Step.RESIDUE, "after the article"
    COMMENT_RULES = Step.RESIDUE, "comment rules"
    COMMENT = Step.RESIDUE, "comment"
    COMMENT_INVITATION = Step.RESIDUE, "comment invitation"
    CALL_TO_SUBSCRIBE = Step.RESIDUE, "call to subscribe"
    CALL_TO_SUPPORT = Step.RESIDUE, "call to support"
    SHARE = Step.RESIDUE, "share"
    COPYRIGHT = Step.RESIDUE, "copyright"
    LABELS = Step.RESIDUE, "labels"
    CONSENT = Step.RESIDUE, "consent"
    LINK_AFTER_ARTICLE = Step.RESIDUE, "link after the article"
    LINKS_AFTER_ARTICLE = Step.RESIDUE, "links after the article"
