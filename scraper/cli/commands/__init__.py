"""The commands, one a file: its options, its help and what it does.

`scraper --help` imports all of them, so a module here imports only click, the standard library and
light modules of cli/; everything else is imported inside the functions that use it.
"""
