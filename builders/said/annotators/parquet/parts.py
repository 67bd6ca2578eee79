"""The Parquet files that are written: parts, each moved into place when it is whole.

A part carries in its metadata what it was made from, so that a part that is there counts as done if
all of that is the same, and is never mixed with others. A folder is complete when it has as many
parts as their names say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from said.annotators.inputs import TABLE
from said.annotators.parquet import source as sources
from said.annotators.parquet.rows import PROBLEM
from said.schema.features import merged_metadata
from said.system.errors import SaidError
from said.system.files import NEXT, make_out_folder, remove_path, replacing_file
from said.system.locks import LOCK, locked_folder_if_free

_ORIGIN, _COUNTS = b"said:origin", b"said:counts"
_GROUP_ROWS = 1_000
_GROUP_BYTES = 1 << 25
"""A row group is written when it has so many rows, or bytes in memory."""

Origin = Mapping[str, Any]
"""What a part is made from, as JSON: the digests of the input, the options, the software."""


class Counts(NamedTuple):
    """What is in a part, or in several: rows, those without a text, those with a problem, and
    annotations."""

    rows: int = 0
    without_text: int = 0
    problems: int = 0
    annotations: int = 0

    def __add__(self, other: Counts) -> Counts:  # type: ignore[override]
        return Counts(*(one + more for one, more in zip(self, other, strict=True)))


@contextmanager
def locked_parts(folder: Path) -> Iterator[None]:
    """Makes the folder if need be and holds its lock, after removing what a killed command left of
    a part. Raises SaidError if another process has the lock."""
    make_out_folder(folder)
    with locked_folder_if_free(folder) as is_free:
        if not is_free:
            raise SaidError(
                f"{folder}: another command is writing there", "wait for it, or name another place"
            )
        for left in folder.glob(f"{NEXT}*"):
            remove_path(left)
        try:
            yield
        finally:
            (folder / LOCK).unlink(missing_ok=True)


def part_name(number: int, total: int) -> str:
    """The name of a part, which also says how many there are."""
    return f"part-{number:05d}-of-{total:05d}{TABLE}"


def finished_parts(files: Sequence[Path], origin: Origin) -> dict[Path, Counts]:
    """Those of the parts that are done. Raises SaidError if their folder has Parquet files that are
    none of them or are made from anything else."""
    there = files[0].parent.glob(f"*{TABLE}")
    done = {}
    for file in sorted(one for one in there if not one.name.startswith(".")):
        done[file] = counts_of(file, origin)
        if file not in files:
            raise _other(file, "it is none of the parts that are to be written")
    return done


def counts_of(file: Path, origin: Origin) -> Counts:
    """What is in a file that was written here. Raises SaidError if it is made from anything else,
    telling what differs."""
    if not file.is_file():  # a pipe would be waited for
        raise _other(file, "it is not an ordinary file")
    try:
        metadata = pq.read_metadata(file).metadata or {}
    except (pa.ArrowException, OSError) as error:
        raise _other(file, "it is no Parquet file") from error
    if _ORIGIN not in metadata or _COUNTS not in metadata:
        raise _other(file, "it was not written by said annotate")
    theirs = json.loads(metadata[_ORIGIN])
    if differing := [key for key in origin if theirs.get(key) != origin[key]]:
        told = (f"{key} {_shown(theirs.get(key))}, not {_shown(origin[key])}" for key in differing)
        raise _other(file, f"it was made with {'; '.join(told)}")
    return Counts(*json.loads(metadata[_COUNTS]))


def _other(file: Path, cause: str) -> SaidError:
    return SaidError(
        f"{file} is there already: {cause}",
        "name another place with --out, or delete what is there",
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(str(one)[:12] for one in value)
    return "none" if value is None else str(value)


def output_schema(given: pa.Schema, added: pa.Schema, origin: Origin) -> pa.Schema:
    """The columns of the input and those that are added. Raises SaidError if two have one name."""
    if taken := [name for name in added.names if name in given.names]:
        raise SaidError(
            f"the input has a column {taken[0]!r} already",
            "rename it, or leave it out of the input",
        )
    # What readers keep of their own there, such as the labels of `datasets`, stays true.
    metadata = merged_metadata(given.metadata, added.metadata)
    return pa.schema([*given, *added], {**metadata, _ORIGIN: json.dumps(origin).encode()})


def _size(batch: pa.RecordBatch) -> int:
    """The bytes of a batch. pyarrow 21 cannot tell those of a slice with views, so whole buffers
    count there."""
    try:
        return int(batch.nbytes)
    except pa.ArrowTypeError:
        return int(batch.get_total_buffer_size())


class PartWriter:
    """Writes the rows of one Parquet file."""

    def __init__(self, writer: pq.ParquetWriter, schema: pa.Schema) -> None:
        self._writer = writer
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []

    def add(self, batch: pa.RecordBatch) -> None:
        """Takes rows, in the columns of the schema."""
        self._waiting.append(batch)
        rows = sum(one.num_rows for one in self._waiting)
        if rows >= _GROUP_ROWS or sum(map(_size, self._waiting)) >= _GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            table = pa.Table.from_batches(self._waiting, self._schema)
            self._writer.write_table(table, row_group_size=table.num_rows)
            self._waiting = []

    def finish(self, counts: Counts) -> None:
        """Writes what is waiting, and `counts`, which says what is in the file."""
        self._flush()
        self._writer.add_key_value_metadata({_COUNTS: json.dumps(counts).encode()})


@contextmanager
def writing_file(file: Path, schema: pa.Schema, aside: Path | None = None) -> Iterator[PartWriter]:
    """A writer for a file, which is moved into place when the block ends well; `aside` is the
    folder to write it in, by default that of the file."""
    with (
        replacing_file(file, aside) as sink,
        pq.ParquetWriter(
            sink, schema, compression="zstd", compression_level=3, write_page_index=True
        ) as writer,
    ):
        yield PartWriter(writer, schema)


def merge_parts(files: Sequence[Path], out: Path, schema: pa.Schema, counts: Counts) -> None:
    """Writes the rows of all parts, of which there are so many, to one file; until it is whole it
    lies beside them."""
    with writing_file(out, schema, files[0].parent) as writer:
        for file in files:
            with pq.ParquetFile(file) as opened:
                for group in range(opened.num_row_groups):
                    for batch in opened.read_row_group(group).to_batches():
                        writer.add(batch)
        writer.finish(counts)


def first_problems(files: Iterable[Path], ids: str | None, most: int) -> list[str]:
    """A line for each of the first rows with a problem: its number, its id, and the problem."""
    return list(islice(_problems(files, ids), most))


def _problems(files: Iterable[Path], ids: str | None) -> Iterator[str]:
    wanted = [PROBLEM] if ids is None else [PROBLEM, ids]
    first = 0
    for file in files:
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(_GROUP_ROWS, columns=wanted):
                for place, problem in enumerate(batch.column(PROBLEM).to_pylist()):
                    if problem is not None:
                        name = "" if ids is None else f" ({_id_at(batch.column(ids), place)})"
                        yield f"row {first + place}{name}: {problem}"
                first += batch.num_rows


def _id_at(ids: pa.Array, place: int) -> str | None:
    one = ids.slice(place, 1)
    return None if one.null_count else sources.row_ids(one, 0, 1)[0]
