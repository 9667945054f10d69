import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from scraper.archive.articles.article_files import markdown_parts, sidecar_of
from scraper.archive.articles.assets import SavedImage
from scraper.archive.articles.named_text import holds_text
from scraper.archive.articles.revision import Origin, text_hash
from scraper.archive.articles.sidecar import MadeBy, Sidecar, decode_sidecar, encode_sidecar
from scraper.archive.program_version import program_version
from scraper.archive.state.record import RawRef
from scraper.archive.unicode_scalars import scalars
from scraper.blocks import Figure, Image, Paragraph, Text
from scraper.markdown import render_markdown
from scraper.models import Article, Evidence, Redirect, Removal
from tests.archive.make import URL, make_article, make_page, make_revision

ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=200)
HOSTILE = [
    "no",
    "1.10",
    "2026-01-01",
    "null",
    "~",
    "key: value # not a comment",
    "- item",
    "a\n---\nurl: https://evil.example/\n---\n",
    "...",
    "&anchor *alias !!python/object:os.system {{ template }} %TAG",
    'quote " and \\ and \\n',
    "tab\tnel\x85ls\u2028bom\ufeffdel\x7fnul\x00esc\x1b[31m",
    "  leading and trailing  ",
    "😀 emoji",
    "\ud800 lone",
    "\u202ereversed",
    "x" * 1000,
]


class Entry(NamedTuple):
    article: Article
    sidecar: Sidecar

    @property
    def markdown(self):
        return markdown_parts(self.article, self.sidecar, path="articles/e.org/2026/a.md").joined()

    @property
    def json(self):
        return encode_sidecar(self.sidecar)


def make_entry(text="The ferry is back.", page=None, raw=None, aliases=(), **metadata):
    article = make_article(text, **metadata)
    revision = make_revision(article, Origin(page=page or make_page(), raw=raw))
    return Entry(article, sidecar_of(revision, rules="7", aliases=aliases))


def front(entry):
    """The lines between the first two `---`, as Hugo and Obsidian find them."""
    lines = entry.markdown.decode().split("\n")
    assert lines[0] == "---"
    return "\n".join(lines[1 : lines.index("---", 1)]) + "\n"


def parsed(entry):
    return yaml.load(front(entry), Loader=yaml.CSafeLoader)


def test_the_file_is_front_matter_one_headline_and_the_text():
    entry = make_entry(
        authors=("Ana Lima", "J. Ode"),
        published=datetime(2026, 3, 9, 8, 5, tzinfo=timezone(timedelta(hours=-3))),
        tags=("boats",),
        site_name="The Courier",
        language="en",
        free_access=False,
    )
    assert entry.markdown.decode() == (
        "---\n"
        'title: "Ferry returns"\n'
        f'source: "{URL}"\n'
        "author:\n"
        '- "Ana Lima"\n'
        '- "J. Ode"\n'
        "published: 2026-03-09T08:05:00-03:00\n"
        "created: 2026-11-23T12:30:15+00:00\n"
        'site: "The Courier"\n'
        'domain: "example.org"\n'
        "tags:\n"
        '- "boats"\n'
        'language: "en"\n'
        "word_count: 4\n"
        "free_access: false\n"
        f'id: "{entry.sidecar.id}"\n'
        f'content_hash: "{text_hash(entry.article)}"\n'
        "version: 1\n"
        "---\n\n# Ferry returns\n\nThe ferry is back.\n"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_read_back_as_it_was(text):
    assert parsed(make_entry(title=text))["title"] == scalars(text)


@given(title=ANY_TEXT, author=ANY_TEXT, section=ANY_TEXT, site=ANY_TEXT)
@example(title="\ufeff", author="\x85", section="\u2029\ufffe", site="\U0010ffff")
def test_every_text_is_read_back_by_a_yaml_parser(title, author, section, site):
    fields = parsed(make_entry(title=title, authors=(author,), section=section, site_name=site))
    assert fields["title"] == scalars(title)
    assert fields["author"] == [scalars(author)]
    assert fields["section"] == scalars(section)
    assert fields["site"] == scalars(site)
    assert not fields.keys() & {"url", "type", "layout"}


@given(ANY_TEXT)
def test_a_texts_lines_in_the_front_matter_are_one_a_field(title):
    assert front(make_entry(title=title)).count("\n") == front(make_entry()).count("\n")


@pytest.mark.parametrize("title", ["a\n---\n# b", "a\r\n\r\nb", "a\u2028b", "a\x0bb\x0cc"])
def test_the_headline_is_one_line(title):
    body = make_entry(title=title).markdown.decode().split("---\n", 2)[2]
    assert body.startswith("\n# a")
    assert body.endswith("\n\nThe ferry is back.\n")
    assert len(body.strip().splitlines()) == 3


def test_an_article_without_title_or_text_is_front_matter_alone():
    content = make_entry("", title="").markdown.decode()
    assert content.endswith("version: 1\n---\n")
    assert "title" not in front(make_entry(title=""))


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (date(2026, 3, 9), "2026-03-09"),
        (date(7, 1, 2), "0007-01-02"),
        (datetime(2026, 3, 9, 8, 5), "2026-03-09T08:05:00"),
        (datetime(2026, 3, 9, 8, 5, 1, 5, tzinfo=UTC), "2026-03-09T08:05:01.000005+00:00"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), "0001-01-01T00:00:00+14:00"),
        # local mean time, as old zones have it
        (
            datetime(1890, 1, 1, tzinfo=timezone(-timedelta(minutes=186, seconds=28))),
            "1890-01-01T00:00:00-03:06",
        ),
        (
            datetime(1890, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59, seconds=59))),
            "1890-01-01T00:00:00+23:59",
        ),
    ],
)
def test_a_date_is_an_unquoted_iso_timestamp(value, line):
    assert f"\npublished: {line}\n" in front(make_entry(published=value))
    assert isinstance(parsed(make_entry(published=value))["published"], date)


