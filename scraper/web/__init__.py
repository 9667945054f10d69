"""HTML for people to look at. Text of pages is hostile: everything is escaped, nothing is run.

html.py               escaping, and a document with its Content-Security-Policy
explanation_page.py   an explanation as one self-contained page
"""
