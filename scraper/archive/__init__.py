"""Articles -> files, state and raw pages. Only here: sqlite3, warcio, YAML, and writing.

articles/<site>/<year>/<date>-<slug>-<id>.md   front matter and text (entry.py, names.py)
articles/…/<same name>.json                    everything else that is known
versions/<id>/<time>.md                        earlier texts
assets/<2>/<hash>.<ending>                     pictures (pictures.py)
raw/*.warc.gz                                  what came over the wire (raw.py)
state.sqlite                                   one row a URL key (state.py)
notes/<site>.json                              robots.txt, permanent redirects, pauses (notes.py)
runs/<time>.jsonl                              one line for every URL that a run asked (runlog.py)
"""

from typing import TYPE_CHECKING

from scraper.lazy import lazily

if TYPE_CHECKING:
    from scraper.archive.archive import TURNS, Archive, Place, open_archive
    from scraper.archive.entry import Origin, text_hash
    from scraper.archive.health import note_health
    from scraper.archive.known import Known
    from scraper.archive.names import article_id
    from scraper.archive.notes import NotesFolder
    from scraper.archive.pictures import Picture
    from scraper.archive.record import RawRef, Record, record_of
    from scraper.archive.replay import read_raw
    from scraper.archive.runlog import RunLog, drop_old_logs
    from scraper.archive.shelf import Shelf
    from scraper.archive.sketch import RELATED, similarity, sketch_of

__all__ = [
    "RELATED",
    "TURNS",
    "Archive",
    "Known",
    "NotesFolder",
    "Origin",
    "Picture",
    "Place",
    "RawRef",
    "Record",
    "RunLog",
    "Shelf",
    "article_id",
    "drop_old_logs",
    "note_health",
    "open_archive",
    "read_raw",
    "record_of",
    "similarity",
    "sketch_of",
    "text_hash",
]

# The parent of a run needs no YAML, no WARC and no Markdown, and where nothing is due nobody does.
_HOMES = {
    name: f"scraper.archive.{module}"
    for module, names in {
        "archive": "TURNS Archive Place open_archive",
        "entry": "Origin text_hash",
        "health": "note_health",
        "known": "Known",
        "names": "article_id",
        "notes": "NotesFolder",
        "pictures": "Picture",
        "record": "RawRef Record record_of",
        "replay": "read_raw",
        "runlog": "RunLog drop_old_logs",
        "shelf": "Shelf",
        "sketch": "RELATED similarity sketch_of",
    }.items()
    for name in names.split()
}
__getattr__ = lazily(__name__, _HOMES)
