"""What happens to one target, and how its result is stored. Here fetch, extract and save meet.

    due.py             is the target requested in this run?
    feed_expansion.py  a feed or sitemap -> the targets it names
    feed_trouble.py    a feed that names nothing any more -> what came instead
    page_outcome.py    page -> article -> saved or not -> result
    duplicates.py      is it a copy of a saved article?
    image_fetcher.py   the images of an article
    results.py         results of targets without an article: failed, unchanged, …
    recorder.py        result -> row of the state, line of the log, callback
    archived_page.py   row of the state -> its raw page, for reprocess and why
    single.py          one URL without an archive: fetch -> extract

    job.py             what goes to a worker and comes back; clock.py: the time of a run

The processes that do this are in workers/, whole runs in runs/.
"""
