"""The table of contents of a page is navigation; a list of links elsewhere is not."""

import pytest

from scraper.extraction.selection.contents import tables_of_contents
from tests.extraction.outlines import SENTENCE, outline_of, texts

HEADINGS = ["First steps", "Loops", "What a pilot needs", "Winter", "Thanks"]
TEXT = "".join(f"<h2 id=s{n}>{n}. {h}</h2><p>{SENTENCE}</p>" for n, h in enumerate(HEADINGS, 1))


def entries(href: str, said: list[str]) -> str:
    return "".join(f"<li><a href='{href.format(n)}'>{h}</a></li>" for n, h in enumerate(said, 1))


def found(html: str) -> list[str]:
    """The tags of what is a table of contents of the page."""
    return [element.tag for element in tables_of_contents(outline_of(html))]


@pytest.mark.parametrize("tag", ["ul", "ol"])
@pytest.mark.parametrize("href", ["#s{}", "/guide#s{}", "https://a.example/guide#s{}"])
def test_a_list_of_the_headings_of_the_page(tag: str, href: str) -> None:
    assert found(f"<{tag}>{entries(href, HEADINGS)}</{tag}>{TEXT}") == [tag]
    assert found(f"{TEXT}<{tag}>{entries(href, HEADINGS)}</{tag}>") == [tag]


def test_a_definition_list_is_one_as_docbook_writes_it() -> None:
    inside = entries("#s{}", HEADINGS).replace("li>", "dt>").replace("<li", "<dt")
    assert found(f"<dl>{inside}</dl>{TEXT}") == ["dl"]


def test_the_numbers_of_its_entries_may_be_outside_the_links() -> None:
    said = [f"{n}.{n}. <a href='#s{n}'>{h}</a>" for n, h in enumerate(HEADINGS, 1)]
    assert found("<ol>" + "".join(f"<li>{line}</li>" for line in said) + f"</ol>{TEXT}") == ["ol"]


@pytest.mark.parametrize("between", ["", "<hr>"])
@pytest.mark.parametrize("heading", ["<h2>Contents</h2>", "<h2><span><b>Contents</b></span></h2>"])
def test_the_heading_over_one_goes_with_it(heading: str, between: str) -> None:
    contents = f"{heading}<ul>{entries('#s{}', HEADINGS)}</ul>{between}"
    assert found(f"<h1>A guide</h1>{contents}{TEXT}") == ["ul", "h2"]


@pytest.mark.parametrize(
    "before",
    [
        "<h2>A guide</h2>",  # the title of the page
        "<h1>All guides</h1><h1>A guide</h1>",  # what is in the list is under it
        f"<h1>A guide</h1><h2>In short</h2><p>{SENTENCE}</p>",  # it has text of its own
    ],
)
def test_a_heading_of_more_than_the_table_of_contents_stays(before: str) -> None:
    assert found(f"{before}<ul>{entries('#s{}', HEADINGS)}</ul>{TEXT}") == ["ul"]


@pytest.mark.parametrize("name", ["toc", "toctree-wrapper toctree", "table-of-contents", "x_toc"])
def test_a_box_that_is_called_so_may_be_of_the_whole_manual(name: str) -> None:
    chapters = entries("chapter{}.html", ["Boats", "Piers", "Lamps", "Ropes"])
    box = f"<div class='{name}'><p>Contents</p><ul>{chapters}</ul></div>"
    assert found(box + TEXT) == ["div"]
    assert found(box) == []  # the first page of a part has nothing else


@pytest.mark.parametrize(
    "html",
    [
        f"<ul>{entries('/{}', HEADINGS)}</ul>{TEXT}",  # other pages
        f"<ul>{entries('#s{}', ['Boats', 'Piers', 'Lamps', 'Ropes'])}</ul>{TEXT}",  # no headings
        f"<ul>{entries('#s{}', HEADINGS[:3])}</ul>{TEXT}",  # too few
        f"<ul>{entries('#s{}', HEADINGS).replace('</a>', f'</a>: {SENTENCE}')}</ul>{TEXT}",
        f"<div class=toc><p>{SENTENCE}</p>{TEXT}</div>",
        f"<div class=has-toc-no>{TEXT}</div>",
    ],
)
def test_what_is_none(html: str) -> None:
    assert found(html) == []


def test_a_heading_that_is_kept_out_of_one_is_a_heading() -> None:
    page = "".join(f"<h3 class=hide-from-toc><a href=#s{n}>{n}</a></h3>" for n in range(6))
    assert found(page) == []
    assert texts(page)


CHAPTERS = ["Boats", "Piers", "Lamps", "Ropes", "Winter"]


def test_the_first_page_of_a_chapter_leads_to_other_pages() -> None:
    sections = entries("boats.html#s{}", CHAPTERS[:2]) + entries("{}.html", CHAPTERS[2:])
    box = f"<div class=toc><ul>{sections}</ul></div>"
    assert found(box) == []
    assert found(box + TEXT) == ["div"]


def test_a_list_that_is_called_so_is_one_wherever_it_leads() -> None:
    assert found(f"{TEXT}<ul class=toc>{entries('chapter{}.html', CHAPTERS)}</ul>") == ["ul"]


def test_places_of_another_page_are_not_on_this_one() -> None:
    here = entries("guide#s{}", HEADINGS)
    there = entries("other#s{}", [*HEADINGS[:3], "Thanks"])
    assert found(f"<ul>{here}</ul><ul>{there}</ul>{TEXT}") == ["ul"]
