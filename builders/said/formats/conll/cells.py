"""The columns of a file, and how its cells write white space."""

from __future__ import annotations

import re

from said.tokens import COLUMNS

SUFFIX = ".conllup"
HEAD = "# global.columns = "
SPANS = "SPANS"
TAGS = {column.upper(): column for column in COLUMNS}
NAMES = ("ID", "FORM", "START", "END", *TAGS, SPANS, "MISC")
NONE = "_"
REMEDY = "correct the file, or name a file of CoNLL-U Plus"


_ESCAPES = {" ": "s", "\t": "t", "\r": "r", "\n": "n", "|": "p", "\\": "\\"}
_UNESCAPES = {letter: character for character, letter in _ESCAPES.items()}
_ESCAPED = re.compile(r"\\(?:u([0-9a-f]{4})|(.))")


def escaped(spaces: str) -> str:
    """White space as `MISC` has it."""

    def escape(character: str) -> str:
        letter = _ESCAPES.get(character)
        return f"\\{letter}" if letter else f"\\u{ord(character):04x}"

    return "".join(map(escape, spaces))


def unescaped(written: str) -> str:
    """The white space that `MISC` has."""
    return _ESCAPED.sub(
        lambda found: chr(int(found[1], 16)) if found[1] else _UNESCAPES.get(found[2], found[2]),
        written,
    )
