"""URL to Page: polite, bounded, and never fooled by what answers.

Only here are httpx, tenacity, protego and sockets known.
"""
