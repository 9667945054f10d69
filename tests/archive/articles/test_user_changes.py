"""What the user has changed in an article stays, whatever the page says later."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from scraper.archive.articles.revision import Origin
from scraper.archive.articles.saved_article import read_saved
from scraper.archive.articles.writer import ArticleWriter
from scraper.archive.state.state_store import State
from scraper.archive.verification import Trouble, verify_archive
from scraper.settings import ArchiveSettings
from tests.archive.articles.test_writer import UNCHANGED, UPDATED, Killed, save, versions, writer_in
from tests.archive.make import LATER, make_article, make_page, make_target

PLAIN = ArchiveSettings(raw=False)
EVEN_LATER = LATER + timedelta(days=1)


def change(folder, record, old, new):
    path = folder / record.path
    text = path.read_bytes()
    assert old.encode() in text
    path.write_bytes(text.replace(old.encode(), new.encode(), 1))


def text_of(folder, record):
    return (folder / record.path).read_text()


def front_of(folder, record):
    return yaml.safe_load(text_of(folder, record).split("---\n")[1])


def beside(folder, record):
    return json.loads((folder / record.path).with_suffix(".json").read_text())


def reprocess(folder, article, record, *, settings=PLAIN, now=LATER, preview=False):
    with ArticleWriter.for_reprocessing(folder, settings, rules="7", is_preview=preview) as writer:
        saved = writer.save(article, Origin(page=make_page()), make_target(), prior=record, now=now)
        writer.flush()
    return saved


def update(folder, article, record, now=LATER):
    return save(folder, article, record, now=now)


def found(folder, record):
    state = State(folder / "state.sqlite")
    state.put([record])
    findings = list(verify_archive(folder, state))
    state.close()
    return [(finding.trouble, finding.detail) for finding in findings]


WRITERS = pytest.mark.parametrize("write", [update, reprocess])


# --- front matter ---------------------------------------------------------------------------------


@WRITERS
def test_keys_and_comments_of_the_user_stay_where_they_are(tmp_path, write):
    _, first = save(tmp_path, make_article(section="News"))
    own = "# mine\nrating: 5\nlinks: {a: [1, 2]}   # a comment\ntext: |\n  one\n  # two\n"
    change(tmp_path, first, "section:", own + "section:")
    _, second = write(tmp_path, make_article("New text.", section="Sea"), first)
    text = text_of(tmp_path, second)
    assert own in text
    assert text.index("created:") < text.index("rating:") < text.index('section: "Sea"')
    assert "New text." in text
    assert found(tmp_path, second) == []


@WRITERS
def test_a_title_and_tags_of_the_user_stay_and_are_marked_in_the_json(tmp_path, write):
    _, first = save(tmp_path, make_article(tags=("sea",), description="old"))
    change(tmp_path, first, '"Ferry returns"', "'My title'")
    change(tmp_path, first, '- "sea"', "- sea\n- todo")
    new = make_article("New.", title="Page", tags=("ships",), description="new")
    _, second = write(tmp_path, new, first)
    front = front_of(tmp_path, second)
    assert (front["title"], front["tags"]) == ("My title", ["sea", "todo"])
    assert (front["description"], front["version"]) == ("new", 2)
    json_ = beside(tmp_path, second)
    assert json_["overridden"] == {"title": "My title", "tags": ["sea", "todo"]}
    assert (json_["title"], json_["tags"]) == ("Page", ["ships"])
    sidecar = read_saved(tmp_path, second).sidecar
    assert (sidecar.title, sidecar.tags) == ("My title", ("sea", "todo"))
    _, third = write(tmp_path, make_article("Newer.", title="Third"), second, now=EVEN_LATER)
    assert front_of(tmp_path, third)["title"] == "My title"


def test_a_field_that_was_removed_stays_away_until_the_page_has_none_either(tmp_path):
    _, first = save(tmp_path, make_article(description="Old."))
    change(tmp_path, first, 'description: "Old."\n', "")
    _, second = update(tmp_path, make_article("B", description="New."), first)
    assert "description" not in front_of(tmp_path, second)
    assert beside(tmp_path, second)["overridden"] == {"description": None}
    _, third = update(tmp_path, make_article("C"), second, now=EVEN_LATER)
    assert "overridden" not in beside(tmp_path, third)
    _, fourth = update(tmp_path, make_article("D", description="X"), third, now=EVEN_LATER)
    assert front_of(tmp_path, fourth)["description"] == "X"


def test_a_value_that_is_that_of_the_page_again_follows_the_page(tmp_path):
    _, first = save(tmp_path, make_article())
    change(tmp_path, first, "Ferry returns", "Mine")
    _, second = update(tmp_path, make_article("B"), first)
    change(tmp_path, second, "Mine", "Ferry returns")
    _, third = update(tmp_path, make_article("C", title="Other"), second, now=EVEN_LATER)
    assert front_of(tmp_path, third)["title"] == "Other"


def test_what_an_editor_spells_in_another_way_is_no_change(tmp_path):
    published = date(2026, 3, 9)
    _, first = save(tmp_path, make_article(published=published, tags=("sea", "1990")))
    path = tmp_path / first.path
    text = path.read_text().replace('"', "").replace("- sea", "  - sea").replace("- _1", "  - _1")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert found(tmp_path, first) == []
    _, second = update(tmp_path, make_article("B", title="T", published=published), first)
    assert front_of(tmp_path, second)["title"] == "T"
    assert "overridden" not in beside(tmp_path, second)
    assert versions(tmp_path)


def test_the_fields_of_the_program_are_set_right(tmp_path):
    _, first = save(tmp_path, make_article())
    change(tmp_path, first, "version: 1", "version: 99")
    _, second = update(tmp_path, make_article("B"), first)
    assert front_of(tmp_path, second)["version"] == 2


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('title: "Ferry returns"', "title: a: b", "line 2: mapping values are not allowed"),
        ("version: 1", "x: &a *a", "line 9"),
        ("version: 1", "? [a]\n: 1", "not a plain key"),
        ("version: 1", "x: " + "[" * 100_000, "more than 50 levels"),
        ("version: 1", "x: !!binary %", "line 9"),
    ],
)
def test_front_matter_that_cannot_be_read_is_left_alone_and_named(tmp_path, old, new, reason):
    _, first = save(tmp_path, make_article())
    change(tmp_path, first, old, new)
    before = text_of(tmp_path, first)
    ((trouble, detail),) = found(tmp_path, first)
    assert (trouble, reason in detail, "\n" in detail) == (Trouble.EDITED, True, False)
    name, second = update(tmp_path, make_article("New."), first)
    assert text_of(tmp_path, first) == before
    assert (name, second.version) == (UPDATED, 2)
    assert reason in second.reason
    assert "new version kept in versions/" in second.reason
    assert list(versions(tmp_path).values()) == ["New."]
    assert read_saved(tmp_path, second).sidecar.title == "Ferry returns"
    change(tmp_path, second, new, old)
    _, third = update(tmp_path, make_article("Newer."), second, now=EVEN_LATER)
    assert "Newer." in text_of(tmp_path, third)
    assert "overridden" not in beside(tmp_path, third)


@pytest.mark.parametrize("lines", [None, "", "# nothing\n", "mine: 1\n"])
@WRITERS
def test_front_matter_that_was_removed_comes_back_above_the_same_body(tmp_path, write, lines):
    _, first = save(tmp_path, make_article())
    path = tmp_path / first.path
    front = "" if lines is None else f"---\n{lines}---\n"
    path.write_text(front + path.read_text().split("---\n", 2)[2])
    _, second = write(tmp_path, make_article("New."), first)
    assert "New." in path.read_text()
    front = front_of(tmp_path, second)
    assert (front["version"], front["title"]) == (2, "Ferry returns")
    assert (lines or "") in path.read_text()


@pytest.mark.parametrize(
    ("value", "tags"),
    [('"sea, #ships"', ("sea", "ships")), ("[1990, x]", ("1990", "x")), ("{a: 1}", ("page",))],
)
def test_tags_in_other_forms(tmp_path, value, tags):
    _, first = save(tmp_path, make_article(tags=("page",)))
    change(tmp_path, first, 'tags:\n- "page"', f"tags: {value}")
    assert read_saved(tmp_path, first).sidecar.tags == tags
    _, second = update(tmp_path, make_article("B", tags=("page",)), first)
    assert f"tags: {value}\n" in text_of(tmp_path, second)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_title_of_digits_is_a_text(tmp_path, is_known):
    _, first = save(tmp_path, make_article())
    change(tmp_path, first, '"Ferry returns"', "1984")
    row = first if is_known else replace(first, file_hash="")  # made again from files
    assert read_saved(tmp_path, row).sidecar.title == "1984"


# --- notes and body -------------------------------------------------------------------------------


@WRITERS
def test_notes_below_the_line_are_never_touched(tmp_path, write):
    _, first = save(tmp_path, make_article())
    notes = "<!-- notes -->\nMine, \x00 \n\n---\ntitle: x\n---\n# End"
    with (tmp_path / first.path).open("ab") as file:
        file.write(notes.encode() + b" \xff")
    own = (tmp_path / first.path).with_suffix(".notes.md")
    own.write_text("More.")
    assert found(tmp_path, first) == []
    _, second = write(tmp_path, make_article("New."), first)
    content = (tmp_path / second.path).read_bytes()
    assert content.endswith(b"\n\nNew.\n\n" + notes.encode() + b" \xff\n")
    assert own.read_text() == "More."
    saved = read_saved(tmp_path, second)
    assert saved.body == "New."
    assert saved.notes.startswith("Mine")


def test_the_line_for_notes_is_written_on_request(tmp_path):
    _, first = save(tmp_path, make_article())
    assert "notes" not in text_of(tmp_path, first)
    notes = ArchiveSettings(notes=True)
    name, second = reprocess(tmp_path, make_article(), first, settings=notes)
    assert (name, text_of(tmp_path, second).endswith("\n\n<!-- notes -->\n")) == (UPDATED, True)
    assert reprocess(tmp_path, make_article(), second, settings=notes)[0] is UNCHANGED


def test_a_page_cannot_begin_the_notes(tmp_path):
    _, first = save(tmp_path, make_article("```\n<!-- notes -->\nx\n```\n\nThe end."))
    assert read_saved(tmp_path, first).notes == ""
    _, second = update(tmp_path, make_article("New."), first)
    assert "The end." not in text_of(tmp_path, second)


@WRITERS
def test_a_body_that_was_edited_stays_and_the_new_text_is_kept_beside_it(tmp_path, write):
    _, first = save(tmp_path, make_article("The ferry is back."))
    change(tmp_path, first, "is back", "is NOT back")
    before = text_of(tmp_path, first)
    name, second = write(tmp_path, make_article("The ferry sank."), first)
    assert (name, text_of(tmp_path, second)) == (UPDATED, before)
    kept = beside(tmp_path, second)["new_text"]
    assert second.reason == f"edited by you, new version kept in {kept}"
    assert (tmp_path / kept).read_text().endswith("The ferry sank.\n")
    assert [trouble for trouble, _ in found(tmp_path, second)] == [Trouble.EDITED]
    assert write(tmp_path, make_article("The ferry sank."), second, now=EVEN_LATER)[0] is UNCHANGED
    assert len(versions(tmp_path)) == 1
    _, third = write(tmp_path, make_article("It floats."), second, now=EVEN_LATER)
    assert text_of(tmp_path, third) == before
    assert list(versions(tmp_path).values()) == ["The ferry sank.", "It floats."]
    (tmp_path / beside(tmp_path, third)["new_text"]).rename(tmp_path / third.path)  # accepted
    _, fourth = write(tmp_path, make_article("Later."), third, now=EVEN_LATER)
    assert "Later." in text_of(tmp_path, fourth)
    assert "new_text" not in beside(tmp_path, fourth)
    assert found(tmp_path, fourth) == []


def test_an_edit_that_is_taken_back_is_none(tmp_path):
    _, first = save(tmp_path, make_article("The ferry is back."))
    change(tmp_path, first, "is back", "is NOT back")
    _, second = update(tmp_path, make_article("B"), first)
    change(tmp_path, second, "is NOT back", "is back")
    _, third = update(tmp_path, make_article("C"), second, now=EVEN_LATER)
    assert text_of(tmp_path, third).endswith("\n\nC\n")
    assert "overridden" not in beside(tmp_path, third)


def test_metadata_reach_an_edited_article_whose_page_has_the_same_text(tmp_path):
    _, first = save(tmp_path, make_article(section="News"))
    change(tmp_path, first, "is back", "is NOT back")
    _, second = reprocess(tmp_path, make_article(section="Sea"), first)
    assert "is NOT back" in text_of(tmp_path, second)
    assert front_of(tmp_path, second)["section"] == "Sea"
    assert [trouble for trouble, _ in found(tmp_path, second)] == [Trouble.EDITED]


def test_an_article_of_an_older_version_that_was_edited_is_not_overwritten(tmp_path):
    _, first = save(tmp_path, make_article())
    json_ = beside(tmp_path, first)
    del json_["body_hashes"]
    (tmp_path / first.path).with_suffix(".json").write_text(json.dumps(json_))
    change(tmp_path, first, "is back", "is NOT back")
    _, second = update(tmp_path, make_article("New."), first)
    assert "is NOT back" in text_of(tmp_path, second)


def test_a_preview_reports_an_edit_and_writes_nothing(tmp_path):
    _, first = save(tmp_path, make_article())
    change(tmp_path, first, "is back", "is NOT back")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*") if path.is_file()}
    _, record = reprocess(tmp_path, make_article("New."), first, preview=True)
    assert record.reason.startswith("edited by you")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()} == before


# --- at the wrong moment --------------------------------------------------------------------------


EDITS = {
    "front": ('title: "Ferry returns"', "title: Mine\nrating: 5"),
    "body": ("is back", "is NOT back"),
    "notes": ("is back.\n", "is back.\n\n<!-- notes -->\nMine\n"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_change_while_a_batch_is_open_is_not_lost(tmp_path, edit):
    old, new = EDITS[edit]
    _, first = save(tmp_path, make_article())
    with writer_in(tmp_path) as writer:
        origin = Origin(page=make_page())
        _, second = writer.save(make_article("New."), origin, make_target(), prior=first, now=LATER)
        change(tmp_path, first, old, new)
        writer.flush()
    text = text_of(tmp_path, first)
    assert new.splitlines()[-1] in text
    assert ("New." in text) == (edit != "body")
    texts = [*versions(tmp_path).values(), text]
    assert any("New." in each for each in texts)
    assert "NOT" not in new or found(tmp_path, second)[0][0] is Trouble.EDITED


@pytest.mark.parametrize("edit", EDITS)
def test_a_kill_between_any_two_files_loses_nothing_and_invents_no_edit(
    tmp_path, monkeypatch, edit
):
    old, new = EDITS[edit]
    for steps in range(10):
        folder = tmp_path / str(steps)
        folder.mkdir()
        _, first = save(folder, make_article(section="A", description="X"))
        change(folder, first, old, new)
        done = _killed_after(
            steps,
            monkeypatch,
            lambda f=folder, r=first: update(
                f, make_article("New.", section="B", description="Y"), r
            ),
        )
        monkeypatch.undo()
        assert new.splitlines()[-1] in text_of(folder, first)
        article = make_article("Newer.", section="C", description="Z")
        _, second = update(folder, article, first, now=EVEN_LATER)
        text = text_of(folder, second)
        assert new.splitlines()[-1] in text
        assert ("Newer." in text) == (edit != "body")
        overridden = beside(folder, second).get("overridden", {})
        assert overridden == ({"title": "Mine"} if edit == "front" else {})
        if done:
            return
    raise AssertionError


def _killed_after(steps, monkeypatch, work):
    replace_file, left = Path.replace, [steps]

    def counted(self, goal):
        if not left[0]:
            raise Killed
        left[0] -= 1
        return replace_file(self, goal)

    monkeypatch.setattr(Path, "replace", counted)
    try:
        work()
    except Killed:
        return False
    return True
