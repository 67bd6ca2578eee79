"""Reads releases for a comparison: what the manifest tells, and the documents one by one.

The JSONL of `documents` is read, not its Parquet files: its lines are canonical JSON, so that equal
lines are equal rows and only one of them need be decoded. Nothing else of the rows is read; the
columns stand in the front matter of the release's README.md.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from said.release import manifest
from said.release.card import FRONT_MATTER
from said.release.folder import README
from said.release.write import file_sha256
from said.schema.rows import Manifest
from said.system.errors import SaidError

# The front matter has a thousand lines; the reader in C takes a tenth of the time.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Release(NamedTuple):
    """The folder of a release and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def version(self) -> str:
        """The version of its data."""
        return self.manifest["version"]

    @property
    def documents(self) -> int:
        """The number of its documents."""
        return self.manifest["documents"]

    @property
    def rows_of(self) -> dict[str, list[tuple[str, str]]]:
        """For each table the digest of the rows of each split: (split, SHA-256)."""
        found: dict[str, list[tuple[str, str]]] = {}
        for entry in manifest.split_entries(self.manifest["files"]):
            found.setdefault(entry["config"], []).append((entry["split"], entry["rows_sha256"]))
        return found


class Line(NamedTuple):
    """A document in one of two releases: `raw` is its row as canonical JSON, `side` is 0 for the
    old release and 1 for the new one."""

    doc_id: str
    split: str
    raw: bytes
    side: int


class _Head(msgspec.Struct):
    doc_id: str


_HEAD = msgspec.json.Decoder(_Head)


def open_release(folder: Path) -> Release:
    """The release in a folder. Raises SaidError if it has no manifest, or if a file that a
    comparison reads is not the one that the manifest tells of."""
    told = manifest.read_manifest(folder)
    if told is None:
        raise SaidError(f"{folder / manifest.NAME}: missing, or no manifest", _RESTORE)
    release = Release(folder, told)
    readme = next((entry for entry in told["files"] if entry["path"] == README), None)
    for entry in [*([readme] if readme else []), *_document_files(release)]:
        file = folder / entry["path"]
        if not file.is_file() or file_sha256(file) != entry["sha256"]:
            raise SaidError(f"{file}: missing, or not the bytes that the build wrote", _RESTORE)
    return release


_RESTORE = "restore the release from history, or build it anew with said build"


def release_features(release: Release) -> dict[str, list[dict[str, Any]]]:
    """The columns of each table that has rows, as they stand in the README.md of the release.

    Raises SaidError if they cannot be read there.
    """
    file = release.folder / README
    try:
        found = FRONT_MATTER.match(file.read_text(encoding="utf-8"))
        head = yaml.load(found[1] if found else "", _YAML)  # noqa: S506 - a safe loader
        return {info["config_name"]: info["features"] for info in head["dataset_info"]}
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise SaidError(f"{file}:1:1: no columns in its front matter", _RESTORE) from error


def document_pairs(old: Release, new: Release) -> Iterator[tuple[Line | None, Line | None]]:
    """Each document of either release, as it stands in the old one and in the new one, in the
    order of the ids. Raises SaidError for a line that is no row."""
    lines = (
        _lines(release.folder, entry, side)
        for side, release in enumerate((old, new))
        for entry in _document_files(release)
    )
    in_order = heapq.merge(*lines, key=attrgetter("doc_id"))
    for _, group in groupby(in_order, key=attrgetter("doc_id")):
        found = {line.side: line for line in group}
        yield found.get(0), found.get(1)


def _document_files(release: Release) -> list[Mapping[str, Any]]:
    entries = manifest.split_entries(release.manifest["files"])
    return [entry for entry in entries if entry["config"] == "documents"]


def _lines(folder: Path, entry: Mapping[str, Any], side: int) -> Iterator[Line]:
    file = folder / entry["path"]
    before = ""
    with file.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            try:
                doc_id = _HEAD.decode(raw).doc_id
            except msgspec.DecodeError as error:
                raise SaidError(f"{file}:{number}:1: no row of documents", _RESTORE) from error
            if doc_id <= before:
                raise SaidError(f"{file}:{number}:1: not in the order of the ids", _RESTORE)
            yield Line(doc_id, entry["split"], raw, side)
            before = doc_id
