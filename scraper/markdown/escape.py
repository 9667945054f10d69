"""Which characters of a text would be read as marks, and are written with a backslash.

Only those: `snake_case`, `2 * 3`, `C#` and `AT&T` stay as they are. Sections are those of
the CommonMark specification 0.31. Marks of other programs are escaped too, which a CommonMark
reader sees as they were: tags and comments of Obsidian (`#word`, `%%`), shortcodes of Hugo (`{{<`,
`{{%`).
"""

from __future__ import annotations

import re

# What may need a backslash in the middle of a line, by what stands around it (_INLINE).
_SIGN = re.compile(r"[\\`*_\[\]<&~#%]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_INLINE = re.compile(
    r"""
      \\ (?= [!-/:-@\[-`{-~] | $ )          # 2.4: a backslash before punctuation
    | `                                      # 6.1: code spans
    | \* (?! \s ) | (?<! \s ) (?<! ^ ) \* | ^ \*   # 6.2: emphasis, unless spaces stand around
    | (?<! [^\W_] ) _ | _ (?! [^\W_] )               # 6.2: `_` inside a word marks nothing
    | [\[\]]                                 # 6.3: links, notes
    | < (?= [A-Za-z/!?] )                    # 6.5, 6.6: autolinks, raw HTML
    | & (?= \#?\w+; )                        # 2.5: entities
    | ~ (?= ~ ) | (?<= ~ ) ~                 # GFM: strikethrough
    | (?<! [^\s(\[{"'“„«*_~|>] ) \# (?= \d* [^\d\s!-,.:-@\[-^`{-~\u2000-\u206f] )  # Obsidian: tags
    | % (?= % )                              # Obsidian: comments
    | (?<= \{\{ ) [<%]                       # Hugo: shortcodes
    """,
    re.VERBOSE,
)
# What makes a line a heading, a list entry, a quote, a rule, a fence, a table's delimiter row.
_LINE_START = re.compile(
    r"""
    ^ (?: \#{1,6} (?= \s | $ ) | > | [-+*] (?= \s | $ )
      | ([-_*]) [ \t]* (?: \1 [ \t]* ){2,} $      # 4.1
      | =+ [ \t]* $                              # 4.3
      | [-:|] [-:|\ \t]* $                       # GFM 4.10
    )
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_LONE_STAR = re.compile(r"(?<=[^\W_])\*(?=[^\W_])")
_FENCE = re.compile(r"^~{3,}")
_SHORTCODE = re.compile(r"\{\{(?=[<%])")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
# Nothing in such an address is read as a mark: most addresses.
_PLAIN_ADDRESS = re.compile(r"[\w~/.:?=&%#+,@!$'-]+", re.ASCII)
_ADDRESS_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NEEDS_BRACKETS = re.compile(r"[\s()]")
_ADDRESS_SIGN = re.compile(r"([*`\[\]])")


def clean(text: str) -> str:
    """`text` without characters that no Markdown file should hold; line ends become spaces."""
    if text.isprintable():  # no control character is, and most texts are
        return text
    return _CONTROL.sub("", text.replace("\n", " ").replace("\r", " "))


def escape_text(text: str) -> str:
    """`text` as Markdown in the middle of a line; white space is kept."""
    return _SIGN.sub(_escaped, clean(text))


def escape_alone(text: str) -> str:
    """`text` as all that a block's line holds: its only star inside a word marks nothing."""
    escaped = escape_text(text)
    if text.count("*") == 1 and _LONE_STAR.search(text):
        return escaped.replace("\\*", "*")
    return escaped


def first_escaped(text: str) -> str:
    """The first character of `escape_text(text)`."""
    text = clean(text)
    found = _SIGN.match(text)
    return _escaped(found)[0] if found else text[:1]


def _escaped(sign: re.Match[str]) -> str:
    needed = _INLINE.match(sign.string, sign.start())
    return "\\" + sign.group() if needed else sign.group()


def escape_line_start(line: str) -> str:
    """A finished line of a paragraph, so that its beginning opens no other block.

    Four spaces or a tab would make it code (4.4): white space in front leaves.
    """
    line = line.lstrip(" \t")
    if line[:1].isalpha():
        return line  # as most lines begin
    if numbered := _NUMBERED.match(line):
        return f"{numbered.group(1)}\\{line[numbered.end(1) :]}"
    if _LINE_START.match(line) or _FENCE.match(line):
        return "\\" + line
    return line


def escape_cell(text: str) -> str:
    """A finished cell: a bar would end it (GFM 4.10)."""
    return _BAR.sub(r"\1\\|", text) if "|" in text else text


def destination(href: str) -> str:
    """An address as a link destination (6.3): in `<>` where spaces or brackets ask for it."""
    if _PLAIN_ADDRESS.fullmatch(href):
        return href
    href = _ADDRESS_CONTROL.sub("", href).replace("\\", "%5C")
    href = _SHORTCODE.sub("%7B%7B", href)
    href = _ENTITY.sub("&amp;", href)
    href = href.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")
    if not href:
        return "<>"
    return f"<{href}>" if _NEEDS_BRACKETS.search(href) else _ADDRESS_SIGN.sub(_encoded, href)


def _encoded(match: re.Match[str]) -> str:
    # `_` and `~` mark nothing inside a destination; a bracket or star confuses lesser readers.
    return f"%{ord(match.group()):02X}"


def title(text: str) -> str:
    """A link title with its space, or nothing (6.3)."""
    text = clean(text).strip()
    if not text:
        return ""
    text = _ENTITY.sub(r"\\&", text.replace("\\", "\\\\"))
    text = _SHORTCODE.sub(r"{{\\", text)
    return ' "' + text.replace('"', '\\"') + '"'
