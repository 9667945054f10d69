import json
import re
from dataclasses import replace

import pytest
from msgspec import structs

from scraper.archive.articles.assets import (
    SavedImage,
    as_version,
    asset_path,
    is_intact,
    linked_asset,
    named_assets,
)
from scraper.archive.articles.revision import Origin
from scraper.archive.articles.versions import changes, versions
from scraper.block_images import image_sources, with_sources
from scraper.blocks import (
    Figure,
    Image,
    Link,
    Paragraph,
    Quote,
    Text,
)
from scraper.markdown import render_markdown
from scraper.outcomes import OutcomeName
from tests.archive.articles.test_writer import NOW, files, writer_in
from tests.archive.make import LATER, make_article, make_page, make_target

A, B = "https://cdn.example/a.png", "https://cdn.example/b"
PNG = b"\x89PNG\r\n\x1a\n"


def illustrated(text="The ferry is back.", urls=(A, B)):
    blocks = (
        Paragraph((Text(text),)),
        Quote((Figure(tuple(Image(url, "A quay") for url in urls)),)),
        Paragraph((Link((Image(urls[0], "again"),), "https://news.example.org/big"),)),
    )
    return replace(make_article(text), blocks=blocks, markdown=render_markdown(blocks))


def save(folder, article, prior=None, *, now=NOW, bodies=None, refused=()):
    """One save; `bodies` are the images that were fetched, by address."""
    with writer_in(folder) as writer:
        images = None
        if bodies is not None:
            images = (
                *(SavedImage(url=u, path=writer.save_image(b, "png")) for u, b in bodies.items()),
                *refused,
            )
        saved = writer.save(
            article,
            Origin(page=make_page(), images=images),
            make_target(),
            prior=prior,
            now=now,
        )
        writer.flush()
    return saved


def test_blocks_name_their_images_and_take_others(tmp_path):
    blocks = illustrated().blocks
    assert image_sources(blocks) == (A, B)
    changed = with_sources(blocks, {A: "x"})
    assert image_sources(changed) == ("x", B)
    assert with_sources(changed, {"x": A}) == blocks


def test_an_image_is_kept_once_and_the_text_leads_to_it(tmp_path):
    _, record = save(tmp_path, illustrated(), bodies={A: PNG, B: PNG})
    assets = [name for name in files(tmp_path) if name.startswith("articles/images/")]
    assert assets == [asset_path(PNG, "png")]
    text = (tmp_path / record.path).read_text()
    assert "https://cdn.example" not in text
    link = assets[0].replace("articles", "../..")
    assert text.count(f"]({link})") == 3
    assert ((tmp_path / record.path).parent / link).resolve().is_file()
    assert is_intact(PNG, assets[0])
    assert not is_intact(PNG + b"x", assets[0])
    assert record.missing_images == 0


def test_an_image_that_was_not_to_be_had_leaves_its_link_and_its_reason(tmp_path):
    gone = SavedImage(url=B, reason="404", is_lasting=True)
    late = replace(gone, is_lasting=False)
    _, record = save(tmp_path, illustrated(), bodies={A: PNG}, refused=[gone])
    assert f"![A quay]({B})" in (tmp_path / record.path).read_text()
    assert b'"reason": "404"' in (tmp_path / record.path).with_suffix(".json").read_bytes()
    assert record.missing_images == 0
    assert (
        save(tmp_path, illustrated("Other"), bodies={A: PNG}, refused=[late])[1].missing_images == 1
    )


def test_without_asking_nothing_changes_and_the_row_says_that_nobody_asked(tmp_path):
    _, record = save(tmp_path, illustrated())
    assert record.missing_images == -1
    assert A in (tmp_path / record.path).read_text()


def test_images_that_come_later_are_written_into_the_same_text(tmp_path):
    _, first = save(tmp_path, illustrated())
    name, second = save(tmp_path, illustrated(), first, now=LATER, bodies={A: PNG, B: PNG + b"2"})
    assert (name, second.version, second.missing_images) == (OutcomeName.UPDATED, 1, 0)
    assert "cdn.example" not in (tmp_path / second.path).read_text()
    assert not (tmp_path / "versions").exists()
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    name, third = save(tmp_path, illustrated(), second, now=LATER, bodies={A: PNG, B: PNG + b"2"})
    assert name is OutcomeName.UNCHANGED
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()} == times
    assert structs.replace(third, outcome=second.outcome, checked_at=second.checked_at) == second


def test_a_run_without_images_keeps_the_links_to_those_that_are_there(tmp_path):
    _, first = save(tmp_path, illustrated(), bodies={A: PNG, B: PNG})
    _, second = save(tmp_path, illustrated("Corrected."), first, now=LATER)
    assert "cdn.example" not in (tmp_path / second.path).read_text()
    assert second.missing_images == 0
    _, third = save(tmp_path, illustrated("Corrected.", (A, B, "https://x.example/c")), second)
    assert third.missing_images == 0  # the text is the same, so the page is not extracted again
    _, fourth = save(tmp_path, illustrated("More.", (A, B, "https://x.example/c")), second)
    assert fourth.missing_images == -1


