"""Whole runs over an archive: what the command line and other programs call.

session.py         run, reprocess, merge: sources or raw pages -> outcomes
sources.py         list files, standard input, URLs -> targets
archive_status.py  the health of an archive, site by site
archive_repair.py  what `scraper verify` finds, repaired
"""
