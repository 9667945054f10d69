"""Blocks -> CommonMark with GFM tables, strikethrough, task lists, footnotes, and TeX in dollars.

The law: what a CommonMark parser reads back from the Markdown is the blocks that went in,
text for text. Raw HTML is written for four things only, which Markdown has no sign for:
`<sub>`, `<sup>`, `<details>`, and `<br>` in a table's cell. Formulas are written as they are,
between `$` or `$$`: a reader without maths shows their TeX.
"""

from __future__ import annotations

from scraper.markdown.escape import escape_text
from scraper.markdown.render_blocks import render_markdown

__all__ = ["escape_text", "render_markdown"]
