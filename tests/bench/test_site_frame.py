"""The rest of a site around a composed page: links before and after it, the page as it was."""

from random import Random

from selectolax.lexbor import LexborHTMLParser

from bench.model.lender import Source
from bench.model.markup import Line
from bench.model.site_frame import with_site_frame

PAGE = "<!DOCTYPE html><html><head></head><body><p>The text</p></body></html>"
HEADLINES = tuple(Line("p", f"What the ferryman said on day {n}", 7) for n in range(5))
ENTRIES = tuple(Line("li", f"<a href=/x>Part {n}</a>", 2) for n in range(5))


def _source(name: str) -> Source:
    return Source(
        name=name, domain="a.example", language="en", title="", authors=(), body=(),
        before=(ENTRIES,), after=(HEADLINES,),
    )  # fmt: skip


def test_the_page_is_between_links_to_other_pages() -> None:
    lenders = [_source("a"), _source("b")]
    counts = set()
    for seed in range(30):
        html = with_site_frame(PAGE, lenders, Random(seed))
        tree = LexborHTMLParser(html)
        assert "<p>The text</p>" in html
        links = tree.css("a")
        counts.add(len(links))
        texts = {link.text() for link in links}
        assert texts <= {line.text for line in (*ENTRIES, *HEADLINES)}
        assert html == with_site_frame(PAGE, lenders, Random(seed))
    assert max(counts) > 100
    assert min(counts) >= 4


def test_without_lines_to_lend_the_page_stays_as_it_was() -> None:
    bare = Source(
        name="a", domain="a.example", language="en", title="", authors=(), body=(), before=(),
        after=(),
    )  # fmt: skip
    assert with_site_frame(PAGE, [bare], Random(1)) == PAGE
