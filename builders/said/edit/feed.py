"""Reads a table of articles, one a row: JSON Lines, CSV or Parquet.

What a column is for is known by its name. A table is read twice: first its columns and the number
of its rows, so that nothing is written of a table that cannot be read; then row by row, so that
memory does not grow with it.
"""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from said.findings import nearest
from said.seeds.files import DOCUMENT_LIMIT, decode_text
from said.system.errors import SaidError
from said.system.files import refuse_unreadable
from said.text import foreign, jsontext

NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "maintext", "full_text"),
    "doc_id": ("doc_id", "id", "document_id", "article_id", "guid"),
    "dct": (
        *("dct", "date", "published", "published_at", "publish_date", "published_date"),
        *("publication_date", "pub_date", "pubdate", "date_publish", "date_published"),
    ),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "newspaper", "source", "site_name", "sitename"),
    "authors": ("authors", "author", "byline", "creator"),
    "url": ("url", "link", "web_url", "source_url"),
    "license": ("license", "licence"),
    "rights": ("rights", "copyright"),
    "language": ("language", "lang"),
    "event": ("event", "event_id"),
}
"""The fields, and the names of columns that hold them, the first one that is there."""

_ALL_NAMES = [name for names in NAMES.values() for name in names]
_SPACE_FOR_T = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (?=[0-9])")
_FRACTION = re.compile(r"(:[0-9]{2}:[0-9]{2})[.,][0-9]+")


class Row(NamedTuple):
    """A row: its number, from 1, and its values by field, or why it cannot be used."""

    number: int
    values: Mapping[str, Any]
    problem: str | None = None


class Feed(NamedTuple):
    """A table: its file, the name of the column for each field, the columns that are for none, and
    the number of its rows."""

    file: Path
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    rows: int

    def read_rows(self) -> Iterator[Row]:
        """The rows in their order."""
        for number, raw in enumerate(_reader(self.file)(self.file), 1):
            if isinstance(raw, str):
                yield Row(number, {}, raw)
            else:
                yield _row(number, {name: raw.get(of) for name, of in self.columns.items()})

    @property
    def notes(self) -> list[str]:
        """What is worth knowing of the columns."""
        used = [
            f"{field} from {name}" if field != name else field
            for field, name in self.columns.items()
        ]
        notes = [f"columns: {', '.join(used)}"]
        if self.unused:
            notes.append(f"columns that are not used: {', '.join(map(_unused, self.unused))}")
        return notes


def _unused(name: str) -> str:
    meant = nearest.nearest_word(_plain(name), _ALL_NAMES)
    taken = meant is None or meant == _plain(name)
    return name if taken else f"{name} (did you mean {meant}?)"


def open_feed(file: Path) -> Feed:
    """The columns and the number of rows of a table.

    Raises SaidError for a file that is missing, of another kind or damaged, and for a table without
    a column for the text.
    """
    refuse_unreadable(file, "a table")
    read = _reader(file)
    names: dict[str, None] = {}
    rows = 0
    for raw in read(file):
        rows += 1
        if not isinstance(raw, str):
            names.update(dict.fromkeys(raw))
    plain = {_plain(name): name for name in reversed(names)}
    columns = {
        field: plain[usual]
        for field, usuals in NAMES.items()
        if (usual := next((one for one in usuals if one in plain), None))
    }
    if "text" not in columns:
        listed = ", ".join(map(_unused, names)) or "none"
        raise SaidError(
            f"{file}: no column has the text; the columns are {listed}",
            f"call the column of the articles' text one of {', '.join(NAMES['text'])}",
        )
    unused = tuple(name for name in names if name not in columns.values())
    return Feed(file, columns, unused, rows)


def _plain(name: str) -> str:
    """The name of a column for comparison: `Pub Date` is `pub_date`."""
    return re.sub(r"[\s-]+", "_", name.strip().casefold())


# ---- rows of files: values by column, or what is wrong with the row

_Raw = Mapping[str, Any] | str
_Reader = Callable[[Path], Iterable[_Raw]]


def _reader(file: Path) -> _Reader:
    readers: dict[str, _Reader] = {
        ".jsonl": _json_rows,
        ".ndjson": _json_rows,
        ".csv": _csv_rows,
        ".tsv": _csv_rows,
        ".parquet": _parquet_rows,
    }
    if file.suffix.lower() in readers:
        return readers[file.suffix.lower()]
    with file.open("rb") as opened:
        head = opened.read(_LOOKED_AT)
    if head.startswith(b"PAR1"):
        return _parquet_rows
    text = head.decode(errors="replace").removeprefix("\ufeff")
    if text.lstrip().startswith(("{", "[")):
        return _json_rows
    if not head.startswith(b"PK") and foreign.is_table(text):
        return _csv_rows
    raise SaidError(
        f"{file}: this is not a table of a kind that is read",
        "save it as CSV, JSON Lines or Parquet, with the names of the columns",
    )


_LOOKED_AT = 50_000
"""Bytes of a file that are looked at where its name does not say what it is."""


