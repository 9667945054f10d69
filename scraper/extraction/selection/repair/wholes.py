"""What is one thing: of a list, a table, a quotation, a summary, what is lost comes back."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.extraction.page.line_ends import ends_with_colon
from scraper.extraction.page.outline import HEADING_TAGS, Element, Outline, Segment
from scraper.extraction.page.tables import data_table
from scraper.extraction.phrases import lexicon
from scraper.extraction.selection.repair.context import RepairContext
from scraper.extraction.selection.repair.heading_lines import is_bold_line
from scraper.extraction.selection.site_speech import speaks_for_the_site

_LISTS = frozenset({"ul", "ol", "dl"})
_TABLES = frozenset({"table"})
_QUOTES = frozenset({"blockquote"})
_SUMMARIES = frozenset({"summary"})
_PART = 0.3  # share of a list that is chosen
_LINKED = 0.2  # share of a text's letters
_ENTRIES = frozenset({"li", "dd"})
_WHOLE = 0.9  # share of a table that is chosen as a whole
_TORN = 0.3  # share of a table or a callout that is chosen
_SIGNATURE = 6  # words of a name or a day
_MOST = 100  # entries that a sentence announces
_FEWEST_ANNOUNCING = 5  # words of a sentence that announces a list


def list_entries(choice: RepairContext) -> Iterator[int]:
    """A list is one thing: where a third of it is in, or text stands around it, all of it is
    that is probable. Cards and their buttons are listed too.

    Links alone, as other stories are listed, need both.
    """
    for element in _incomplete(choice, _LISTS):
        has_part = choice.share(element) >= _PART
        is_between = all(choice.neighbours(element.first, element.last))
        if not (has_part or is_between):
            continue
        if not (has_part and is_between) and choice.outline.shape(element).link_share > 0.5:
            continue
        is_suspect = is_headed_by_debris(choice, element)
        if not is_thread(choice.outline, element, is_suspect=is_suspect):
            yield from range(element.first, element.last)


def _incomplete(choice: RepairContext, tags: frozenset[str]) -> Iterator[Element]:
    """The elements with one of the tags that something may come back to."""
    return (e for e in choice.outline.tagged(*tags) if choice.may_grow(e))


def whole_lists(choice: RepairContext) -> Iterator[int]:
    """The entries of a list share one fate: one without links of which half is in is in, and one of
    which a part is in and most may be.
    """
    for element in _incomplete(choice, _LISTS):
        if choice.outline.shape(element).link_share > _LINKED:
            continue
        may_be = choice.is_likely if element.tag == "dl" else choice.is_probable
        is_begun = choice.has_chosen(element) and may_be(element)
        if is_begun or choice.share(element) >= 0.5:
            yield from range(element.first, element.last)


def lists_between(choice: RepairContext) -> Iterator[int]:
    """A list without links between chosen paragraphs of its box, or under a chosen heading beside
    them, however unlikely: works and years do not read like text. Evidence against it is that it
    is a thread, speaks for the site, or has a heading that does.
    """
    outline = choice.outline
    for element in _incomplete(choice, _LISTS):
        if outline.shape(element).link_share > _LINKED:
            continue
        is_between = all(choice.neighbours(element.first, element.last))
        if not is_between and not _is_under_heading(choice, element):
            continue
        around = outline.elements[max(element.parent, 0)]  # a list may have a box of its own
        is_beside = choice.is_beside_prose(element) or choice.is_beside_prose(around)
        if not is_beside and not _is_under_its_heading(choice, element):
            continue
        lines = outline.segments[element.first : element.last]
        spoken = sum(map(speaks_for_the_site, lines))
        is_spoken = spoken * 2 > len(lines) or any(lexicon().kinds(line.text) for line in lines)
        if (
            not is_spoken
            and not any(line.controls for line in lines)
            and not is_list_of_debris(choice, element)
        ):
            yield from range(element.first, element.last)


def _is_under_heading(choice: RepairContext, element: Element) -> bool:
    """Whether a chosen heading, or a bold line, is right before an element."""
    if element.first - 1 not in choice.chosen:
        return False
    before = choice.outline.segments[element.first - 1]
    return choice.outline.heading_level(before) > 0 or is_bold_line(before)


def _is_under_its_heading(choice: RepairContext, element: Element) -> bool:
    """Whether a chosen heading is right before a list, in the box that the list is in."""
    heading = choice.outline.segments[element.first - 1]
    if not _is_under_heading(choice, element) or not choice.outline.heading_level(heading):
        return False
    place = choice.place(choice.outline.elements[heading.parent])
    return place >= 0 and place == choice.place(element)


def is_list_of_debris(choice: RepairContext, element: Element) -> bool:
    """Whether a list is a thread of comments, or its heading speaks for the site."""
    is_suspect = is_headed_by_debris(choice, element)
    if is_suspect and speaks_for_the_site(choice.outline.segments[element.first - 1]):
        return True
    return is_thread(choice.outline, element, is_suspect=is_suspect)


def is_thread(outline: Outline, element: Element, *, is_suspect: bool = False) -> bool:
    """Whether a list is a thread of comments: most of its entries begin with two short lines, a
    name and a day, before what was written. Of a list that `is_suspect` one line with a digit
    in it is enough.
    """
    entries = [e for e in outline.inside(element) if e.tag in _ENTRIES and e.first < e.last]
    signed = 0
    for entry in entries:
        lines = outline.segments[entry.first : min(entry.last, entry.first + 3)]
        short = [0 < line.words <= _SIGNATURE for line in lines[:2]]
        is_dated = is_suspect and len(lines) > 1 and any(map(str.isdigit, lines[0].text))
        signed += (len(lines) == 3 and all(short)) or (is_dated and short[0])
    return signed >= 2 and signed * 2 >= len(entries)


def is_headed_by_debris(choice: RepairContext, element: Element) -> bool:
    """Whether the line right before an element is a heading that is hardly one of the text."""
    if element.first == 0:
        return False
    before = choice.outline.segments[element.first - 1]
    if not choice.outline.heading_level(before):
        return False
    return before.index not in choice.chosen and before.index not in choice.candidates.faint


def announced_lists(choice: RepairContext) -> Iterator[int]:
    """A list that a chosen sentence before it announces: one of links with text after it, or at the
    end where most of it is likely; one without links wherever it is.
    """
    for element in _incomplete(choice, _LISTS):
        if element.first == 0:
            continue
        before = choice.outline.segments[element.first - 1]
        if not ends_with_colon(before):
            continue
        is_said = before.index in choice.chosen and before.words >= _FEWEST_ANNOUNCING
        follows = choice.neighbours(element.last, element.last)[1]
        is_likely = choice.is_likely(element)
        is_due = is_said and (follows or is_likely or _is_plain(choice, element))
        if is_due or (is_likely and _heads(choice, before)):
            yield from range(element.first, element.last)


def _is_plain(choice: RepairContext, element: Element) -> bool:
    """Whether a short list links nowhere and says no phrase of boilerplate."""
    lines = choice.outline.segments[element.first : element.last]
    return len(lines) <= _MOST and not any(
        line.linked or line.controls or lexicon().kinds(line.text) for line in lines
    )


def _heads(choice: RepairContext, segment: Segment) -> bool:
    """Whether a segment is a likely heading after chosen text."""
    is_heading = choice.outline.elements[segment.parent].tag in HEADING_TAGS
    is_likely = segment.index in choice.candidates.likely and is_heading
    return is_likely and choice.neighbours(segment.index, segment.index)[0]


def tables(choice: RepairContext) -> Iterator[int]:
    """A data table is kept whole or not at all, and so are those beside it that are alike."""
    for element in _incomplete(choice, _TABLES):
        if data_table(choice.outline, element) is None:
            continue
        between = all(choice.neighbours(element.first, element.last))
        if choice.share(element) >= _TORN or between or _is_beside_whole(choice, element):
            yield from range(element.first, element.last)


def _is_beside_whole(choice: RepairContext, table: Element) -> bool:
    """Whether a table of the same form, as deep in the page and right before or after, is chosen as
    a whole, and this one links nowhere.
    """
    if choice.outline.shape(table).linked:
        return False
    return any(
        other.template == table.template
        and other.depth == table.depth
        and (other.last == table.first or other.first == table.last)
        and choice.has_chosen(other)
        and choice.share(other) >= _WHOLE
        for other in choice.outline.tagged("table")
    )


def torn_tables(choice: RepairContext) -> Iterator[int]:
    """The cells of tables of data of which too little is chosen to bring back the rest."""
    for element in choice.outline.tagged("table"):
        if choice.has_chosen(element):
            is_torn = choice.share(element) < _TORN and choice.outline.words(element) > 0
            if is_torn and data_table(choice.outline, element) is not None:
                yield from range(element.first, element.last)


def quotes(choice: RepairContext) -> Iterator[int]:
    """A quotation between chosen text is a part of it, with who said so."""
    for element in _incomplete(choice, _QUOTES):
        between = all(choice.neighbours(element.first, element.last))
        if between or choice.share(element) >= 0.5:
            yield from range(element.first, element.last)


def callouts(choice: RepairContext) -> Iterator[int]:
    """A note or a warning is one thing, with its title, where a part of it is chosen."""
    for element in choice.candidates.callouts:
        if choice.may_grow(element) and choice.share(element) >= _TORN:
            yield from range(element.first, element.last)


def summaries(choice: RepairContext) -> Iterator[int]:
    """The summary of a box that a reader opens, where a part of it or of the box is in."""
    elements = choice.outline.elements
    for element in _incomplete(choice, _SUMMARIES):
        if choice.has_chosen(elements[max(element.parent, 0)]):
            yield from range(element.first, element.last)
