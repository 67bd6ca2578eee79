"""JSON as text: strict reading with places for errors, and the two ways in which we write it.

`line` writes an annotation as the seeds have it, `canonical_lines` rows as the releases have them.
Reading refuses what `json` lets through: repeated keys, NaN, a byte order mark.
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from json.decoder import scanstring  # type: ignore[attr-defined]
from math import isfinite
from typing import Any

import msgspec

from said.system.printing import printable_json
from said.text.jsonfaults import Problem, foreign_scalar, syntax_problem

Pointer = tuple[str | int, ...]
"""A place inside a JSON value: the keys and indices that lead to it."""


_EXACT = 2**53
"""Below it a float holds every whole number."""


def _number(written: str) -> int | float:
    """A number with a point: 73.0 is the integer 73, so that an offset is never a float."""
    value = float(written)
    if not isfinite(value):
        raise ValueError(f"{written} is out of range")
    return int(value) if abs(value) < _EXACT and written == f"{value:.0f}.0" else value


def _number_as_written(written: str) -> int | float | str:
    """As `_number`. A number that would be written back in another way, such as 0.10, stays the
    string that is there, which no schema takes for a number."""
    try:
        value = _number(written)
    except ValueError:
        return written
    return value if isinstance(value, int) or written == repr(value) else written


_SEED = msgspec.json.Decoder(float_hook=_number_as_written)
_REREAD = msgspec.json.Decoder(float_hook=_number)
_ROW = msgspec.json.Encoder()
_CANONICAL = msgspec.json.Encoder(order="sorted")
_SPACES = " \t\n\r"
_SPACE = re.compile(rf"[{_SPACES}]*")
_LINE_FEED = re.compile("\n")
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_STRING_OR_BRACKET = re.compile(rf"{_STRING}|[{{}}\[\]]", re.DOTALL)
_SCALAR = re.compile(rf"{_STRING}|-?[A-Za-z]+|-?[0-9][0-9eE.+-]*", re.DOTALL)
# A pair of surrogates, half of one, or any other escape.
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
# Of more digits Python makes a number only when asked to (`sys.set_int_max_str_digits`).
_DIGITS = 4300
_DEPTH = 100
_NO_OPENING = bytes(set(range(256)) - set(b"{[\n"))


def compact(row: Any) -> bytes:
    """A value as JSON in UTF-8, keys as they come, no spaces."""
    return _ROW.encode(row)


def printable(value: Any) -> str:
    """A value as compact JSON in one line that can be printed anywhere."""
    try:
        text = compact(value).decode()
    except UnicodeEncodeError:  # of a name that is not UTF-8
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return printable_json(text)


def canonical(row: Any) -> bytes:
    """A row as canonical JSON: what `json.dumps(row, sort_keys=True, ensure_ascii=False,
    separators=(",", ":"))` gives, in UTF-8, for rows whose floats need no exponent."""
    return _CANONICAL.encode(row)


def canonical_lines(rows: Sequence[Any]) -> bytes:
    """Rows as canonical JSON, each ended by a line feed."""
    return _CANONICAL.encode_lines(rows)


def line(annotation: Any) -> bytes:
    """An annotation as a line of the seeds: `, ` and `: ` as separators, nothing escaped."""
    return msgspec.json.format(_ROW.encode(annotation), indent=0)


def indented(value: Any) -> bytes:
    """A value over several lines, as `json.dumps(value, indent=2, ensure_ascii=False)` gives it."""
    return msgspec.json.format(_ROW.encode(value), indent=2)


def parse(raw: bytes) -> tuple[Any, Problem | None]:
    """The value of a JSON text, or the problem with it.

    A repeated key is lost in the value, so a text that is longer than its value written out is read
    a second time, slowly.
    """
    try:
        value = _SEED.decode(raw)
        whole = msgspec.json.format(raw, indent=-1) == _ROW.encode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            message = f"byte {raw[error.start]:#04x} is not UTF-8"
            return None, Problem("utf8", message, len(raw[: error.start].decode()))
        return None, _syntax_problem(text)
    if place := _too_deep(raw):
        return None, _depth_problem(place)
    return value, None if whole else _repeated_key(raw.decode())


def parse_lines(raw: bytes) -> list[Any] | None:
    """The values of a file whose lines are as `line` writes them, each ended; else None.

    Most files are, and are read much faster than line by line.
    """
    try:
        values = _SEED.decode_lines(raw)
        written = msgspec.json.format(_ROW.encode(values), indent=0)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if len(values) != raw.count(b"\n") or _has_deep_line(raw):
        return None
    return values if written == b"[%b]" % raw[:-1].replace(b"\n", b", ") else None


def parse_indented(raw: bytes) -> Any:
    """The value of a file that is written as `indented` does, and ended; else None."""
    try:
        value = _SEED.decode(raw)
        return value if raw == indented(value) + b"\n" and not _too_deep(raw) else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def reread(raw: bytes) -> Any:
    """The value of a valid JSON text with its numbers as they are; None if one is out of range."""
    try:
        return _REREAD.decode(raw)
    except msgspec.DecodeError:
        return None


def _syntax_problem(text: str) -> Problem:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        return syntax_problem(text, error)
    except RecursionError:
        return _depth_problem(_too_deep(text.encode()))
    message, offset = _unusable(text)
    if message.lstrip("-") in ("NaN", "Infinity"):
        return foreign_scalar(message, text[max(0, offset - 200) : offset].rstrip(), offset)
    return Problem("json-syntax", f"not valid JSON: {message}", offset)


def _has_deep_line(raw: bytes) -> bool:
    """Whether there are enough brackets in a line; asked of all at once, and so of each file."""
    return max(map(len, raw.translate(None, _NO_OPENING).split(b"\n"))) > _DEPTH


def _depth_problem(offset: int) -> Problem:
    return Problem("json-syntax", f"not usable JSON: nested more than {_DEPTH} deep", offset)


def _too_deep(raw: bytes) -> int:
    """The character at which brackets are nested too deeply; 0 if there is none.

    Python's own limit differs between its versions, and what one reads another must not refuse.
    """
    if raw.count(b"{") + raw.count(b"[") <= _DEPTH:
        return 0
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(raw.decode()):
        if match.group() in "{[":
            depth += 1
            if depth > _DEPTH:
                return match.start()
        elif match.group() in "]}":
            depth -= 1
    return 0


def _unusable(text: str) -> tuple[str, int]:
    """What is wrong with what Python's JSON reader accepts although it is not a value, and where;
    of NaN and Infinity the word alone."""
    for match in _SCALAR.finditer(text):
        scalar, start = match.group(), match.start()
        if scalar[0] == '"':
            for escape in _ESCAPE.finditer(scalar):
                if escape["half"]:
                    message = f"\\{escape['half']} is half a character, a lone surrogate"
                    return message, start + escape.start()
        elif scalar.lstrip("-") in ("NaN", "Infinity"):
            return scalar, start
        elif len(scalar) > _DIGITS:
            return f"a number of {len(scalar)} digits is out of range", start
    return "it cannot be read", 0


def _repeated_key(text: str) -> Problem | None:
    """The first key that is repeated in its object; the text is valid JSON."""
    objects: list[set[str]] = []
    for match in _STRING_OR_BRACKET.finditer(text):
        part = match.group()
        if part in "{[":
            objects.append(set())
        elif part in "]}":
            objects.pop()
        elif text.startswith(":", _after_space(text, match.end())):
            key = scanstring(text, match.start() + 1)[0]
            if key in objects[-1]:
                message = f"the key {key[:60]!r} stands here again"
                return Problem("json-duplicate-key", message, match.start())
            objects[-1].add(key)
    return None


# Numbers are not worth working out where only their ends are asked for.
_scan = json.JSONDecoder(parse_int=str, parse_float=str).scan_once  # type: ignore[attr-defined]


def place_of(text: str, pointer: Pointer) -> tuple[int, int]:
    """Where the value at `pointer` starts and ends, in characters, half open; that of the nearest
    value around it where the pointer leads nowhere. The text is valid JSON."""
    at, end = _after_space(text, 0), len(text.rstrip(_SPACES))
    try:
        for key in pointer:
            if key not in (parts := _places(text, at)):
                break
            at, end = parts[key]
    except RecursionError:
        return 0, len(text)
    return at, end


@lru_cache(maxsize=4)
def _places(text: str, at: int) -> dict[str | int, tuple[int, int]]:
    """The values in the object or array at a place, by name or number, and where each starts and
    ends; of a repeated name the first. A list with many mistakes is read once."""
    found: dict[str | int, tuple[int, int]] = {}
    for name, place in _parts(text, at):
        found.setdefault(name, place)
    return found


def _parts(text: str, at: int) -> Iterator[tuple[str | int, tuple[int, int]]]:
    """The values in the object or array at a place, by name or number, and where each is."""
    opening = text[at]
    at = _after_space(text, at + 1)
    number = 0
    while opening in "{[" and text[at] not in "]}":
        name: str | int = number
        if opening == "{":
            name, at = scanstring(text, at + 1)
            at = _after_space(text, _after_space(text, at) + 1)
        end = _scan(text, at)[1]
        yield name, (at, end)
        at = _after_space(text, end)
        if text[at] == ",":
            at = _after_space(text, at + 1)
        number += 1


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1, lines ended by a line feed."""
    starts = line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=4)
def line_starts(text: str) -> Sequence[int]:
    """Where the lines of a text begin; of many places in one text each would be counted again."""
    return array("Q", [0, *(match.end() for match in _LINE_FEED.finditer(text))])
