"""Many pages that are there already -> their articles, on all cores; no archive, no network.

page_input      what may be given: HTML, files, pages of a WARC file
page_process    one worker process, seen from both sides
extract_many    the pool of them, as an iterator
page_names      files, folders and patterns, as the user names them
page_files      the pages in them
page_row        an article as one flat row
page_output     a folder of .md and .json, JSON Lines, Parquet
"""
