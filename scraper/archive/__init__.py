"""Articles -> files, state and raw pages. Only here: sqlite3, warcio, YAML, and writing.

articles/<site>/<year>/<date>-<slug>-<id>.md   front matter and text (articles/entry.py)
articles/…/<same name>.json                    everything else that is known
versions/<id>/<time>.md                        earlier texts (articles/versions.py)
assets/<2>/<hash>.<ending>                     images (articles/assets.py)
raw/*.warc.gz                                  responses as they were received (raw/)
state.sqlite                                   one row per URL key (state/)
notes/<site>.json                              robots.txt, redirects, pauses (site_notes.py)
runs/<time>.jsonl                              one line per URL that a run requested (runlog.py)
"""
