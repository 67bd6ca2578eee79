"""A file of a document on its way to its canonical form: its values as they become.

Values are read with their numbers as they are, and given the shape of the schema where they can be
meant in one way only (`said.check.reshape`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from said.check import reshape, shape
from said.check.shape import fits_schema
from said.edit import spans
from said.edit.spans import Open, Record
from said.findings.catalogue import Finding
from said.schema import canonical
from said.seeds.json_files import JsonFile
from said.text import jsontext
from said.text.jsontext import Pointer

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,8})\.0+")
"""A whole number that is written as a fraction."""
_FEW = 3
"""Places of one and the same change up to which each is told."""
_SHOWN = 5
"""Places of a string that are told, at most."""

Order = Callable[[Record], tuple[Any, ...]]
"""What lines are sorted by: start, end, layer and, where there is one, the number of the id."""


class EditedFile:
    """A file on its way to its canonical form: its values as they become, and what was done.

    Without an `order` the values stay in the one they have.
    """

    def __init__(self, source: JsonFile, schema: str, order: Order | None = None) -> None:
        self.source = source
        self.schema = schema
        self.order = order
        # Where a number cannot be written as it was read, the values of a source have a string.
        self.values: list[Any] = [
            _with_integers(jsontext.reread(raw), read)
            for raw, read in zip(source.raws, source.values, strict=True)
        ]
        self.done: list[str] = []
        self.findings: list[Finding] = []
        unwritable = {
            index
            for index, read in enumerate(source.values)
            if _is_unwritable(self.values[index], read)
        }
        self._reshape()
        self.odd = [
            index
            for index, value in enumerate(self.values)
            if not isinstance(value, dict) or index in unwritable
        ]
        """The values that are not objects, or cannot be written as they were read."""

    def _reshape(self) -> None:
        """Gives values the shape of the schema where they can be meant in one way only."""
        if all(fits_schema(self.schema, value) for value in self.values):
            return
        validator = shape.reference_validator(self.schema)
        done: dict[str, list[tuple[int, Pointer]]] = {}
        for index, value in enumerate(self.values):
            if not isinstance(value, dict) or fits_schema(self.schema, value):
                continue
            try:
                self.values[index], changes = reshape.reshaped(value, validator)
            except RecursionError:
                continue
            for one in changes:
                done.setdefault(one.done, []).append((index, one.pointer))
        for words, places in done.items():
            if len(places) > _FEW:
                first = self.at(*places[0])
                self.done.append(f"{first}: {words} ({len(places)} times, here first)")
                continue
            self.done += [f"{self.at(*place)}: {words}" for place in places]

    def at(self, index: int, pointer: Pointer) -> str:
        """A place in the file as findings tell it."""
        place = self.source.finding(index, pointer, "schema", "")
        return f"{place.file}:{place.line}:{place.column}"

    def open(self, index: int, one: Open, text: str, others: Sequence[int]) -> Finding:
        """Tells of a span without offsets that nothing is known of where it stands; `others` are
        the places of those of its record."""
        exact, size = one.span["exact"], len(one.span["exact"])
        pointer = (*one.pointer, "exact")
        if not one.places:
            meant = _written_otherwise(text, exact)
            message = f"{spans.shorten(exact)} stands nowhere in the text"
            kind, suggestion = (
                "exact-nowhere",
                None if meant is None else f'"exact": {jsontext.compact(meant).decode()}',
            )
        else:
            told = [f"[{start}, {start + size})" for start in one.places[:_SHOWN]]
            more = len(one.places) - len(told)
            message = f"{spans.shorten(exact)} stands at {', '.join(told)}"
            message += f" and at {more} more places" if more else ""
            near = spans.nearest_start(one, others)
            kind = "exact-ambiguous"
            suggestion = None if near is None else f'"start": {near}, "end": {near + size}'
        return self.source.finding(index, pointer, kind, message, suggestion=suggestion)


# ---- what a file becomes


def misfits(file: EditedFile) -> list[Finding]:
    """What the schema says of values that cannot be written."""
    if not file.odd:
        return []
    message = "there is a fraction or no object here, so the file is left alone"
    odd = [file.source.finding(index, (), "schema", message) for index in file.odd]
    return shape.check_shape(file.source, file.schema) or odd


def unplaced(file: EditedFile) -> list[Finding]:
    """What the schema says of the lines that have no place among the others."""
    if file.order is None:
        return []
    without = [i for i, one in enumerate(file.values) if not _has_place(one, file.order)]
    source = file.source
    columns = tuple(source.columns[i] for i in without) if source.columns else ()
    some = JsonFile(
        source.name,
        [source.values[i] for i in without],
        [source.raws[i] for i in without],
        [source.lines[i] for i in without],
        columns=columns,
    )
    return shape.check_shape(some, file.schema)


def _has_place(value: Record, order: Order) -> bool:
    try:
        found = order(value)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return False
    return all(type(one) is int for one in found[:2]) and isinstance(found[2], str)


def content_of(file: EditedFile) -> tuple[bytes, list[str]]:
    """The content of a file, and what was done to it as a whole."""
    for schema in canonical.OBJECTS:
        if file.schema == schema:
            return canonical.json_object(file.values[0], schema), []
    values = _once(file.values)
    words = []
    if len(values) < len(file.values):
        words.append(f"{len(file.values) - len(values)} records that were there twice taken out")
    in_file = values
    if file.order:
        values = _sorted_by(values, file.order)
        if values != in_file:
            words.append("lines sorted by place")
    lines = [jsontext.line(canonical.arranged(value, file.schema)) + b"\n" for value in values]
    return b"".join(lines), words


def _once(values: Sequence[Record]) -> list[Record]:
    """The values without those that have an id and are there before, word for word."""
    lines = [jsontext.line(value) for value in values]
    first: dict[bytes, int] = {}
    for index, line in enumerate(lines):
        first.setdefault(line, index)
    return [one for at, one in enumerate(values) if first[lines[at]] == at or "id" not in one]


def _sorted_by(values: Sequence[Record], order: Order) -> list[Record]:
    """Values by place; one that has none stays behind the one that it stands behind."""
    groups: list[list[Record]] = [[]]
    for value in values:
        if _has_place(value, order):
            groups.append([])
        groups[-1].append(value)
    first, *others = groups
    others.sort(key=lambda group: order(group[0]))
    return [*first, *(value for group in others for value in group)]


# ---- numbers, and strings that are not in the text


def _with_integers(value: Any, read: Any) -> Any:
    """A value in which whole numbers that are written as fractions are whole numbers; `read` has
    each fraction as it is written."""
    if isinstance(value, float) and isinstance(read, str) and _WHOLE.fullmatch(read):
        return int(value)
    if isinstance(value, dict) and isinstance(read, dict):
        return {key: _with_integers(inner, read.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(read, list):
        return [_with_integers(one, other) for one, other in zip(value, read, strict=True)]
    return value


def _is_unwritable(value: Any, read: Any) -> bool:
    """Whether a number in a value would be written in another way than it was read."""
    if isinstance(value, dict) and isinstance(read, dict):
        return any(_is_unwritable(inner, read.get(key)) for key, inner in value.items())
    if isinstance(value, list) and isinstance(read, list):
        return any(map(_is_unwritable, value, read))
    return isinstance(value, float) and isinstance(read, str)


_PLAIN = str.maketrans("“”„«»‘’‚–—\u00a0", '"""""\'\'\'-- ')


def _written_otherwise(text: str, exact: str) -> str | None:
    """The words of the text that differ from a string in marks and dashes alone, if they stand in
    one place."""
    found = spans.occurrences_of(_plain(text), exact.translate(_PLAIN))
    return text[found[0] : found[0] + len(exact)] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _plain(text: str) -> str:
    return text.translate(_PLAIN)
