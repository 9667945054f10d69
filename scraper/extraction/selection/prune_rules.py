"""The rules by which elements are removed before scoring: hidden, a menu, a widget, an advert.

Names mislead in both directions, so a name alone removes nothing: a rule requires a shape too
(mostly links, short, a telling heading or phrase).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from scraper.extraction.page.callouts import callout_kind
from scraper.extraction.page.class_names import called
from scraper.extraction.page.outline import (
    HEADING_TAGS,
    Element,
    Outline,
    Segment,
    SegmentKind,
    Shape,
)
from scraper.extraction.phrases import PhraseKind, phrases
from scraper.extraction.rules import Rule

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INVISIBLE = "w-condition-invisible"  # a class by which a site builder (Webflow) hides a box
_CALL = 30  # words of a call in a box of its own, at most
FEWEST_HEADED = 2  # segments of a widget that has nothing but its heading to tell it
_BOXES = frozenset({"div", "aside", "section", "form", "footer"})
_FOLDED = re.compile(r"\bfoldable|\bfaqs?\b|\bexpandable")
_PANEL_ROLES = frozenset({"tabpanel", "region"})
_ROLES = frozenset({"navigation", "menu", "menubar", "search", "contentinfo", "banner", "tablist"})


class View(Struct, frozen=True, gc=False):
    """One element with what the rules need; `called` as class_names.called returns."""

    outline: Outline
    element: Element
    shape: Shape
    called: frozenset[str]

    def texts(self) -> list[str]:
        inside = self.outline.segments[self.element.first : self.element.last]
        return [segment.text for segment in inside if segment.text]

    def is_linked(self, share: float = 0.5) -> bool:
        return self.shape.link_share >= share

    def prose_share(self) -> float:
        whole = self.outline.whole.prose
        return self.shape.prose / whole if whole else 0.0


def is_hidden(element: Element) -> bool:
    """Whether the page hides an element at first."""
    attributes = element.attributes
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if _INVISIBLE in element.names:
        return True
    style = attributes.get("style")
    return bool(style) and _HIDDEN_STYLE.search(style or "") is not None


def _is_hidden(view: View) -> bool:
    if view.element.get("aria-hidden") == "true" and view.shape.words < 50:
        return not _opens(view)
    if is_hidden(view.element):
        return not _opens(view)
    return view.shape.words < 15 and "hidden" in view.called


def _opens(view: View) -> bool:
    """A panel that the reader opens: answers in an accordion, tabs of a manual, the text of a
    folded note.
    """
    if not view.shape.words or view.is_linked(0.3):
        return False
    around = [view.element, *islice(_above(view), 3)]
    if any(map(callout_kind, around)):
        return True
    is_code = any(s.kind is SegmentKind.CODE for s in _inside(view))
    return (view.shape.prose > 0 or is_code) and any(
        "aria-labelledby" in e.attributes
        or e.get("role") in _PANEL_ROLES
        or "panel" in called(e.names)
        or _FOLDED.search(e.names)
        for e in around
    )


def _is_navigation(view: View) -> bool:
    named = (
        view.element.tag == "nav"
        or view.element.get("role").lower() in _ROLES
        or "nav" in view.called
    )
    return named and (view.is_linked() or view.shape.prose == 0)


def _is_footer(view: View) -> bool:
    if view.element.tag != "footer" and "footer" not in view.called:
        return False
    if view.element.tag in HEADING_TAGS:
        return view.is_linked()
    inside = any(e.tag in {"article", "blockquote"} for e in _above(view))
    return not inside or view.is_linked(0.3)


def _is_advert(view: View) -> bool:
    return view.shape.words < 80 and "advert" in view.called


def _is_consent(view: View) -> bool:
    if view.shape.words > 600 or "consent" not in view.called:
        return False
    cookies = phrases(PhraseKind.COOKIES)
    return any(cookies.match(text) for text in view.texts())


def _is_widget(view: View) -> bool:
    named = view.element.tag == "aside" or "widget" in view.called
    if not named or not view.shape.linked:
        return False
    return view.is_linked(0.6) or (
        view.is_linked(0.3) and _headed(view, PhraseKind.RECOMMENDATIONS)
    )


def _is_headed_widget(view: View) -> bool:
    """Whatever its name: a heading such as "other stories" above text that is mostly links."""
    return (
        view.shape.segments >= FEWEST_HEADED
        and view.is_linked(0.4)
        and view.element.tag not in {"body", "html", "main", "article"}
        and _headed(view, PhraseKind.RECOMMENDATIONS)
    )


def _is_share_bar(view: View) -> bool:
    if view.shape.words > 40 or "share" not in view.called:
        return False
    if view.shape.prose:
        return _is_call(view)
    share = phrases(PhraseKind.SHARE)
    is_said = view.is_linked() or any(share.match(text) for text in view.texts())
    return is_said or _is_call(view)


def _is_newsletter(view: View) -> bool:
    if view.shape.words > 120:
        return False
    named = view.element.tag == "form" or "letter" in view.called
    if "letter" in view.called and _is_call(view):
        return True
    letter = phrases(PhraseKind.NEWSLETTER)
    return named and any(letter.match(text) for text in view.texts())


def _is_call(view: View) -> bool:
    """A short box of its own: with such a name, it is a call in any language."""
    return (
        view.shape.words <= _CALL
        and view.shape.segments <= 3
        and view.element.tag in _BOXES
        and view.shape.words * 4 < view.outline.whole.prose
    )


def _is_comments(view: View) -> bool:
    named = "comments" in view.called
    if not named or not view.outline.whole.prose:
        return False
    before = view.outline.sums[view.element.first].prose
    return before >= 0.5 * (view.outline.whole.prose - view.shape.prose) and before > 30


def _is_labels(view: View) -> bool:
    return view.is_linked(0.6) and view.shape.words < 60 and "labels" in view.called


def _headed(view: View, kind: PhraseKind) -> bool:
    first = next((s for s in _inside(view) if s.text), None)
    return first is not None and first.words <= 10 and phrases(kind).match(first.text)


def _inside(view: View) -> Iterator[Segment]:
    segments = view.outline.segments
    return (segments[i] for i in range(view.element.first, view.element.last))


def _above(view: View) -> Iterator[Element]:
    return view.outline.ancestors(view.element.parent)


# In this order, because the first reason is the one that is reported: what is not visible, then
# what frames the page, then what is inside of it.
RULES: tuple[tuple[Rule, Callable[[View], bool]], ...] = (
    (Rule.HIDDEN, _is_hidden),
    (Rule.ADVERT, _is_advert),
    (Rule.CONSENT_BANNER, _is_consent),
    (Rule.NAVIGATION, _is_navigation),
    (Rule.FOOTER, _is_footer),
    (Rule.SHARE_BAR, _is_share_bar),
    (Rule.NEWSLETTER_BOX, _is_newsletter),
    (Rule.COMMENTS, _is_comments),
    (Rule.WIDGET, _is_widget),
    (Rule.RECOMMENDATIONS_BOX, _is_headed_widget),
    (Rule.LABELS_BOX, _is_labels),
)
