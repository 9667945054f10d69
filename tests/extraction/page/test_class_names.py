"""What the classes and ids of an element promise."""

import pytest

from scraper.extraction.page.class_names import called


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ("c-header__nav item", {"nav"}),
        ("navy blue", set()),
        ("site-header", {"nav"}),
        ("site_header", {"nav"}),  # however a compound is joined
        ("post-body related-posts", {"widget"}),
        ("unrelated", set()),
        ("cookie-bar", {"consent"}),
        ("cookiebar", {"consent"}),
        ("ad", {"advert"}),
        ("header-ads\ttop", {"advert"}),
        ("adventure", set()),
        ("faq collapsed", {"panel"}),
        ("qc-cmp2 main", {"consent"}),
        ("newsletter-signup share", {"letter", "share"}),
        ("", set()),
    ],
)
def test_words_promise_what_they_say_and_parts_of_words_nothing(names, groups):
    assert called(names) == groups
