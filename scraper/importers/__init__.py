"""Lists of URLs in the formats that people have: plain lists and the exports of other programs.

list_reader.py  a file, a ZIP of files or standard input -> targets and bad lines
list_format.py  which format a text has, told by its beginning
plain_list.py   one URL a line; links within any other text
link_markup.py  bookmarks (Netscape, Pocket, Instapaper) and OPML
url_tables.py   CSV and TSV with a column of URLs
url_objects.py  JSON and JSON Lines with a field of URLs
field_names.py  names of columns and fields in exports
list_entry.py   what a reader yields: a URL with its tags and the time when it was added
"""
