"""The picture that a page means, wherever a lazy loader keeps its address."""

import pytest

from tests.extraction.outlines import markdown_of

PICTURE = "![](https://a.example/boat.jpg)"


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/boat.jpg">',
        '<img src="/small.gif" data-src="/boat.jpg">',
        '<img src="/boat.jpg" data-url="https://a.example/gallery/2">',
        '<img data-url="/boat.jpg">',
        '<img src="/_next/image?url=%2Fboat.jpg&w=640&q=75">',
        '<img src="data:image/gif;base64,R0" data-lazy-srcset="/tiny.jpg 480w, /boat.jpg 1200w">',
        '<img srcset="/w_100,c_fit/tiny.jpg 100w, /boat.jpg 900w">',
        '<img srcset="/tiny.jpg 1x,/boat.jpg 2x">',
        '<img srcset="/tiny.jpg 100w,/boat.jpg 900w">',
        '<img srcset="/boat.jpg,">',
        '<img srcset=" ,/tiny.jpg 480w 300h, /boat.jpg 900w 600h ">',
        '<img srcset="/w_1,h_2/tiny.jpg, /boat.jpg 1.5x">',
        '<img srcset="/tiny.jpg 100vw, /boat.jpg 2x">',
        '<img data-src="{{ photo }}" src="/boat.jpg">',
        '<picture><source srcset="/boat.jpg"><img src="data:,"></picture>',
        '<img width="700"><noscript><img src="/boat.jpg" width="700"></noscript>',
        '<span><img src="data:,"></span><noscript><img src="/boat.jpg"></noscript>',
        '<div class="lazy"><noscript><img src="/boat.jpg" width="700"></noscript></div>',
        '<img src="data:," data-ezsrc="/boat.jpg">',
        '<a href="/boat.jpg"><img src="data:,"></a>',
        '<img src="data:,"><noscript>&lt;img src="/boat.jpg"&gt;</noscript>',
        '<img src="/lazy-placeholder.gif" nitro-lazy-src="/boat.jpg">',
        '<img src="/blank.gif" data-opt-srcset="/tiny.jpg 480w, /boat.jpg 1200w">',
        '<div role="img" style="background-image: url(\'/boat.jpg\')"></div>',
        '<figure><div class="lazy" data-bg="/boat.jpg"></div></figure>',
        '<img data-src="/boat.jpg"><noscript><img src="/other.jpg"></noscript>',
    ],
)
def test_its_address(html):
    assert markdown_of(f"<div>{html}</div>") == PICTURE


@pytest.mark.parametrize(
    "html",
    [
        '<noscript><img src="https://count.example/p?c=1"></noscript>',
        '<noscript><img src="/p.gif" width="1" height="1" style="display:none"></noscript>',
        '<noscript><iframe src="https://tags.example/ns"></iframe></noscript>',
        "<noscript>Please switch on JavaScript.</noscript>",
        '<img src="data:image/gif;base64,R0">',
    ],
)
def test_no_picture(html):
    assert markdown_of(f"<p>Text.</p>{html}") == "Text."


def test_a_picture_that_comes_twice_in_its_figure_is_one():
    html = (
        '<figure><img src="/max/60/boat.jpg"><noscript></noscript><img src="/max/3000/boat.jpg">'
        "<figcaption>The boat.</figcaption></figure>"
    )
    assert markdown_of(html) == "![](https://a.example/max/3000/boat.jpg)\n\n*The boat.*"


@pytest.mark.parametrize("name", ["emoji", "wp-smiley", "x twemoji"])
def test_a_picture_of_an_emoji_is_the_emoji(name):
    html = f'<p>Night <img class="{name}" alt="🌊" src="/e/1f30a.svg"> all.</p>'
    assert markdown_of(html) == "Night 🌊 all."


def test_a_picture_leads_where_its_link_leads_unless_that_is_itself():
    linked = '<p><a href="/photo/1"><img src="/boat.jpg"></a></p>'
    assert markdown_of(linked) == f"[{PICTURE}](https://a.example/photo/1)"
    assert markdown_of(linked.replace("/photo/1", "/boat-large.jpg?w=1")) == PICTURE


def test_a_space_in_an_address_is_encoded():
    assert markdown_of('<p><img src="/a boat.jpg"> <a href=" /b c.pdf ">x</a></p>') == (
        "![](https://a.example/a%20boat.jpg) [x](https://a.example/b%20c.pdf)"
    )


@pytest.mark.parametrize("name", ["grey-heron.jpg", "blank-verse.png", "loading-dock.jpg"])
def test_names_that_begin_like_a_placeholder(name):
    assert markdown_of(f'<div><img src="/{name}"></div>') == f"![](https://a.example/{name})"


@pytest.mark.parametrize("name", ["grey.gif", "blank_1x1.png", "lazy-placeholder.svg"])
def test_placeholders(name):
    assert markdown_of(f'<div><p>Words.</p><img src="/{name}"></div>') == "Words."


def test_a_background_that_only_decorates():
    html = '<div><div style="background-image: url(/boat.jpg)"><p>Words.</p></div></div>'
    assert markdown_of(html) == "Words."


def test_a_picture_that_is_blurred_until_the_sharp_one_has_come():
    wix = "https://static.wix.example/media/a_1.jpg"
    page = f'<img src="{wix}/v1/fill/w_147,h_98,al_c,q_80,blur_2/a.jpg" alt="A boat">'
    assert markdown_of(page) == f"![A boat]({wix})"
    sharp = f"{wix}/v1/fill/w_1480,h_980/a.jpg"
    assert markdown_of(f'<img src="{sharp}">') == f"![]({sharp})"
