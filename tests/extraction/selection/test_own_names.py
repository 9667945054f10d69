"""Names that say what an element is about remove nothing."""

import pytest

from scraper.extraction.decisions import SegmentDecisions
from scraper.extraction.selection.prune import prune
from tests.extraction.outlines import SENTENCE, outline_of, paragraphs


def pruned(html: str) -> list[str]:
    """The first words of what is removed."""
    outline = outline_of(f"<body>{paragraphs(9)}{html}")
    decisions = SegmentDecisions(outline)
    for element, rule in prune(outline):
        decisions.drop_element(element, rule)
    lost = (s for s in outline.segments if not decisions.is_kept(s.index))
    return [" ".join(s.text.split()[:2]) for s in lost]


def section(id_: str, heading: str, tag: str = "section") -> str:
    return f"<{tag} id={id_}><h2>{heading}</h2><p>{SENTENCE}</p></{tag}>"


OTHERS = section("first-steps", "First steps") + section("loops", "4.2. Loops")
SECTIONS = [
    ("print", "Print"), ("comments", "4.3 Comments"), ("shared-libraries", "Shared libraries"),
    ("copyright-debian-copyright", "4.5. Copyright: debian/copyright"), ("toolbar", "Toolbar"),
    ("newsletter-1", "Newsletter"), ("ads", "Ads"), ("footer", "footer()"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "heading"), SECTIONS)
@pytest.mark.parametrize("tag", ["section", "div"])
def test_an_id_that_is_made_of_the_heading_removes_nothing(
    id_: str, heading: str, tag: str
) -> None:
    others = OTHERS.replace("section", tag)
    assert pruned(others + section(id_, heading, tag)) == []


@pytest.mark.parametrize("others", ["", OTHERS.replace("first-steps", "a").replace("loops", "b")])
def test_comments_under_their_heading_leave(others: str) -> None:
    assert pruned(others + section("comments", "Comments")) == ["Comments", "The harbour"]


def test_the_id_of_a_heading_is_made_of_it() -> None:
    headings = "".join(
        f"<h2 id={text.lower()}>{text}</h2><p>{SENTENCE}</p>"
        for text in ("Boats", "Piers", "Copyright", "Sponsors")
    )
    assert pruned(headings) == []


@pytest.mark.parametrize("term", ["tag-copyright", "category-newsletter", "tag-print", "topic-ads"])
def test_what_a_post_is_tagged_with_is_not_what_it_is(term: str) -> None:
    classes = f"post-12 post type-post hentry {term}"
    post = f"<div class='{classes}'><h2>A boat</h2><p>{SENTENCE}</p></div>"
    assert pruned(post) == []
    assert pruned(post.replace("div", "article").replace(classes, f"post {term}")) == []


def test_a_box_of_tags_leaves() -> None:
    links = "".join(f"<a href=/{n}>Boats {n}</a> " for n in range(4))
    assert pruned(f"<div class='tag-cloud tags'>{links}</div>") == ["Boats 0"]
