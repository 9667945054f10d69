"""Articles -> files, state and raw pages. Only here: sqlite3, warcio, YAML, and writing.

articles/     an article's files: their names, contents, earlier texts, images
state/        the rows: one for each URL key, the queue, the runs, the health of sites
raw/          responses as they were received (WARC)
exporters/    articles in other formats

The folders and files of an archive are listed in layout.py.
"""
