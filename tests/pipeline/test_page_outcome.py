import pytest

from tests.demo_runs import run

URL = "http://notes.example/nothing"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("<p>&nbsp;</p>" * 50, "thin"),
        ("<article><p>&nbsp;&#8203;&zwj;</p></article>", "thin"),
        ("<article><p>— … •</p></article>", "thin"),
        ("<article>" + "<p>.</p>" * 200 + "</article>", "thin"),
        ("<article>" + "<p>🙂 !!!</p>" * 99 + "</article>", "thin"),
        ('{"error": "no such story", "items": [1, 2, 3]}', "not_html"),
    ],
)
def test_what_has_no_word_is_not_saved(demo, tmp_path, body, outcome):
    demo.override(URL, body=body.encode())
    ran = run(demo, tmp_path, URL)
    assert (ran.names, ran.files) == ({URL: outcome}, [])
