"""HTML for people to look at. Text of pages is hostile: everything is escaped, nothing is run.

html.py               escaping, and a document with its Content-Security-Policy
explanation_page.py   an explanation as one self-contained page
article_html.py       the Markdown of an article -> HTML
text_differences.py   two texts -> rows, side by side
charts.py             figures of runs and sites -> SVG
reader.py             the pages of `scraper serve`
list_entries.py       what a list shows of an article
index_updates.py      when the search index is updated
request_guard.py      which requests it accepts, and the headers of its responses
server.py             the server on a loopback address

Only reader.py, request_guard.py and server.py need the extra `web`.
"""
