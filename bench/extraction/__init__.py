"""Quality and speed of extraction, compared with other extractors on public corpora.

    make bench-extraction CORPORA=dir
    python -m bench.extraction dir [--extractors scraper,trafilatura] [--only wcxb] [--json]

`dir` holds clones of the corpora's own repositories (see corpora.py). All extractors run in
one process, page by page in turn, so that the ratios of their times are those of one run.
"""
