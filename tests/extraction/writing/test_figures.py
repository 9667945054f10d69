"""Figures are written with the captions they have, whatever holds them together."""

from tests.extraction.outlines import markdown_of

A, B = "![](https://a.example/a.jpg)", "![](https://a.example/b.jpg)"


def test_two_pictures_of_one_figure():
    html = '<figure><img src="/a.jpg"><img src="/b.jpg"><figcaption>Both.</figcaption></figure>'
    assert markdown_of(html) == f"{A}\\\n{B}\n\n*Both.*"


def test_a_gallery_has_captions_for_each_and_one_for_all():
    figure = '<figure><img src="/{0}.jpg"><figcaption>{0}</figcaption></figure>'
    both = figure.format("a") + figure.format("b")
    html = f"<figure>{both}<figcaption>Both.</figcaption></figure>"
    assert markdown_of(html) == f"{A}\n\n*a*\n\n{B}\n\n*b*\n\n*Both.*"


def test_a_picture_with_a_caption_as_wordpress_once_wrote_it():
    html = (
        '<div class="wp-caption alignleft"><a href="/a.jpg"><img src="/a.jpg"></a>'
        '<p class="wp-caption-text">The mill.</p></div>'
    )
    assert markdown_of(html) == f"{A}\n\n*The mill.*"


def test_the_caption_of_a_table():
    table = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    html = f"<figure>{table}<figcaption>The ovens.</figcaption></figure>"
    assert markdown_of(html) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n*The ovens.*"


def test_code_in_a_cell():
    cells = "<tr><td><pre>size_t a;</pre></td><td>x</td></tr><tr><td>b</td><td>y</td></tr>"
    assert "| `size_t a;` | x |" in markdown_of(f"<table>{cells}</table>")


def test_what_a_figure_says_beside_its_caption_describes_it() -> None:
    said = ("Fig. 1: The mill.", "Each bar is one year.", "Full size image", "Zoom")
    figure = (
        '<figure><figcaption><b>Fig. 1: The mill.</b></figcaption><img src="/a.jpg">'
        '<p>Each bar is one year.</p><a href="/full">Full size image</a><p>Zoom</p></figure>'
    )
    caption = "**Fig. 1: The mill.** Each bar is one year."
    assert (
        markdown_of(f"<p>It rains.</p>{figure}", dropped=said) == f"It rains.\n\n{A}\n\n{caption}"
    )


def test_a_short_caption_of_wordpress_that_is_no_text_to_be_read():
    html = '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">At dusk.</p></div>'
    assert markdown_of(html, dropped=("At dusk.",)) == f"{A}\n\n*At dusk.*"


def test_who_said_what_a_figure_quotes():
    html = (
        "<figure><blockquote>We were lucky.</blockquote><figcaption>Jane Doe</figcaption></figure>"
    )
    assert markdown_of(html, dropped=("Jane Doe",)) == "> We were lucky.\n\n*Jane Doe*"
