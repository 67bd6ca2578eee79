"""The manifest of a release, and the comparison of two releases by it.

What depends on the rows alone (`digest`, `rows_sha256`, the JSONL) is the same on every machine;
the bytes of Parquet files depend on the version of pyarrow that wrote them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from said.release.write import file_sha256

Manifest = dict[str, Any]

NAME = "manifest.json"
# What may differ between two builds of the same content.
_ENVIRONMENT = ("software", "pyarrow")
_BYTES = ("bytes", "sha256")


def digest(files: Iterable[Mapping[str, Any]]) -> str:
    """The identity of a release's rows: SHA-256 over a line for each table and split."""
    lines = sorted(
        f"{file['config']}/{file['split']} {file['rows']} {file['rows_sha256']}\n"
        for file in files
        if file["path"].startswith("jsonl/")
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def plain_entry(release: Path, path: Path) -> dict[str, Any]:
    """The entry of a file that belongs to no table."""
    return {
        "path": path.relative_to(release).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": file_sha256(path),
    }


def write(release: Path, manifest: Manifest) -> None:
    """Writes the manifest into the folder of a release."""
    with (release / NAME).open("w", encoding="utf-8") as file:
        json.dump(manifest, file, ensure_ascii=False, indent=1)
        file.write("\n")


def read(release: Path) -> Manifest | None:
    """The manifest of a release; None if there is none that can be read."""
    try:
        manifest = json.loads((release / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def damage(release: Path) -> list[str]:
    """The files of a release that are not as its manifest has them, each with what is wrong."""
    manifest = read(release)
    if manifest is None or not isinstance(manifest.get("files"), list):
        return [f"{NAME}: missing or no manifest"]
    listed = {str(file["path"]): file["sha256"] for file in manifest["files"]}
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


def differences(committed: Manifest, built: Manifest) -> list[str]:
    """What two releases differ in, apart from the environments they were built in."""
    found = [
        f"{key}: {_shown(committed.get(key))} is committed, the seeds give {_shown(built.get(key))}"
        for key in sorted({*committed, *built} - {"files", "seeds", *_ENVIRONMENT})
        if committed.get(key) != built.get(key)
    ]
    seeds, files = "seeds", "files"
    found += _changed(committed[seeds], built[seeds])
    old, new = _by_path(committed[files]), _by_path(built[files])
    return found + _changed(old, new)


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [
        *(f"{name}: no longer given" for name in sorted(old.keys() - new.keys())),
        *(f"{name}: new" for name in sorted(new.keys() - old.keys())),
        *(f"{name}: changed" for name in sorted(old.keys() & new.keys()) if old[name] != new[name]),
    ]


def _by_path(files: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The entries by path, without what depends on the version of pyarrow."""
    return {
        file["path"]: {
            key: value
            for key, value in file.items()
            if not (key in _BYTES and file["path"].endswith(".parquet"))
        }
        for file in files
    }


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 20 else text[:12] + "…"