def test_an_earlier_text_leads_to_the_same_images_and_they_are_no_change(tmp_path):
    _, first = save(tmp_path, illustrated("One."), bodies={A: PNG, B: PNG})
    _, second = save(tmp_path, illustrated("Two."), first, now=LATER)
    old, new = versions(tmp_path, second)
    (link,) = set(re.findall(r"\]\((\S*images\S*?)\)", (tmp_path / old).read_text()))
    assert ((tmp_path / old).parent / link).resolve().is_file()
    assert [x for x in changes(tmp_path, old, new) if x[0] in "+-"][2:] == ["-One.", "+Two."]
    assert as_version(as_version(b"x")) == b"x"


@pytest.mark.parametrize("size", [0, 10, 10_000])
def test_the_name_of_an_image_is_the_hash_of_its_bytes(size):
    path = asset_path(b"x" * size, "gif")
    assert path.startswith("articles/images/")
    assert path.endswith(".gif")
    assert len(path) == len("articles/images/") + 3 + 32 + 4


@pytest.mark.parametrize("place", ["mine.md", "Folder/mine.md", "a/b/c/d/e/mine.md"])
def test_the_links_of_an_article_that_was_moved_lead_to_its_images(tmp_path, place):
    _, record = save(tmp_path, illustrated(), bodies={A: PNG, B: PNG})
    new = tmp_path / place
    new.parent.mkdir(parents=True, exist_ok=True)
    for suffix in (".md", ".json"):
        (tmp_path / record.path).with_suffix(suffix).rename(new.with_suffix(suffix))
    moved = structs.replace(record, path=place)
    up = "../" * place.count("/")
    text = new.read_text().replace("](../../images", f"]({up}articles/images")
    new.write_text(text)  # as Obsidian does
    name, second = save(tmp_path, illustrated("It sank."), moved, now=LATER)
    assert (name, second.reason) == (OutcomeName.UPDATED, "")
    text = new.read_text()
    assert "It sank." in text
    for link in re.findall(r"\]\((\S*images/\S+?)\)", text):
        assert linked_asset(link)
        assert (new.parent / link).resolve().is_file()
    (version,) = (tmp_path / "versions").rglob("*.md")
    assert version.read_text().count("](../../articles/images/") == 3


def test_code_that_looks_like_a_link_is_none():
    assert as_version(b"`[a](../images/x.png)`") == b"`[a](../images/x.png)`"


# --- images where earlier versions saved them: in assets/ of the archive ----------------------

OLD = "assets/" + asset_path(PNG, "png").removeprefix("articles/images/")


def as_earlier_versions_saved(folder):
    """The row of an article whose image is in assets/."""
    _, record = save(folder, illustrated(urls=(A,)), bodies={A: PNG})
    new = asset_path(PNG, "png")
    (folder / OLD).parent.mkdir(parents=True)
    (folder / new).rename(folder / OLD)
    text, facts = (folder / record.path), (folder / record.path).with_suffix(".json")
    text.write_text(text.read_text().replace("](../../images/", "](../../../assets/"))
    known = json.loads(facts.read_text().replace(new, OLD))
    facts.write_text(json.dumps(known | {"body_hashes": []}))
    return structs.replace(record, file_hash="")


def test_an_image_stays_where_earlier_versions_saved_it(tmp_path):
    first = as_earlier_versions_saved(tmp_path)
    _, second = save(tmp_path, illustrated("It sank.", (A,)), first, now=LATER)
    text = (tmp_path / second.path).read_text()
    assert "It sank." in text
    assert set(re.findall(r"\]\((\S*?/[0-9a-f]{32}\.png)\)", text)) == {f"../../../{OLD}"}
    (version,) = (tmp_path / "versions").rglob("*.md")
    assert f"](../../{OLD})" in version.read_text()
    assert [x for x in files(tmp_path) if x.endswith(".png")] == [OLD]
    assert is_intact(PNG, OLD)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        (f"../../images/3f/{'a' * 32}.png", f"articles/images/3f/{'a' * 32}.png"),
        (f"../articles/images/3f/{'a' * 32}.png", f"articles/images/3f/{'a' * 32}.png"),
        (f"../../../assets/3f/{'a' * 32}.png", f"assets/3f/{'a' * 32}.png"),
        (f"https://x.example/images/3f/{'a' * 32}.png", ""),
        (f"../../x/images/3f/{'a' * 32}.png", ""),
        ("../../images/../../state.sqlite", ""),
    ],
)
def test_a_link_leads_to_an_image_of_the_archive(link, path):
    assert linked_asset(link) == path
    written = f"![a]({link})".encode()
    assert (path in named_assets(written)) is bool(path)