def test_the_json_has_the_same_dates():
    odd = timezone(timedelta(hours=23, minutes=59, seconds=59))
    for value, text in [
        (date(7, 1, 2), "0007-01-02"),
        (datetime(1890, 1, 1, tzinfo=odd), "1890-01-01T00:00:00+23:59"),
        (datetime(2026, 3, 9, 8, 5, tzinfo=UTC), "2026-03-09T08:05:00Z"),
    ]:
        assert json.loads(make_entry(published=value).json)["published"] == text


def test_a_value_in_two_fields_is_written_twice_and_never_as_an_alias():
    day = date(2026, 3, 9)
    text = front(make_entry(published=day, modified=day))
    assert "published: 2026-03-09\nmodified: 2026-03-09\n" in text


def test_the_source_is_the_address_that_answered():
    page = make_page(final_url="https://news.example.org/ferry-2")
    assert parsed(make_entry(page=page))["source"] == "https://news.example.org/ferry-2"


def test_the_json_holds_everything_else():
    page = make_page(
        b"raw",
        final_url="https://news.example.org/3",
        redirects=(Redirect(url=URL, status=301, location="https://news.example.org/3"),),
        headers=(("etag", '"x"'), ("Last-Modified", "yesterday"), ("Content-Type", "text/html")),
    )
    evidence = Evidence(field="title", value="Ferry", source="meta:og:title", confidence=0.9)
    removal = Removal(step="prune", rule="related", text="More boats", path="div.related")
    raw = RawRef(file="raw/x.warc.gz", offset=400, sha256=hashlib.sha256(b"raw").hexdigest())
    article = replace(make_article(evidence=(evidence,)), removals=(removal,))
    revision = make_revision(article, Origin(page=page, raw=raw))
    everything = json.loads(encode_sidecar(sidecar_of(revision, rules="7")))
    assert everything["title"] == "Ferry returns"
    assert everything["created"] == "2026-11-23T12:30:15Z"
    assert everything["key"] == "news.example.org/ferry"
    assert everything["urls"] == [URL, "https://news.example.org/3"]
    assert everything["evidence"] == [
        {"field": "title", "value": "Ferry", "source": "meta:og:title", "confidence": 0.9}
    ]
    assert everything["removals"][0]["rule"] == "related"
    assert everything["verdict"] == {"name": "article", "reason": "long text", "score": 0.9}
    assert everything["raw"] == {"file": raw.file, "offset": 400, "sha256": raw.sha256}
    assert everything["made_by"]["extract"] == "7"
    assert everything["made_by"]["scraper"][0].isdigit()
    http = everything["http"]
    assert http["status"] == 200
    assert http["redirects"] == [
        {"url": URL, "status": 301, "location": "https://news.example.org/3"}
    ]
    assert (http["etag"], http["last_modified"]) == ('"x"', "yesterday")
    assert http["content_type"] == "text/html"
    assert http["fetched_at"] == "2026-11-23T12:30:15Z"
    assert (http["bytes"], http["sha256"]) == (3, raw.sha256)


