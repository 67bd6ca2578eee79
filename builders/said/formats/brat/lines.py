"""What brat keeps in one line: the fragments of a span, and the fields in the note on it.

A fragment is cut at each run of white space with a line end in it. When a document is read, a run
of nothing but white space, with a line end or a tab, joins two fragments again.

People edit notes such as `id=q1; speakers=jan-leike, ilya-sutskever; utterance=farewell`. A value
goes on to the next `;`, an item of a list to the next `,`. A string that would not come back that
way is in double quotes, as in JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from said.text.segments import Range

Value = str | list[str]
"""The value of a field in a note."""

# What ends a line for Python, and so for brat.
_END = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SPACE = re.compile(r"\s+")
_CUTS = re.compile(rf"[{_END}]")
_JOINS = re.compile(rf"[{_END}\t]")

_KEY = re.compile(r"([a-z_]+)\s*=\s*")
_BARE = {True: re.compile(r"[^;,]*"), False: re.compile(r"[^;]*")}
_JSON = json.JSONDecoder(strict=False)


# Fragments.


def cut_fragments(text: str, fragments: Iterable[Range]) -> list[Range]:
    """The fragments without their line ends."""
    return [part for fragment in fragments for part in _parts(text, *fragment)]


def _parts(text: str, start: int, end: int) -> Iterator[Range]:
    at = start
    for found in _SPACE.finditer(text, start, end):
        if not _CUTS.search(found[0]):
            continue
        if at < found.start():
            yield at, found.start()
        at = found.end()
    if at < end:
        yield at, end


def starts_apart(text: str, fragments: Iterable[Range]) -> list[int]:
    """The starts of the fragments that `join_fragments` would add to the one before them."""
    return [start for (_, end), (start, _) in pairwise(fragments) if _is_gap(text[end:start])]


def join_fragments(text: str, fragments: Iterable[Range], apart: Collection[int]) -> list[Range]:
    """The sorted fragments. Those that only line ends or tabs separate become one, except
    for those that start at a place of `apart`."""
    found: list[Range] = []
    for start, end in fragments:
        if found and start not in apart and _is_gap(text[found[-1][1] : start]):
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _is_gap(between: str) -> bool:
    return between.isspace() and _JOINS.search(between) is not None


# Notes.


def has_fields(note: str) -> bool:
    """Whether a note begins with a field, and not with free words."""
    return bool(_KEY.match(note.lstrip()))


def format_note(fields: Mapping[str, Value]) -> str:
    """A note with fields, in one line."""
    return "; ".join(
        f"{key}={', '.join(map(_item, value)) if isinstance(value, list) else _scalar(value)}"
        for key, value in fields.items()
    )


def _item(value: str) -> str:
    return _quoted(value) if "," in value else _scalar(value)


def _scalar(value: str) -> str:
    plain = value and value == value.strip() and value.isprintable()
    return value if plain and ";" not in value and value[0] != '"' else _quoted(value)


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=len(value.splitlines()) > 1 or not value.isprintable())


class BadNoteError(ValueError):
    """A note that cannot be read, with the character in it that is to blame."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def read_note(note: str, lists: Collection[str]) -> dict[str, Value]:
    """The fields of a note; those in `lists` are lists. Raises BadNoteError."""
    found: dict[str, Value] = {}
    at = _after_space(note, 0)
    while at < len(note):
        key = _KEY.match(note, at)
        if not key:
            raise BadNoteError("no field: a name and = begin one", at)
        if key[1] in found:
            raise BadNoteError(f"{key[1]} stands in the note twice", at)
        found[key[1]], at = _value(note, key.end(), key[1] in lists)
        if note[at : at + 1] not in ("", ";"):
            raise BadNoteError("something stands behind the string", at)
        at = _after_space(note, at + 1)
    return found


def _value(note: str, at: int, is_list: bool) -> tuple[Value, int]:
    items = []
    while True:
        item, at = _string(note, at, is_list)
        items.append(item)
        if not is_list or note[at : at + 1] != ",":
            break
        at += 1
    if is_list:
        return [item for item in items if item], at
    return items[0], at


def _string(note: str, at: int, is_list: bool) -> tuple[str, int]:
    """A string, and the character behind it and the white space after it."""
    at = _after_space(note, at)
    if note[at : at + 1] != '"':
        bare = _BARE[is_list].match(note, at)
        assert bare
        return bare[0].strip(), bare.end()
    try:
        value, end = _JSON.raw_decode(note, at)
        value.encode()
    except ValueError as error:
        raise BadNoteError("this string is not closed, or no string of JSON", at) from error
    return value, _after_space(note, end)


def _after_space(note: str, at: int) -> int:
    return len(note) - len(note[at:].lstrip())
