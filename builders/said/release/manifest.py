"""The manifest of a release, the comparison of two releases by it, and how one is read back.

What depends on the rows alone (`rows_digest`, `rows_sha256`, the JSONL) is the same on every
machine; the bytes of Parquet files depend on the version of pyarrow that wrote them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from said.check import shape
from said.release.write import file_sha256
from said.schema import TABLES, columns, load_schemas
from said.schema.features import yaml_features
from said.schema.records import AnyRecord
from said.schema.rows import Manifest, ManifestFile
from said.system.errors import SaidError
from said.system.files import read_file
from said.text import jsontext

NAME = "manifest.json"
# What may differ between two builds of the same content.
_ENVIRONMENT = ("software", "pyarrow")
_BYTES = ("bytes", "sha256")


def split_entries(files: Iterable[ManifestFile]) -> list[ManifestFile]:
    """One entry for each table and split: that of its JSONL, which is one file whatever the number
    of Parquet shards."""
    return [file for file in files if file["path"].startswith("jsonl/")]


def rows_digest(files: Iterable[ManifestFile]) -> str:
    """The identity of a release: SHA-256 over a line for each table's columns, and one for the
    rows of each table and split. Columns count because the order of labels is in them."""
    schemas = load_schemas()
    shapes = [
        f"{table} columns {_sha256(jsontext.canonical(yaml_features(columns(schemas, table))))}\n"
        for table in TABLES
    ]
    rows = [
        f"{file['config']}/{file['split']} {file['rows']} {file['rows_sha256']}\n"
        for file in split_entries(files)
    ]
    return _sha256("".join(sorted([*shapes, *rows])).encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def rows_sha256(parquet: Path) -> str | None:
    """The digest of the rows of a Parquet file, whatever version of pyarrow wrote it; None if a
    string in it is not UTF-8, which no build writes."""
    import pyarrow.parquet as pq

    found = hashlib.sha256()
    try:
        for batch in pq.ParquetFile(parquet).iter_batches():
            found.update(jsontext.canonical_lines(batch.to_pylist()))
    except UnicodeDecodeError:
        return None
    return found.hexdigest()


def plain_entry(release: Path, path: Path) -> ManifestFile:
    """The entry of a file that belongs to no table."""
    return {
        "path": path.relative_to(release).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": file_sha256(path),
    }


def write_manifest(release: Path, manifest: Manifest) -> None:
    """Writes the manifest into the folder of a release."""
    content = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (release / NAME).write_text(content, encoding="utf-8")


def read_manifest(release: Path) -> Manifest | None:
    """The manifest of a release; None if there is none that fits its schema."""
    try:
        manifest = json.loads(read_file(release / NAME))
        return manifest if shape.fast_validator("manifest").is_valid(manifest) else None
    except (OSError, ValueError, RecursionError):
        return None


def damaged_files(release: Path, manifest: Manifest) -> list[str]:
    """The files of a release that are not as its manifest has them, each with what is wrong."""
    listed = {file["path"]: file["sha256"] for file in manifest["files"]}
    present = {
        path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()
    }
    return [
        *(f"{name}: missing" for name in sorted(listed.keys() - present)),
        *(f"{name}: not in the manifest" for name in sorted(present - listed.keys() - {NAME})),
        *(
            f"{name}: not the bytes that the build wrote"
            for name in sorted(listed.keys() & present)
            if file_sha256(release / name) != listed[name]
        ),
    ]


def manifest_differences(
    committed: Manifest, built: Manifest, rows_alone: bool = False
) -> list[str]:
    """What two manifests differ in, apart from the environments they were built in, or only as far
    as it is about rows and columns.

    The bytes of Parquet files are compared if one version of pyarrow wrote both.
    """
    keys = {"digest"} if rows_alone else {*committed, *built} - {"files", "seeds", *_ENVIRONMENT}
    found = [
        f"{key}: {_shown(committed.get(key))} is committed, the seeds give {_shown(built.get(key))}"
        for key in sorted(keys)
        if committed.get(key) != built.get(key)
    ]
    if rows_alone:
        old, new = (
            {file["path"]: file["rows_sha256"] for file in split_entries(one["files"])}
            for one in (committed, built)
        )
        return found + _changed(old, new)
    with_bytes = committed["pyarrow"] == built["pyarrow"]
    old, new = (_by_path(one["files"], with_bytes) for one in (committed, built))
    return found + _changed(committed["seeds"], built["seeds"]) + _changed(old, new)


def false_rows(release: Path, manifest: Manifest) -> list[str]:
    """The Parquet files of a release whose rows are not those that its manifest has."""
    return [
        f"{file['path']}: other rows than the manifest has"
        for file in manifest["files"]
        if file["path"].endswith(".parquet")
        and rows_sha256(release / file["path"]) != file["rows_sha256"]
    ]


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [
        *(f"{name}: no longer given" for name in sorted(old.keys() - new.keys())),
        *(f"{name}: new" for name in sorted(new.keys() - old.keys())),
        *(f"{name}: changed" for name in sorted(old.keys() & new.keys()) if old[name] != new[name]),
    ]


def _by_path(files: Iterable[ManifestFile], with_bytes: bool) -> dict[str, Any]:
    """The entries by path; the bytes of Parquet files only on demand."""
    return {
        file["path"]: {
            key: value
            for key, value in file.items()
            if with_bytes or key not in _BYTES or not file["path"].endswith(".parquet")
        }
        for file in files
    }


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 20 else text[:12] + "…"


# ---- reading a release back


def sound_manifest(release: Path) -> Manifest:
    """The manifest of a release of which every file is as it was written; what lies in the folder
    besides does not matter.

    Raises SaidError.
    """
    told = read_manifest(release)
    if told is None:
        raise SaidError(
            f"{release / NAME}: missing, or no manifest of a release",
            "name the folder of a release",
        )
    listed = {str(file["path"]) for file in told["files"]}
    damage = [one for one in damaged_files(release, told) if one.split(": ")[0] in listed]
    if damage:
        more = f" (and {len(damage) - 1} more)" if damage[1:] else ""
        raise SaidError(f"{release / damage[0]}{more}", "get the release again")
    return told


def split_rows(release: Path, told: Manifest, table: str, split: str) -> Iterator[AnyRecord]:
    """The rows of a table and split in their order; none if the release has no such split."""
    for entry in split_entries(told["files"]):
        if (entry["config"], entry["split"]) == (table, split):
            with (release / entry["path"]).open("rb") as file:
                yield from map(msgspec.json.decode, file)


def column_rows(
    release: Path, table: str, split: str, columns: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Some columns of the rows of a table and split, without a manifest."""
    import pyarrow.parquet as pq

    for file in sorted((release / table).glob(f"{split}-*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(columns=list(columns)):
            yield from batch.to_pylist()


def counted_rows(
    release: Path, table: str, split: str, columns: Sequence[str]
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The values of some columns, and how many rows of a table and split have them, counted batch
    by batch and in the order of the first column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for file in sorted((release / table).glob(f"{split}-*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(columns=list(columns)):
            groups = pa.Table.from_batches([batch]).group_by(list(columns))
            counted = groups.aggregate([([], "count_all")]).sort_by(columns[0])
            values = [counted[name].to_pylist() for name in (*columns, "count_all")]
            for *found, number in zip(*values, strict=True):
                yield tuple(found), number
