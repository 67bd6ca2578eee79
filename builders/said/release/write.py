"""From parts to files: one writer for each table and split.

Parquet goes out in row groups of about a thousand documents and in shards of ten thousand; JSONL is
one file a split. The JSONL is canonical JSON, so that its SHA-256 is that of the rows. Parts are
read in their order and deleted, so that neither memory nor the staging folder grows with the
corpus.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from said.release.stage import TablePart, table_schema
from said.schema.rows import ManifestFile

ROW_GROUP = 1_000
"""Documents in a row group, or rows in one of `utterances`; the last may be smaller."""
SHARD = 10 * ROW_GROUP
"""Documents in a Parquet file."""
_CHUNK = 1 << 20


class SplitWriter:
    """Writes one table of one split: `<table>/<split>-*.parquet` and `jsonl/<table>/<split>.jsonl`.

    `add` takes parts in order; `finish` gives the manifest's entries of the files. `schema` is that
    of the table if it is not the usual one.
    """

    def __init__(
        self, release: Path, table: str, split: str, schema: pa.Schema | None = None
    ) -> None:
        self._release = release
        self._table, self._split = table, split
        self._schema = schema or table_schema(table)
        self._folder = release / table
        self._folder.mkdir(parents=True, exist_ok=True)
        self._jsonl_path = release / "jsonl" / table / f"{split}.jsonl"
        self._jsonl_path.parent.mkdir(parents=True, exist_ok=True)
        self._jsonl = self._jsonl_path.open("wb")
        self._rows_sha256 = hashlib.sha256()
        self._rows = 0
        self._waiting: list[TablePart] = []
        self._waiting_documents = 0
        self._shards: list[_Shard] = []

    def add(self, part: TablePart, documents: int) -> None:
        """Takes a part that holds the rows of so many documents."""
        self._waiting.append(part)
        self._waiting_documents += documents
        if self._waiting_documents >= ROW_GROUP:
            self._flush()

    def _flush(self) -> None:
        if not self._shards or self._shards[-1].documents >= SHARD:
            if self._shards:
                self._shards[-1].close()
            path = self._folder / f"{self._split}-{len(self._shards):05d}.parquet"
            self._shards.append(_Shard(path, self._schema))
        shard = self._shards[-1]
        group = []
        for part in self._waiting:
            with pa.memory_map(str(part.arrow)) as source:
                group.append(pa.ipc.open_file(source).read_all())
            self._copy(part, shard)
        if group:
            data = pa.concat_tables(group)
            shard.write(data, self._waiting_documents)
            self._rows += data.num_rows
        for part in self._waiting:
            for file in (part.arrow, part.jsonl):
                file.unlink()
        self._waiting, self._waiting_documents = [], 0

    def _copy(self, part: TablePart, shard: _Shard) -> None:
        with part.jsonl.open("rb") as file:
            while chunk := file.read(_CHUNK):
                self._jsonl.write(chunk)
                self._rows_sha256.update(chunk)
                shard.rows_sha256.update(chunk)

    def finish(self) -> list[ManifestFile]:
        """Closes the files and gives each its final name; the JSONL's entry comes last."""
        if self._waiting or not self._shards:
            self._flush()
        self._shards[-1].close()
        self._jsonl.close()
        return [
            *(
                self._entry(shard.path, shard.rows, shard.rows_sha256.hexdigest())
                for shard in self._named()
            ),
            self._entry(
                self._jsonl_path, self._rows, self._rows_sha256.hexdigest(), is_canonical=True
            ),
        ]

    def _named(self) -> list[_Shard]:
        for number, shard in enumerate(self._shards):
            name = f"{self._split}-{number:05d}-of-{len(self._shards):05d}.parquet"
            shard.path = shard.path.rename(shard.path.with_name(name))
        return self._shards

    def _entry(
        self, path: Path, rows: int, rows_sha256: str, is_canonical: bool = False
    ) -> ManifestFile:
        return {
            "path": path.relative_to(self._release).as_posix(),
            "config": self._table,
            "split": self._split,
            "bytes": path.stat().st_size,
            "rows": rows,
            "sha256": rows_sha256 if is_canonical else file_sha256(path),
            "rows_sha256": rows_sha256,
        }


class _Shard:
    """A Parquet file under way."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path = path
        self.documents = 0
        self.rows = 0
        self.rows_sha256 = hashlib.sha256()
        self._writer = pq.ParquetWriter(
            path,
            schema,
            compression="zstd",
            compression_level=3,
            write_page_index=True,
            write_page_checksum=True,
            use_content_defined_chunking=True,
        )

    def write(self, data: pa.Table, documents: int) -> None:
        # Readers stumble over a row group without rows.
        if data.num_rows:
            self._writer.write_table(data, row_group_size=data.num_rows)
        self.documents += documents
        self.rows += data.num_rows

    def close(self) -> None:
        self._writer.close()


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
