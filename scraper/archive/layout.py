"""The names of the folders and files of an archive, relative to its own folder.

articles/<site>/<year>/…  an article: `.md`, `.json`, `.comments.json` (articles/paths.py)
versions/<id>/<time>.md   its earlier texts (articles/version_backup.py)
articles/images/<2>/…     images of all articles (articles/assets.py)
assets/<2>/<hash>.<ext>   the same in an archive of an earlier version of this program
raw/*.warc.gz             responses as they were received (raw/warc_writer.py)
state.sqlite              a row for each URL key (state/)
forgotten.json            articles that were removed for good (forgotten.py)
search.sqlite             the search index (search_index.py)
runs/<time>.jsonl         a line for each URL that a run requested (runlog.py)
notes/<site>.json         robots.txt, redirects, pauses of a site (site_cache_folder.py)
shards/<name>/            the parts of a run over many machines, while it goes on
.gitignore                what git need not keep (git_ignore.py)
.lock, .lock-holder       who writes the archive (lock.py)
.lock-edits               who changes a `.md` at this moment (edit_lock.py)
.new, */.new              files that are being written (atomic_files.py)
.turns                    the rate limits that the workers of a run share for images
.large-page               which worker has the turn for a large page (workers/large_pages.py)
"""

from __future__ import annotations

ARTICLES = "articles"
VERSIONS = "versions"
IMAGES = f"{ARTICLES}/images"
ASSETS = "assets"
RAW = "raw"
STATE = "state.sqlite"
FORGOTTEN = "forgotten.json"
INDEX = "search.sqlite"
RUNS = "runs"
SITE_CACHES = "notes"
SHARDS = "shards"
LOCK = ".lock"  # the files of the lock have names that begin with this
LOCK_HOLDER = ".lock-holder"
EDIT_LOCK = ".lock-edits"
NEW = ".new"
IMAGE_RATE_LIMITS = ".turns"
LARGE_PAGE = ".large-page"
