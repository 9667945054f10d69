"""Books of hostile articles, validated by EPUBCheck where it is installed."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import structs

from scraper.archive.articles.assets import asset_path
from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.articles.sidecar import Sidecar
from scraper.archive.exporters import FORMATS
from tests.archive.make import NOW, make_record

EPUBCHECK, JAVA = shutil.which("epubcheck"), shutil.which("java")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c626460f85f0f0002870180eb47ba920000000049454e44ae426082"
)
BODIES = (
    (
        "H<sub>2</sub>O<br>\n\n| a |\n|---|\n| b<br>c |\n\n"
        "<details>\n<summary>S</summary>\n\nin\n\n</details>"
    ),
    "<sub>never closed, </details> <script>alert(1)</script> <sub class=x> &nbsp; &lt; &#0; \x0b",
    "[x](javascript:alert(1)) [y](../../etc) [z](#part) [q](http://[) [m](mailto:a@b.example)",
    "[a](https://x.example/a%zz b?c=<d>) <https://x.example/é> ![p](data:image/png;base64,AA)",
    (
        "> <details>\n\n</details>\n\n- <sub>\n\n```\n</sub>\n```\n\n"
        "1. a\n\n   ~~b~~\n\n***\n\n## \u202ex"
    ),
    "",
)
LANGUAGES = ("en", "pt-BR", "xx_no such!", '"><script>', "he", "")


def articles(folder):
    path = asset_path(PNG, "png")
    (folder / path).parent.mkdir(parents=True)
    (folder / path).write_bytes(PNG)
    for number, body in enumerate(BODIES):
        sidecar = Sidecar(
            title=f'</title> & "\x00{number}' if number else "",
            author=("<b>A</b>", "B & C"),
            source=("https://x.example/a?b=1&c=2", "javascript:alert(1)")[number % 2],
            published="2026-03-09",
            site="<i>S</i>",
            language=LANGUAGES[number],
            created=NOW,
        )
        record = make_record(path="articles/example.org/2026/x.md")
        yield SavedArticle(
            folder=folder,
            record=structs.replace(record, id=f"{number:08}"),
            sidecar=sidecar,
            markdown=f"# T\n\n![a](../../../{path})\n\n{body}",
        )


def written(found) -> bytes:
    out = io.BytesIO()
    FORMATS["epub"](iter(found), out)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(
    not (EPUBCHECK and JAVA), reason="epubcheck is not installed (.ci/run installs it)"
)
@pytest.mark.parametrize("count", [0, len(BODIES)])
def test_a_book_is_valid(count, tmp_path):
    book = tmp_path / "book.epub"
    book.write_bytes(written(list(articles(tmp_path))[:count]))
    command = [JAVA, "-jar", str(Path(EPUBCHECK).resolve()), str(book)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
