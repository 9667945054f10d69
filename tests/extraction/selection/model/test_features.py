"""The feature tables of a page: their shapes, and the values of some columns."""

import numpy as np
import pytest

from scraper.extraction.page.parse import parse, strip
from scraper.extraction.page.walk import make_outline
from scraper.extraction.selection.model.features import FIRST, SECOND, Features
from scraper.models import Metadata

PAGE = """<body><nav><a href=/a>News</a></nav>
<article class="story-body"><h1>The ferry is back</h1>
<p>The ferry sails again, and the harbour is glad of it.</p>
<p>It was built in 1962. Nobody thought that it would last this long.</p></article>
<div class="related-links"><h3>Recommended stories</h3><ul>
<li class=card><a href=/b>Library roof</a></li>
<li class=card><a href=/c>A new bus</a></li></ul></div>"""


def features_of(html, **metadata):
    outline = make_outline(strip(parse(html)))
    return outline, Features(outline, Metadata(**metadata), np.zeros(len(outline.segments)))


def column(table, names, name):
    return table[:, names.index(name)].tolist()


@pytest.mark.parametrize(
    "html",
    [
        PAGE,
        "<p>One",
        "<pre>code</pre>",
        "<img src=a.png>",
        "<hr>",
        "<p>" + "word " * 50_000,
        "<p>\ud800 lone</p>".encode("utf-8", "replace").decode(),
        "<div>" * 300 + "deep",
        "<p>日本語の文章です。</p><p>ข้อความภาษาไทย</p>",
    ],
)
def test_every_page_has_a_finite_row_for_each_segment(html):
    outline, features = features_of(html)
    second = features.second(np.full(len(outline.segments), 0.5))
    assert features.first.shape == (len(outline.segments), len(FIRST))
    assert second.shape == (len(outline.segments), len(SECOND))
    assert np.isfinite(second).all()


def test_names_are_of_one_column_each():
    assert len(set(SECOND)) == len(SECOND)
    assert SECOND[: len(FIRST)] == FIRST


def test_what_a_segment_says():
    outline, features = features_of(PAGE, title="The ferry is back")
    texts = [segment.text for segment in outline.segments]
    first = features.first
    title = column(first, FIRST, "of the title")
    assert title[texts.index("The ferry is back")] == 1.0
    assert column(first, FIRST, "recommends")[texts.index("Recommended stories")] == 1.0
    assert column(first, FIRST, "linked")[texts.index("Library roof")] == 1.0
    assert column(first, FIRST, "in article") == [
        float(any(e.tag == "article" for e in outline.ancestors(s.parent)))
        for s in outline.segments
    ]


def test_what_pruning_and_the_page_say_of_being_seen():
    outline = make_outline(strip(parse("<p>One</p><div hidden><ul><li>Two</ul></div>")))
    features = Features(outline, Metadata(), np.array([0.0, 3.0]))
    assert column(features.first, FIRST, "pruned by") == [0.0, 3.0]
    assert column(features.first, FIRST, "in hidden") == [0.0, 1.0]


def test_cards_of_one_template_are_alike():
    outline, features = features_of(PAGE)
    texts = [segment.text for segment in outline.segments]
    alike = column(features.first, FIRST, "like it")
    assert alike[texts.index("Library roof")] == alike[texts.index("A new bus")]
    assert alike[texts.index("Library roof")] > alike[texts.index("Recommended stories")]


def test_the_score_of_a_box_is_a_feature_of_all_in_it():
    outline, features = features_of(PAGE)
    texts = [segment.text for segment in outline.segments]
    opinion = np.array([0.9 if text.startswith(("The ferry", "It was")) else 0.1 for text in texts])
    near = column(features.second(opinion), SECOND, "opinion, box 1")
    assert near[texts.index("The ferry sails again, and the harbour is glad of it.")] > 0.5
    assert near[texts.index("Library roof")] < 0.5


def test_what_the_page_states_as_its_text():
    outline, features = features_of(PAGE)
    assert set(column(features.first, FIRST, "stated")) == {-1.0}
    texts = [segment.text for segment in outline.segments]
    story = " ".join(text for text in texts if text.startswith(("The ferry", "It was")))
    _, features = features_of(PAGE, stated_text=story + " And so on." * 20)
    stated = dict(zip(texts, column(features.first, FIRST, "stated"), strict=True))
    assert stated["The ferry sails again, and the harbour is glad of it."] == 1.0
    assert stated["Library roof"] == 0.0


def test_rows_are_exact_in_single_precision():
    _, features = features_of(PAGE)
    assert (features.first.astype(np.float32).astype(np.float64) == features.first).all()