def test_the_hash_of_the_raw_body_is_known_without_raw_files():
    everything = json.loads(make_entry(page=make_page(b"raw")).json)
    assert everything["raw"] is None
    assert everything["http"]["sha256"] == hashlib.sha256(b"raw").hexdigest()


@given(ANY_TEXT)
def test_every_text_is_read_back_from_the_json(text):
    everything = json.loads(make_entry(title=text, authors=(text,)).json)
    assert (everything["title"], everything["author"]) == (scalars(text), [scalars(text)])


def test_a_file_says_which_text_it_holds_and_no_text_can_say_it_for_it():
    first, second = make_entry("one"), make_entry("two")
    content = first.markdown
    assert holds_text(content, text_hash(first.article))
    assert not holds_text(content, text_hash(second.article))
    lie = f'\n---\ncontent_hash: "{text_hash(second.article)}"\n'
    liar = make_entry("one" + lie, title=lie)
    assert not holds_text(liar.markdown, text_hash(second.article))
    assert not holds_text(b"no front matter", text_hash(first.article))


# --- files as the version before wrote them ---------------------------------------------------

AS_WRITTEN = Path(__file__).with_name("as_written")
URLS = ("https://cdn.example/a.png", "https://cdn.example/b", "https://cdn.example/c")
IMAGES = (
    SavedImage(url=URLS[0], path=f"assets/ab/{'ab' * 16}.png"),
    SavedImage(url=URLS[1], reason="404", is_lasting=True),
    SavedImage(url=URLS[2], reason="timeout"),
)
REMOVALS = (Removal(step="prune", rule="related", text="More boats", path="div.related"),)
EVERY_FIELD = {
    "title": 'Ferry "returns" \ud800',
    "authors": ("Ana Lima", "J. Ode"),
    "published": datetime(2026, 3, 9, 8, 5, 1, 500, tzinfo=timezone(timedelta(hours=-3))),
    "modified": date(2026, 3, 10),
    "description": "a: b # c",
    "site_name": "The Courier",
    "section": "1.10",
    "tags": ("local news", "2026", "C++"),
    "image": "https://e.org/i.png",
    "license": "CC0",
    "language": "pt-BR",
    "free_access": False,
    "canonical_url": "https://news.example.org/ferry-3",
    "types": ("NewsArticle", "og:article"),
    "evidence": (Evidence(field="title", value="Ferry", source="meta:og:title", confidence=0.9),),
}


def full_entry():
    """An article of which everything is known."""
    figure = Figure(tuple(Image(url, "A quay") for url in URLS))
    blocks = (Paragraph((Text("The ferry is back."),)), figure)
    article = replace(
        make_article(**EVERY_FIELD),
        blocks=blocks,
        markdown=render_markdown(blocks),
        confidence=0.75,
        removals=REMOVALS,
    )
    hop = Redirect(url=URL, status=301, location="https://news.example.org/3")
    page = make_page(
        b"raw",
        final_url=hop.location,
        redirects=(hop,),
        headers=(("etag", '"x"'), ("Last-Modified", "yesterday"), ("Content-Type", "text/html")),
    )
    sha256 = hashlib.sha256(b"raw").hexdigest()
    raw = RawRef(file="raw/20261123T123015-1-w1-1.warc.gz", offset=400, sha256=sha256)
    revision = make_revision(article, Origin(page=page, raw=raw), version=3)
    aliases = ("Old: title", "Older")
    return Entry(article, sidecar_of(revision, rules="7", aliases=aliases, images=IMAGES))


def least_entry():
    """An article of which as little as possible is known."""
    return make_entry("", title="", page=make_page(b"", headers=()))


@pytest.mark.parametrize(("name", "make"), [("full", full_entry), ("least", least_entry)])
def test_the_files_are_written_byte_for_byte_as_before(name, make):
    entry = make()
    made_by = f'"scraper": "{program_version()}"'.encode()
    as_before = (AS_WRITTEN / f"{name}.json").read_bytes().replace(b'"scraper": "0.1.0"', made_by)
    assert entry.json == as_before
    assert entry.markdown == (AS_WRITTEN / f"{name}.md").read_bytes()


@pytest.mark.parametrize(("name", "make"), [("full", full_entry), ("least", least_entry)])
def test_what_was_written_is_read_back_whole(name, make):
    read = decode_sidecar((AS_WRITTEN / f"{name}.json").read_bytes())
    made_by = MadeBy(scraper="0.1.0", extract="7")
    written = structs.replace(make().sidecar, made_by=made_by)
    assert read == structs.replace(written, title=scalars(written.title))
