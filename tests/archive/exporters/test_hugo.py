"""Content for Hugo, built by Hugo itself where it is installed."""

import html
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from msgspec import structs

from scraper.archive.articles.aliases import aliases_after
from scraper.archive.articles.article_files import markdown_parts
from scraper.archive.articles.assets import asset_path
from scraper.archive.articles.saved_article import SavedArticle
from scraper.archive.articles.sidecar import Sidecar
from scraper.archive.exporters import FOLDERS
from scraper.archive.exporters.hugo import without_shortcodes
from scraper.blocks import Figure, Heading, Image, Link, Paragraph, Table, Text
from scraper.markdown import render_markdown
from tests.archive.make import NOW, make_article, make_record

# Each line is code that Hugo would run, refuse, or never find the end of.
CODE = """\
{{< youtube w7Ft2ymGmfc >}}
{{< nosuch "a" >}}{{% nosuch %}}
{{</* ref "x" */>}}
{{%/* ref */%}} {{</* a */>}}{{</* b
{{ .Title }} {{- if }} {{/* no */}}
#!/bin/sh
{{%
a {{< b {{< c"""
NO_HUGO = "hugo is not installed (.ci/run installs it)"


def needs_hugo(test):
    return pytest.mark.slow(pytest.mark.skipif(not shutil.which("hugo"), reason=NO_HUGO)(test))


LAYOUTS = {
    "_default/single.html": "<title>{{ .Title }}</title>{{ .Date.Format `2006-01-02` }}"
    "<main>{{ .Content }}</main>",
    "_default/list.html": "<h1>{{ .Title }}</h1>{{ range .Pages }}{{ .RelPermalink }} {{ end }}",
}


def article_of(folder, body, id_="aaaaaaaa", **fields):
    record = make_record(path=f"articles/example.org/2026/2026-03-09-ferry-{id_}.md")
    sidecar = Sidecar(**{"title": "Ferry", "domain": "example.org", "created": NOW, **fields})
    return SavedArticle(
        folder=folder,
        record=structs.replace(record, id=id_),
        sidecar=sidecar,
        markdown=f"# Ferry\n\n{body}",
    )


def exported(articles, folder):
    folder.mkdir(parents=True)
    FOLDERS["hugo"](iter(articles), folder)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in files}


def built(content_of, folder):
    """The pages that Hugo makes of a site with this content."""
    content_of(folder / "content")
    for name, text in LAYOUTS.items():
        (folder / "layouts" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "layouts" / name).write_text(text)
    (folder / "config.toml").write_text('baseURL = "https://x.example/"\n')
    done = subprocess.run(["hugo"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARN" not in done.stdout + done.stderr
    return folder / "public"


def test_a_bundle_has_the_text_without_its_headline_and_its_images(tmp_path):
    path = asset_path(b"a quay", "png")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"a quay")
    body = f'![a quay](../../../{path} "Quay") [x](../y) ![lost](../../../{path[:-5]}0.png)'
    article = article_of(tmp_path, body, published="2026-03-09", aliases=("/",))
    files = exported([article], tmp_path / "out")
    bundle = "example.org/2026-03-09-ferry-aaaaaaaa"
    name = path.rpartition("/")[2]
    assert files.keys() == {f"{bundle}/index.md", f"{bundle}/{name}", "example.org/_index.md"}
    text = files[f"{bundle}/index.md"].read_text()
    assert text.startswith('---\ndate: 2026-03-09\ntitle: "Ferry"\n')
    assert f'![a quay]({name} "Quay") [x](../y) ![lost](../' in text
    assert "# Ferry" not in text
    assert "aliases" not in text


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2026-03-09", "2026-03-09"),
        ("2026-03-09T06:30:00+05:30", "2026-03-09T06:30:00+05:30"),
        ("2026-03-09T06:30:00", "2026-03-09T06:30:00"),
        ("", NOW.isoformat()),
        ("soon", NOW.isoformat()),
        ('2026\ndraft: true\n"', NOW.isoformat()),
    ],
)
def test_every_page_has_a_date(published, date, tmp_path):
    files = exported([article_of(tmp_path, "Text", published=published)], tmp_path / "out")
    lines = files["example.org/2026-03-09-ferry-aaaaaaaa/index.md"].read_text().splitlines()
    assert lines[1] == f"date: {date}"
    assert [line for line in lines if line.startswith(("published", "draft"))] == (
        [f"published: {date}"] if published == date else []
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("`{{< a >}}` {{% b %}}", "`{{</* a */>}}` {{%/* b */%}}"),
        ("{{</* a */>}}", "{{</*/* a */*/>}}"),
        ("{{< a\n\n`>}}`", "{{</* a\n\n`*/>}}`"),
        ("{{< a %}} {{%", "{{\u2060< a %}} {{\u2060%"),
        ("{{ a }} {{\\< b", "{{ a }} {{\\< b"),
    ],
)
def test_a_shortcode_is_commented(text, written):
    assert without_shortcodes(text) == written


