"""Blocks -> CommonMark with GFM tables, strikethrough, task lists, footnotes, and TeX in dollars.

The invariant: a CommonMark parser reads the same blocks from the Markdown, text for text. Raw HTML
is written only for what Markdown has no syntax for: `<sub>`, `<sup>`, `<details>`, and `<br>` in a
table cell. Formulas are written as they are, between `$` or `$$`: a reader without maths shows
their TeX.
"""

from __future__ import annotations

from scraper.markdown.escape import escape_text
from scraper.markdown.render_blocks import render_markdown

__all__ = ["escape_text", "render_markdown"]
