"""The one place where the stages meet.

    sources -> queue (on the disk) -> workers by site: fetch -> extract -> save -> outcomes

session.py is a whole run, run.py the parent's side of it, worker.py a worker's, page.py what
happens to one page, single.py one URL without an archive.
"""
