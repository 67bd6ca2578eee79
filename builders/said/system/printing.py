"""How text from outside is printed: `printable` for a line, `printable_json` for JSON.

A name that contains a line break or a control character can then neither begin a line of its own,
which a CI log may take for a command, nor change what the terminal shows.
"""

from __future__ import annotations

import json


def printable(line: str) -> str:
    """The line with what would break it, or the terminal, written as an escape."""
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)


def printable_json(text: str) -> str:
    """The same value as compact JSON, with the characters that `printable` escapes as escapes of
    JSON."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
