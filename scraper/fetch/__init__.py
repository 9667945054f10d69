"""URL to Page: polite requests, bounded responses, and a named failure for whatever goes wrong.

httpx, tenacity, protego and sockets are used in this package only.
"""
