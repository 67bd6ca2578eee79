"""From parts to files: one writer for each table and split.

A part holds rows of one table and split, as Arrow data and as JSONL. Parts are read in their order
and deleted, so neither memory nor the staging folder grows with the corpus. Parquet is written in
row groups of about a thousand documents, fewer where their rows take up much space, and in files of
ten thousand; JSONL is written in one file. The JSONL is canonical JSON, so its SHA-256 is that of
the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from said.schema import columns, load_schemas
from said.schema.arrow import arrow_schema
from said.schema.records import AnyRecord
from said.schema.rows import ManifestFile
from said.text import jsontext

ROW_GROUP = 1_000
"""Documents in a row group; the last may be smaller."""
ROW_GROUP_BYTES = 64_000_000
"""Bytes of JSONL from which on a row group is full, whatever the number of its documents."""
SHARD = 10 * ROW_GROUP
"""Documents in a Parquet file."""
BATCH = 10_000
"""Rows that are in memory at a time, as far as they come one by one."""


@cache
def table_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table."""
    return arrow_schema(columns(load_schemas(), table))


class RowWriter:
    """Writes a part, a batch of rows at a time; `part` is its place without an ending."""

    def __init__(self, part: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._batch: list[AnyRecord] = []
        self._sink = pa.OSFile(str(part.with_suffix(".arrow")), "wb")
        self._arrow = pa.ipc.new_file(self._sink, schema)
        self._jsonl = part.with_suffix(".jsonl").open("wb")

    def add(self, rows: Iterable[AnyRecord]) -> None:
        """Takes rows in their order."""
        for row in rows:
            self._batch.append(row)
            if len(self._batch) == BATCH:
                self._flush()

    def _flush(self) -> None:
        self._arrow.write_table(pa.Table.from_pylist(self._batch, schema=self._schema))
        self._jsonl.write(jsontext.canonical_lines(self._batch))
        self._batch = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failed: object) -> None:
        if not any(failed):
            self._flush()
        for file in (self._arrow, self._sink, self._jsonl):
            file.close()


def write_part(part: Path, rows: Iterable[AnyRecord], schema: pa.Schema) -> None:
    """Writes a part of which all rows are at hand."""
    with RowWriter(part, schema) as writer:
        writer.add(rows)


class SplitWriter:
    """Writes one table of one split: `<table>/<split>-*.parquet` and `jsonl/<table>/<split>.jsonl`.

    `add` takes parts in order; `finish` gives the manifest's entries of the files.
    """

    def __init__(self, release: Path, table: str, split: str, schema: pa.Schema) -> None:
        self._release = release
        self._table, self._split, self._schema = table, split, schema
        (release / table).mkdir(parents=True, exist_ok=True)
        self._jsonl_path = release / "jsonl" / table / f"{split}.jsonl"
        self._jsonl_path.parent.mkdir(parents=True, exist_ok=True)
        self._jsonl = self._jsonl_path.open("wb")
        self._rows_sha256 = hashlib.sha256()
        self._waiting: list[Path] = []
        self._waiting_documents = 0
        self._waiting_bytes = 0
        self._shards: list[_Shard] = []

    def add(self, part: Path, documents: int) -> None:
        """Takes a part that holds the rows of so many documents."""
        self._waiting.append(part)
        self._waiting_documents += documents
        self._waiting_bytes += part.with_suffix(".jsonl").stat().st_size
        if self._waiting_documents >= ROW_GROUP or self._waiting_bytes >= ROW_GROUP_BYTES:
            self._flush()

    def _flush(self) -> None:
        """Writes the parts that are waiting, as one row group."""
        if not self._shards or self._shards[-1].documents >= SHARD:
            if self._shards:
                self._shards[-1].writer.close()
            name = f"{self._split}-{len(self._shards):05d}.parquet"
            self._shards.append(_Shard(self._release / self._table / name, self._schema))
        shard = self._shards[-1]
        group = []
        for part in self._waiting:
            arrow, jsonl = part.with_suffix(".arrow"), part.with_suffix(".jsonl")
            with pa.memory_map(str(arrow)) as source:
                group.append(pa.ipc.open_file(source).read_all())
            rows = jsonl.read_bytes()
            self._jsonl.write(rows)
            self._rows_sha256.update(rows)
            shard.rows_sha256.update(rows)
            arrow.unlink()
            jsonl.unlink()
        data = pa.concat_tables(group) if group else self._schema.empty_table()
        # Readers stumble over a row group without rows.
        if data.num_rows:
            shard.writer.write_table(data, row_group_size=data.num_rows)
        shard.rows += data.num_rows
        shard.documents += self._waiting_documents
        self._waiting, self._waiting_documents, self._waiting_bytes = [], 0, 0

    def finish(self) -> list[ManifestFile]:
        """Closes the files and gives each its final name; the JSONL's entry comes last."""
        if self._waiting or not self._shards:
            self._flush()
        self._shards[-1].writer.close()
        self._jsonl.close()
        entries = []
        for number, shard in enumerate(self._shards):
            name = f"{self._split}-{number:05d}-of-{len(self._shards):05d}.parquet"
            path = shard.path.rename(shard.path.with_name(name))
            digest = shard.rows_sha256.hexdigest()
            entries.append(self._entry(path, shard.rows, digest, file_sha256(path)))
        digest = self._rows_sha256.hexdigest()
        rows = sum(shard.rows for shard in self._shards)
        return [*entries, self._entry(self._jsonl_path, rows, digest, digest)]

    def _entry(self, path: Path, rows: int, rows_sha256: str, sha256: str) -> ManifestFile:
        return {
            "path": path.relative_to(self._release).as_posix(),
            "config": self._table,
            "split": self._split,
            "bytes": path.stat().st_size,
            "rows": rows,
            "sha256": sha256,
            "rows_sha256": rows_sha256,
        }


class _Shard:
    """A Parquet file that is being written."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self.documents = 0
        self.rows = 0
        self.rows_sha256 = hashlib.sha256()
        self.writer = pq.ParquetWriter(
            path,
            schema,
            compression="zstd",
            compression_level=3,
            write_page_index=True,
            write_page_checksum=True,
            use_content_defined_chunking=True,
        )


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
