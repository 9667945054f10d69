"""What an article embeds is one link; what others embed in it is nothing."""

import pytest

from scraper.extraction.page.embeds import embed_of
from tests.extraction.outlines import markdown_of


@pytest.mark.parametrize(
    ("src", "page"),
    [
        ("https://www.youtube.com/embed/ab_C-123xyz?start=4", "https://www.youtube.com/watch?v=ab_C-123xyz"),
        ("//www.youtube-nocookie.com/embed/ab_C-123xyz", "https://www.youtube.com/watch?v=ab_C-123xyz"),
        ("https://player.vimeo.com/video/4711?h=1", "https://vimeo.com/4711"),
        ("https://platform.twitter.com/embed/Tweet.html?id=99", "https://x.com/i/status/99"),
        ("https://open.spotify.com/embed/episode/4a", "https://open.spotify.com/episode/4a"),
        ("https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1", "https://api.soundcloud.com/tracks/1"),
        ("https://social.example/@ann/1122/embed", "https://social.example/@ann/1122/"),
        ("https://www.google.com/maps/embed?pb=1", "https://www.google.com/maps/embed?pb=1"),
        ("https://www.instagram.com/p/Ab1/embed/captioned/", "https://www.instagram.com/p/Ab1/"),
    ],
)  # fmt: skip
def test_the_page_of_a_frame(src, page):
    embed = embed_of({"src": src})
    assert embed is not None
    assert embed.href == page


@pytest.mark.parametrize(
    "src",
    [
        "https://ads.example/frame",
        "https://www.facebook.com/plugins/like.php?href=x",
        "about:blank",
        "https://notyoutube.com/embed/abcdefg",
        "https://[",
        "",
    ],
)
def test_other_frames_are_nothing(src):
    assert embed_of({"src": src}) is None


def test_a_film_in_a_figure_has_its_caption():
    html = (
        '<p>Before.</p><figure><div><iframe data-src="https://www.youtube.com/embed/abcdefghijk" '
        'title="The ferry"></iframe></div><figcaption>At dawn.</figcaption></figure>'
        '<iframe src="https://ads.example/"></iframe>'
    )
    assert markdown_of(html) == (
        "Before.\n\n[The ferry](https://www.youtube.com/watch?v=abcdefghijk)\n\n*At dawn.*"
    )


def test_a_player_without_a_title_bears_its_name():
    embed = embed_of(
        {"src": "https://www.youtube.com/embed/abcdefghijk", "title": "YouTube video player"}
    )
    assert embed is not None
    assert embed.title == "YouTube"