def _refuse_other_json(file: Path) -> None:
    """Raises SaidError for JSON of which a record is not on a line of its own."""
    with file.open("rb") as opened:
        head = opened.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    what, records = "", "."
    if re.match(rb"\[\s*(?:\{|\Z)", head):
        what, records = "this is one JSON array, and no object on each line", ".[]"
    elif re.match(rb"\{\s*\n", head):
        what = "these are JSON objects over several lines, and no object on each line"
    if what:
        out = shlex.quote(f"{file.stem}-lines.jsonl")
        remedy = f"run: jq -c '{records}' {shlex.quote(str(file))} > {out}; "
        raise SaidError(f"{file}: {what}", f"{remedy}then: said new --table {out}")


def _json_rows(file: Path) -> Iterator[_Raw]:
    _refuse_other_json(file)
    with file.open("rb") as lines:
        while line := lines.readline(4 * DOCUMENT_LIMIT):
            if not line.strip():
                yield "the line is empty; take it out"
                continue
            line = line.removesuffix(b"\n").removesuffix(b"\r")
            if decode_text(line, file.name)[0] is None:
                yield "not UTF-8; save the table as UTF-8"
                continue
            value, problem = jsontext.parse(line)
            if problem:
                yield "; ".join(filter(None, [problem.message, problem.remedy]))
            elif not isinstance(value, dict):
                yield 'the line is not a JSON object; write {"text": "…"} with the article\'s text'
            else:
                yield value


_LEFT_OUT = "write its separators, too, where cells are empty"
_QUOTE = "put a cell in which the separator stands into quotation marks"


def _csv_rows(file: Path) -> Iterator[_Raw]:
    csv.field_size_limit(4 * DOCUMENT_LIMIT)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            head = lines.readline()
            delimiter = max(",;\t", key=head.count)
            lines.seek(0)
            for row in csv.DictReader(lines, delimiter=delimiter, strict=True):
                if None in row:
                    yield "it has more cells than the table has columns; " + _QUOTE
                elif None in row.values():
                    yield "it has fewer cells than the table has columns; " + _LEFT_OUT
                else:
                    yield row
    except UnicodeDecodeError as error:
        raise SaidError(f"{file}: not UTF-8: {error.reason}", "save the table as UTF-8") from error
    except csv.Error as error:
        raise SaidError(f"{file}: not readable as CSV: {error}", "save the table anew") from error


def _parquet_rows(file: Path) -> Iterator[_Raw]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(256):
                yield from batch.to_pylist()
    except (pa.ArrowException, UnicodeDecodeError) as error:
        told = str(error).splitlines()[0]
        raise SaidError(f"{file}: not readable as Parquet: {told}", "write it anew") from error


# ---- values


def _row(number: int, raw: Mapping[str, Any]) -> Row:
    """A row with each value in its form; what is empty is left out."""
    values: dict[str, Any] = {}
    for field, value in raw.items():
        if value is None or value in ("", []) or value != value:  # noqa: PLR0124 - NaN
            continue
        read: Callable[[Any], Any] = _AS.get(field, _as_string)
        made = read(value)
        if made is None:
            problem = f"{field}: {value!r:.60} is not {_WANTED.get(field, 'a string')}"
            day = meant_day(value) if field == "dct" else None
            return Row(number, {}, f"{problem}; write {day}" if day else problem)
        values[field] = made
    if not str(values.get("text", "")).strip():
        return Row(number, {}, "it has no text; write the article into it, or take it out")
    return Row(number, values)


def _as_string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _as_id(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) else None


def _as_time(value: Any) -> str | None:
    """A day or a time to the second, in ISO 8601, as far as it is one."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    return _FRACTION.sub(r"\1", _SPACE_FOR_T.sub(r"\1T", value.strip()))


_DAYS = (
    *("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d. %B %Y", "%d.%m.%Y"),
    *("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%a, %d %b %Y %H:%M:%S %z", "%a, %d %b %Y %H:%M:%S %Z"),
)
_SLASHED = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")


def meant_day(value: Any) -> str | None:
    """The day that is meant by what is not in ISO 8601, if it can be one alone."""
    found = set()
    for form in (*_DAYS, *_SLASHED):
        with suppress(ValueError):
            found.add(datetime.strptime(str(value).strip(), form).date().isoformat())
    return found.pop() if len(found) == 1 else None


def _as_names(value: Any) -> list[str] | None:
    """Names in a list, or in one string with semicolons."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        with suppress(ValueError):
            value = jsontext.reread(value.encode())
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, Sequence) or not all(isinstance(name, str) for name in names):
        return None
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))


_AS: Mapping[str, Callable[[Any], Any]] = {
    "doc_id": _as_id,
    "dct": _as_time,
    "authors": _as_names,
    "event": _as_id,
}
_WANTED = {
    "doc_id": "a string or an integer",
    "dct": "a date, a time or a string",
    "authors": "a string or a list of strings",
    "event": "a string or an integer",
}
