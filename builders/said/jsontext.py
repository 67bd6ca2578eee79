"""JSON as text: strict reading with places for errors, and the two ways in which we write it.

`line` writes an annotation as the seeds have it, `canonical_lines` rows as the releases have them.
Reading refuses what `json` lets through: repeated keys, NaN, a byte order mark.
"""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import msgspec

Pointer = tuple[str | int, ...]
"""A place inside a JSON value: the keys and indices that lead to it."""

# No field of the seeds is a fraction: a number with a point is kept as the string that stands
# there, which no schema takes for a number.
_SEED = msgspec.json.Decoder(float_hook=str)
_ROW = msgspec.json.Encoder()
_CANONICAL = msgspec.json.Encoder(order="sorted")
_SPACE = re.compile(r"[ \t\n\r]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


class Problem(NamedTuple):
    """Why a text is no acceptable JSON: the kind of problem, what it is, and its character."""

    kind: str
    message: str
    offset: int


def compact(row: Any) -> bytes:
    """A value as JSON in UTF-8, keys as they come, no spaces."""
    return _ROW.encode(row)


def canonical(row: Any) -> bytes:
    """A row as canonical JSON: what `json.dumps(row, sort_keys=True, ensure_ascii=False,
    separators=(",", ":"))` gives, in UTF-8, for rows whose floats need no exponent."""
    return _CANONICAL.encode(row)


def canonical_lines(rows: list[Any]) -> bytes:
    """Rows as canonical JSON, each ended by a line feed."""
    return _CANONICAL.encode_lines(rows)


def line(annotation: Any) -> bytes:
    """An annotation as a line of the seeds: `, ` and `: ` as separators, nothing escaped."""
    return msgspec.json.format(_ROW.encode(annotation), indent=0)


def parse(raw: bytes) -> tuple[Any, Problem | None]:
    """The value of a JSON text, or the problem with it.

    `raw` is valid UTF-8. A repeated key is lost in the value, so a text that is longer than its
    value written out is read a second time, slowly.
    """
    try:
        value = _SEED.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None, _syntax_problem(raw)
    if msgspec.json.format(raw, indent=-1) == _ROW.encode(value):
        return value, None
    return value, _repeated_key(raw.decode())


def _syntax_problem(raw: bytes) -> Problem:
    try:
        json.loads(raw.decode())
    except json.JSONDecodeError as error:
        return Problem("json-syntax", f"no valid JSON: {_in_words(error.msg)}", error.pos)
    except RecursionError:
        return Problem("json-syntax", "no usable JSON: nested too deeply", 0)
    return Problem(
        "json-syntax", "no valid JSON: NaN, Infinity, a lone surrogate or a number out of range", 0
    )


_WORDS = {
    "Unexpected UTF-8 BOM": "the file begins with a byte order mark; save it without",
    "Expecting property name": "no name in straight double quotes, or a comma too many before",
    "Unterminated string": "this string is not closed",
    "Invalid control character": "a string holds a raw control character or line end",
    "Invalid \\escape": "a backslash in a string must be doubled",
    "Extra data": "something stands behind the end of the record",
    "Expecting value": "a value is missing here",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
}


def _in_words(message: str) -> str:
    """A message of Python's JSON reader for somebody who does not know Python."""
    return next((words for start, words in _WORDS.items() if message.startswith(start)), message)


def _repeated_key(text: str) -> Problem | None:
    try:
        repeated = _walk(text).repeated
    except RecursionError:
        return Problem("json-syntax", "no usable JSON: nested too deeply", 0)
    if not repeated:
        return None
    pointer, offset = repeated[0]
    return Problem("json-duplicate-key", f"the key {pointer[-1]!r} stands here again", offset)


def place_of(text: str, pointer: Pointer) -> tuple[int, int]:
    """Where the value at `pointer` starts and ends, in characters, half open; that of the nearest
    value around it where the pointer leads nowhere."""
    try:
        walk = _walk(text)
    except RecursionError:
        return 0, len(text)
    while pointer not in walk.starts:
        pointer = pointer[:-1]
    return walk.starts[pointer], walk.ends[pointer]


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1, lines ended by a line feed."""
    before = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - before


class _Walk:
    """Where every value of a valid JSON text starts and ends, and which keys repeat."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: dict[Pointer, int] = {}
        self.ends: dict[Pointer, int] = {}
        self.repeated: list[tuple[Pointer, int]] = []

    def _after_space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def value(self, at: int, pointer: Pointer) -> int:
        at = self._after_space(at)
        self.starts.setdefault(pointer, at)
        end = self._end(at, pointer)
        self.ends.setdefault(pointer, end)
        return end

    def _end(self, at: int, pointer: Pointer) -> int:
        opening = self.text[at]
        if opening == "{":
            return self._members(at, pointer)
        if opening == "[":
            return self._items(at, pointer)
        if opening == '"':
            return int(scanstring(self.text, at + 1)[1])
        scalar = _SCALAR.match(self.text, at)
        return scalar.end() if scalar else at

    def _members(self, at: int, pointer: Pointer) -> int:
        at = self._after_space(at + 1)
        while self.text[at] != "}":
            key, after = scanstring(self.text, at + 1)
            here = (*pointer, key)
            if here in self.starts:
                self.repeated.append((here, at))
            after = self.value(self._after_space(after) + 1, here)
            at = self._next(after)
        return at + 1

    def _items(self, at: int, pointer: Pointer) -> int:
        at = self._after_space(at + 1)
        index = 0
        while self.text[at] != "]":
            at = self._next(self.value(at, (*pointer, index)))
            index += 1
        return at + 1

    def _next(self, at: int) -> int:
        """Past white space and a comma."""
        at = self._after_space(at)
        return self._after_space(at + 1) if self.text[at] == "," else at


def _walk(text: str) -> _Walk:
    walk = _Walk(text)
    walk.value(0, ())
    return walk
