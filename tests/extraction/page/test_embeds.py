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


FILM = "[Film](https://www.youtube.com/watch?v=ab_C-123xyz)"
FRAME = "https://www.youtube.com/embed/ab_C-123xyz"


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ('<lite-youtube videoid="ab_C-123xyz" playlabel="Film"></lite-youtube>', FILM),
        ('<div class="youtube-player" data-id="ab_C-123xyz" title="Film"></div>', FILM),
        (f'<iframe data-src-consent="{FRAME}" title="Film"></iframe>', FILM),
        (f'<noscript><iframe src="{FRAME}" title="Film"></iframe></noscript>', FILM),
        (f'<object data="{FRAME}" title="Film"></object>', FILM),
        (
            (
                '<div class="rll-youtube-player" data-id="ab_C-123xyz" data-alt="Film"></div>'
                f'<noscript><iframe src="{FRAME}" title="Film"></iframe></noscript>'
            ),
            FILM,
        ),
        (
            (
                '<iframe src="https://tube.example/videos/embed/3b7d2c1e-1111-2222-3333-44445555"'
                ' title="Film"></iframe>'
            ),
            "[Film](https://tube.example/videos/watch/3b7d2c1e-1111-2222-3333-44445555)",
        ),
        (
            (
                '<blockquote class="twitter-tweet"><a href="https://x.com/ann/status/12"></a>'
                "</blockquote>"
            ),
            "[Post on X](https://x.com/ann/status/12)",
        ),
        (
            (
                '<blockquote class="instagram-media" data-instgrm-permalink='
                '"https://www.instagram.com/p/Ab1/?utm_source=ig">View this post</blockquote>'
            ),
            "[Instagram](https://www.instagram.com/p/Ab1/)",
        ),
        (
            (
                '<blockquote data-embed-url="https://social.example/@ann/1122/embed">'
                "<a href=/x>Post by @ann</a></blockquote>"
            ),
            "[Mastodon](https://social.example/@ann/1122/)",
        ),
        (
            '<div class="fb-video" data-href="https://www.facebook.com/ann/videos/1/"></div>',
            "[Facebook](https://www.facebook.com/ann/videos/1/)",
        ),
        ('<div data-youtube-id="ab_C-123xyz" title="Film"></div>', FILM),
        ('<div data-provider="youtube" data-video-id="ab_C-123xyz" title="Film"></div>', FILM),
        ('<amp-vimeo data-videoid="47"></amp-vimeo>', "[Vimeo](https://vimeo.com/47)"),
        (f'<amp-iframe src="{FRAME}" title="Film"></amp-iframe>', FILM),
        (
            '<amp-instagram data-shortcode="Ab1"></amp-instagram>',
            "[Instagram](https://www.instagram.com/p/Ab1/)",
        ),
        (
            '<script src="https://gist.github.com/ann/1a.js"></script>',
            "[Gist](https://gist.github.com/ann/1a)",
        ),
        (
            '<script src="https://telegram.org/w.js?2" data-telegram-post="ann/12"></script>',
            "[Telegram](https://t.me/ann/12)",
        ),
        (
            (
                '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@ann/video/712">'
                "<section><a href=/x>@ann</a> Storm <a href=/y>♬ a song</a></section></blockquote>"
            ),
            "[@ann Storm](https://www.tiktok.com/@ann/video/712)",
        ),
        (
            (
                '<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/b/1/">Late'
                '</a> by <a href="/u/ann">u/ann</a></blockquote>'
            ),
            "[Late by u/ann](https://www.reddit.com/r/b/1/)",
        ),
        ('<video controls src="/boat.mp4"></video>', "[Video](https://a.example/boat.mp4)"),
        (
            '<audio controls title="Waves"><source src="/w.mp3"></audio>',
            "[Waves](https://a.example/w.mp3)",
        ),
    ],
)
def test_what_a_script_makes_an_embed(html, link):
    assert markdown_of(f"<div><p>Before.</p>{html}</div>") == f"Before.\n\n{link}"


@pytest.mark.parametrize(
    "html",
    [
        '<video autoplay muted loop src="/waves.mp4"></video>',
        '<video controls src="blob:https://a.example/1"></video>',
        '<iframe data-src="https://ads.example/1"></iframe>',
        '<div class="fb-page" data-href="https://www.facebook.com/ann"></div>',
    ],
)
def test_what_is_no_embed(html):
    assert markdown_of(f"<div><p>Before.</p>{html}</div>") == "Before."


def test_a_post_that_is_written_out_stays_a_quotation():
    html = (
        '<blockquote class="twitter-tweet"><p>The boats are back.</p>'
        '<a href="https://x.com/ann/status/12">5 May</a></blockquote>'
    )
    assert markdown_of(html) == ("> The boats are back.\n>\n> [5 May](https://x.com/ann/status/12)")
