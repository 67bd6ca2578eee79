"""The Parquet files that are read: their columns, and their rows piece by piece.

Several files count as one table: their rows are numbered from 0 across all files. The caller says
what a column is for, or it is guessed from its name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from said.annotators.inputs import NO_COLUMN, Columns
from said.system.errors import SaidError

_PIECE = 64
"""Rows in a piece: some tenths of a second of work, so that a few articles start no process."""
_BUFFER = 1 << 20
"""Bytes that are read of a column at a time, so that a row group may be of any size."""
_STRINGS = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_null,
)
_TIMES = (pa.types.is_date, pa.types.is_timestamp)


class _ColumnRole(NamedTuple):
    """What a column is for: the names by which it is guessed, of which the first one that is there
    counts, what it may hold besides strings and nothing but nulls, also as a dictionary, and how a
    message says so."""

    names: tuple[str, ...]
    types: tuple[Callable[[pa.DataType], bool], ...]
    wanted: str


_ROLES = {
    "text": _ColumnRole(
        ("text", "content", "body", "article", "article_text", "maintext"),
        (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view),
        "strings, or bytes in UTF-8,",
    ),
    "id": _ColumnRole(
        ("doc_id", "id", "document_id", "article_id", "guid", "url"),
        (pa.types.is_integer,),
        "strings or integers",
    ),
    "dct": _ColumnRole(
        ("dct", "date", "published", "published_at", "publish_date", "published_date",
         "publication_date", "pub_date", "pubdate", "date_publish", "date_published"),
        _TIMES,
        "dates, timestamps or ISO 8601 strings",
    ),
}  # fmt: skip


class ParquetInput(NamedTuple):
    """Files with the same columns, and what each column is for."""

    files: tuple[Path, ...]
    schema: pa.Schema
    columns: Columns
    rows: int

    def sha256(self) -> list[str]:
        """The SHA-256 of the bytes of each file."""
        digests = []
        for file in self.files:
            with file.open("rb") as opened:
                digests.append(hashlib.file_digest(opened, "sha256").hexdigest())
        return digests


class Piece(NamedTuple):
    """Some rows that follow one another, all of one part; `first` is the number of the first."""

    part: int
    first: int
    batch: pa.RecordBatch


def open_source(files: Sequence[Path], columns: Columns) -> ParquetInput:
    """The input that files make up, by their metadata.

    Raises SaidError for a file that is missing or is not a Parquet file, for files with different
    columns, and for a named column that is missing, occurs twice, or has a type that does not fit.
    """
    rows, first = 0, None
    for file in files:
        schema, count = _read_metadata(file)
        first = schema if first is None else first
        if not schema.equals(first):
            raise SaidError(
                f"{file}: its columns are not those of {files[0]}", "annotate the files apart"
            )
        rows += count
    if first is None:
        raise SaidError("no Parquet file is named", "name at least one")
    return ParquetInput(tuple(files), first, choose_columns(first, columns, str(files[0])), rows)


def _read_metadata(file: Path) -> tuple[pa.Schema, int]:
    if not file.is_file():
        raise SaidError(f"{file}: no such file", "name a Parquet file that is there")
    try:
        with pq.ParquetFile(file) as opened:
            return opened.schema_arrow, opened.metadata.num_rows
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise _damaged(file, error) from error


def _damaged(file: Path, error: Exception) -> SaidError:
    cause = str(error).splitlines()[0]
    return SaidError(f"{file}: no readable Parquet file: {cause}", "restore it, or write it anew")


def choose_columns(schema: pa.Schema, columns: Columns, where: str) -> Columns:
    """The columns that are named, and guesses for the others. A guess must have a type that fits.

    Raises SaidError, with the columns that there are, where one is not there or does not fit, and
    if there is none for the text.
    """
    chosen = Columns(
        *(_choose(schema, role, name, where) for role, name in columns._asdict().items())
    )
    if chosen.text is None:
        raise SaidError(
            f"{where}: no column for the text; the columns are {_listed(schema)}",
            "name it with --text-column",
        )
    return chosen


def _choose(schema: pa.Schema, role: str, name: str | None, where: str) -> str | None:
    if name == NO_COLUMN:
        return None
    if name is None:
        names = (usual for usual in _ROLES[role].names if schema.names.count(usual) == 1)
        return next((one for one in names if _fits(role, schema.field(one).type)), None)
    wanted = "of them"
    if (count := schema.names.count(name)) != 1:
        problem = f"{'two columns are' if count else 'no column is'} called {name!r}"
    elif not _fits(role, schema.field(name).type):
        problem = f"the column {name!r} is of the type {schema.field(name).type}"
        wanted = f"with {_ROLES[role].wanted}"
    else:
        return name
    raise SaidError(
        f"{where}: {problem}; the columns are {_listed(schema)}",
        f"name one {wanted} with --{role}-column",
    )


def _listed(schema: pa.Schema) -> str:
    return ", ".join(f"{field.name} ({field.type})" for field in schema) or "none"


def _fits(role: str, given: pa.DataType) -> bool:
    inner = given.value_type if pa.types.is_dictionary(given) else given
    return any(is_of_type(inner) for is_of_type in (*_STRINGS, *_ROLES[role].types))


def read_pieces(source: ParquetInput, part_rows: int, done: Collection[int]) -> Iterator[Piece]:
    """The rows in their order, without those of the parts that are done; row groups in which there
    are no others are not read. Every part but the last has `part_rows` rows.

    Raises SaidError if a file turns out to be damaged.
    """
    at = 0
    for file in source.files:
        try:
            with pq.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER) as opened:
                for group in range(opened.num_row_groups):
                    rows = opened.metadata.row_group(group).num_rows
                    here, at = at, at + rows
                    if all(part in done for part in _parts(here, at, part_rows)):
                        continue
                    for batch in opened.iter_batches(_PIECE, row_groups=[group]):
                        yield from _cut(batch, here, part_rows, done)
                        here += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _damaged(file, error) from error


def _parts(start: int, end: int, part_rows: int) -> range:
    """The parts over which rows are spread."""
    return range(start // part_rows, -(-end // part_rows))


def _cut(
    batch: pa.RecordBatch, first: int, part_rows: int, done: Collection[int]
) -> Iterator[Piece]:
    end = first + batch.num_rows
    for part in _parts(first, end, part_rows):
        if part not in done:
            start = max(first, part * part_rows)
            stop = min(end, (part + 1) * part_rows)
            yield Piece(part, start, batch.slice(start - first, stop - start))


def raw_texts(array: pa.Array) -> list[bytes | None]:
    """The strings or bytes of a column as bytes, which need not be UTF-8."""
    found: list[bytes | None] = _decoded(array).cast(pa.large_binary()).to_pylist()
    return found


def _decoded(array: pa.Array) -> pa.Array:
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def row_ids(array: pa.Array | None, first: int, rows: int) -> list[str]:
    """The ids of rows; where there is none, the number of the row."""
    if array is None:
        return [str(first + place) for place in range(rows)]
    plain = _decoded(array)
    known = raw_texts(plain.cast(pa.string()) if pa.types.is_integer(plain.type) else plain)
    return [
        str(first + place) if raw is None else raw.decode(errors="replace")
        for place, raw in enumerate(known)
    ]


_SPACE_FOR_T = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (?=[0-9])")


def row_times(array: pa.Array | None, rows: int) -> list[str | None]:
    """The times of rows as ISO 8601, to the second; None where there is none. A string that is no
    time is given as it is, empty ones are taken for none."""
    if array is None:
        return [None] * rows
    plain = _decoded(array)
    if pa.types.is_timestamp(plain.type):
        plain = plain.cast(pa.timestamp("s", plain.type.tz), safe=False)
    if any(is_one(plain.type) for is_one in _TIMES):
        plain = plain.cast(pa.string())
    return [_iso(raw) for raw in raw_texts(plain)]


def _iso(raw: bytes | None) -> str | None:
    time = raw.decode(errors="replace").strip() if raw else ""
    return _SPACE_FOR_T.sub(r"\1T", time) or None