@needs_hugo
def test_hugo_builds_what_is_exported(tmp_path):
    path = asset_path(b"a quay", "png")
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_bytes(b"a quay")
    bodies = [
        f"Before `{{{{< x >}}}}`\n\n```\n{CODE}\n```\n\n![a quay](../../../{path})",
        *(f"```\n{line}\n```" for line in CODE.splitlines()),
    ]
    hostile = {
        "title": '</title><script>alert(1)</script> {{< x >}} {{ .Site }} "\\\u202e',
        "tags": ("a/b", "..", "{{< x >}}", "漢" * 300, "#x", "page", "Ferry", "ferry"),
        "aliases": ("/", "../../..", "index.html"),
        "section": "../..",
        "description": "{{% x %}}",
        "published": "2026-03-09T06:30:00",
        "language": "xx-nosuch",
    }
    articles = [
        article_of(tmp_path, body, id_=f"{number:08}", **hostile)
        for number, body in enumerate(bodies, start=1)
    ]
    articles.append(article_of(tmp_path, "Without anything", domain="other.example"))
    public = built(lambda folder: exported(articles, folder / "articles"), tmp_path / "site")
    pages = sorted((public / "articles/example.org").glob("*/index.html"))
    assert len(pages) == len(bodies)
    first = pages[0].read_text()
    shown = re.search(r"<pre[^>]*>.*</pre>", first, re.DOTALL).group()
    assert html.unescape(re.sub(r"<[^>]*>", "", shown)).replace("\u2060", "").strip() == CODE
    assert "2026-03-09" in first
    assert "<script>" not in first
    assert "<h1" not in first
    source = re.search(r'<img src="([^"]+)"', first).group(1)
    assert (pages[0].parent / source).read_bytes() == b"a quay"
    assert (
        "2026-11-23" in next((public / "articles/other.example").glob("*/index.html")).read_text()
    )
    assert "other.example" in (public / "articles/other.example/index.html").read_text()


@needs_hugo
def test_hugo_builds_the_texts_of_the_archive_too(tmp_path):
    """Not their code: there it would be shown otherwise by all other programs."""
    text = "".join(CODE)
    blocks = (
        Heading(2, (Text(text),)),
        Paragraph((Text(text), Link((Text(text),), f"https://x.example/?q={text}", text))),
        Figure((Image(f"https://x.example/{text}.png", text, title=text),), (Text(text),)),
        Table((), (((Text(text),),),)),
    )
    article = replace(make_article(title=text), blocks=blocks, markdown=render_markdown(blocks))
    known = structs.replace(article_of(tmp_path, "").sidecar, title=text, tags=(text[:40],))
    for number, title in enumerate(("/", "..", "../../..", "漢" * 300, "index.html", text)):
        known = structs.replace(known, aliases=aliases_after(Sidecar(title=title), "Now"))
        path = tmp_path / f"site/content/example.org/{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(markdown_parts(article, known, path="").joined())
    public = built(lambda folder: None, tmp_path / "site")
    assert "{{&lt; youtube" in (public / "example.org/0/index.html").read_text()
