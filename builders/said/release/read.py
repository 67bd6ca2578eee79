"""Reads a release back: its manifest, and its rows, line by line, from the JSONL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from said.release import manifest
from said.schema.records import AnyRecord
from said.schema.rows import Manifest, ManifestFile
from said.system.errors import SaidError


def sound_manifest(release: Path) -> Manifest:
    """The manifest of a release of which every file is as it was written; what lies in the folder
    besides does not matter.

    Raises SaidError.
    """
    told = manifest.read_manifest(release)
    if told is None:
        raise SaidError(
            f"{release / manifest.NAME}: missing, or no manifest of a release",
            "name the folder of a release",
        )
    listed = {file["path"] for file in told["files"]}
    damage = [one for one in manifest.damaged_files(release, told) if one.split(": ")[0] in listed]
    if damage:
        more = f" (and {len(damage) - 1} more)" if damage[1:] else ""
        raise SaidError(f"{release / damage[0]}{more}", "get the release again")
    return told


def split_entry(told: Manifest, table: str, split: str) -> ManifestFile | None:
    """The manifest's entry of the JSONL of a table and split; None if there is none."""
    entries = manifest.split_entries(told["files"])
    wanted = (table, split)
    return next((one for one in entries if (one["config"], one["split"]) == wanted), None)


def split_rows(release: Path, told: Manifest, table: str, split: str) -> Iterator[AnyRecord]:
    """The rows of a table and split in their order; none if the release has no such split."""
    entry = split_entry(told, table, split)
    if entry is None:
        return
    with (release / entry["path"]).open("rb") as file:
        for line in file:
            yield msgspec.json.decode(line)
