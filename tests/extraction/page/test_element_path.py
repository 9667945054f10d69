"""Where an element is located, for people."""

from scraper.extraction.page.element_path import ElementPaths
from tests.extraction.outlines import outline_of


def test_a_path_names_ids_and_classes() -> None:
    outline = outline_of("<main><div class='story wide'><aside id=related><p>x</p></aside></div>")
    path = ElementPaths(outline).of(outline.segments[0].parent)
    assert path == "main > div.story > aside#related > p"


def test_a_path_is_of_the_innermost_elements_without_those_of_every_page() -> None:
    outline = outline_of("<body><main><div><section><ul class=' '><li>x</li></ul></section></div>")
    path = ElementPaths(outline).of(outline.segments[0].parent)
    assert path == "div > section > ul > li"
