"""The processes of a run: a dispatcher in the parent, workers that fetch, extract and save.

    dispatcher.py        parent: sites of the queue -> workers -> results -> recorder
    process.py           parent: one worker process: start, send, receive, stop, kill
    messages.py          what parent and workers send each other
    page_timer.py        shared memory: which page a worker extracts, and since when
    preload.py           fork server: what workers share
    worker.py            worker: event loop over its sites and the pipe
    job_processor.py     worker: what a job needs; memory.py: limits of memory
    scraping.py          worker: fetch -> extract -> save
    reprocessing.py      worker: raw page -> extract -> save
    extraction_gate.py   worker: one extraction at a time

Work is divided by site: one worker has all of a site's targets, so politeness needs no shared
state, and no page crosses a process border.
"""
