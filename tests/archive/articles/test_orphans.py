from scraper.archive.articles.orphans import Orphans
from scraper.archive.articles.revision import Origin
from scraper.archive.articles.writer import ArticleWriter
from scraper.settings import ArchiveSettings
from tests.archive.make import NOW, make_article, make_page, make_target


def target_of(number):
    return make_target(f"https://site{number}.org/a", site=f"site{number}.org")


def test_every_article_is_found_however_many_sites_there_are(tmp_path):
    with ArticleWriter.for_run(
        tmp_path, ArchiveSettings(raw=False), worker="w1", rules="7"
    ) as writer:
        paths = {
            number: writer.save(
                make_article(), Origin(page=make_page()), target_of(number), prior=None, now=NOW
            )[1].path
            for number in range(100)
        }
        writer.flush()
    orphans = Orphans(tmp_path)
    for number in (*range(100), *range(5)):
        target = target_of(number)
        found = orphans.find(target.site, target.key)
        assert (found.path, found.key, found.site) == (paths[number], target.key, target.site)


def test_an_archive_without_the_site_has_none(tmp_path):
    assert Orphans(tmp_path).find("example.org", "example.org/a") is None


def test_files_of_others_in_the_folder_are_passed_over(tmp_path):
    year = tmp_path / "articles/example.org/2026"
    year.mkdir(parents=True)
    (year / "notes.json").write_text("{}")
    (year.parent / "stray.json").write_text("{}")
    (year.parent / ".DS_Store").write_bytes(b"\x00")
    assert Orphans(tmp_path).find("example.org", "example.org/a") is None
