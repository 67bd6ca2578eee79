"""Reads the events of a corpus, `seeds/events/<event>.json`: what its documents report.

A document names its event in its metadata. The file of the event says what happened.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from said.findings.catalogue import Finding
from said.schema.scheme import is_slug
from said.seeds import changes, json_files
from said.seeds import files as seed_files
from said.seeds.json_files import JsonFile
from said.seeds.names import file_of_program, misplaced_document, slug_of

FOLDER = "events"
ENDING = ".json"
TO_DESCRIBE = "what happened, in one sentence"
"""What a program leaves to a person when it adds an event."""


class Events(NamedTuple):
    """The events of a corpus. `ids` are those that count as known, so that one mistake is reported
    once: also those of files that could not be read. `sources` are the files that could be read, by
    the ids that their names give, and `digests` the SHA-256 of all files by name."""

    ids: frozenset[str]
    sources: Mapping[str, JsonFile]
    digests: Mapping[str, str]

    def description(self, event: str) -> str:
        """What happened; empty if no file says so."""
        value = self.sources[event].values[0] if event in self.sources else None
        found = value.get("description") if isinstance(value, dict) else None
        return found if isinstance(found, str) else ""


NO_EVENTS = Events(frozenset(), {}, {})


def read_events(seeds: Path, name: str) -> tuple[Events | None, list[Finding]]:
    """The events of the folder `seeds`, which findings call by `name`, and what is wrong with their
    files. None if nobody can know which events there are."""
    folder, name = seeds / FOLDER, f"{name}/{FOLDER}"
    if folder.is_symlink() or not folder.is_dir():
        return (None if folder.is_symlink() else NO_EVENTS), []
    if (folder / "raw.txt").is_file():
        return None, [_document_of_that_name(name)]
    entries, findings = seed_files.list_folder(folder, name)
    present = {entry.name for entry in entries}
    ids: set[str] = set()
    sources: dict[str, JsonFile] = {}
    digests: dict[str, str] = {}
    for entry in entries:
        event, ending = Path(entry.name).stem, Path(entry.name).suffix
        if changes.is_own(entry.name):
            continue
        if entry.is_symlink():
            ids.add(event)
        elif entry.is_dir() or ending != ENDING or not is_slug(event):
            finding = _odd_entry(folder, name, entry, present)
            findings.append(finding)
            if finding.suggestion:
                # No other file is to be moved over this one.
                present.add(finding.suggestion)
                ids.add(finding.suggestion.removesuffix(ENDING))
        else:
            file = f"{name}/{entry.name}"
            read, problems, digests[file] = json_files.read_json_file(entry.path, file, "event")
            findings += problems
            ids.add(event)
            if read is not None:
                sources[event] = read
    # Where a file states another id than its name, that is a mistake of its own.
    ids |= {one for one in map(_id_in, sources.values()) if one is not None}
    return Events(frozenset(ids), sources, digests), findings


def _id_in(source: JsonFile) -> str | None:
    value = source.values[0]
    stated = value.get("id") if isinstance(value, dict) else None
    return stated if isinstance(stated, str) else None


def _document_of_that_name(name: str) -> Finding:
    message = (
        "this is a document, and only the events of the corpus can be in a folder of this name"
    )
    advice = "rename the folder, and write its new name as doc_id"
    return Finding(name, 1, 1, "bad-folder-name", message, advice=advice)


def _odd_entry(folder: Path, name: str, entry: os.DirEntry[str], present: set[str]) -> Finding:
    """What is wrong with a folder, or with a file that has not the name of an event."""
    file = f"{name}/{seed_files.printable_name(entry.name)}"
    if entry.is_dir():
        if (folder / entry.name / "raw.txt").is_file():
            return misplaced_document(file, f"{name.removesuffix(f'/{FOLDER}')}/{entry.name}")
        return Finding(file, 1, 1, "surplus-file", "this is a folder, not the file of an event")
    if by_program := file_of_program(entry.name, name):
        return by_program
    stem = entry.name.split(".", maxsplit=1)[0]
    meant = f"{slug_of(stem)}{ENDING}"
    if is_slug(slug_of(stem)) and _has_object(entry, file):
        if meant in present:
            message = f"this seems to be another version of {meant}, which is there too"
            advice = "compare the two (git diff --no-index), and move this one out of seeds/; "
            advice += "if it is an event of its own, give it a name of its own: <event>.json"
            return Finding(file, 1, 1, "surplus-file", message, advice=advice)
        message = "this is not read; the file of an event is called <event>.json, and the id of an "
        message += "event is words of lower-case letters and digits, joined by hyphens"
        moved = f"mv {shlex.quote(file)} {shlex.quote(f'{name}/{meant}')}"
        advice = f"rename it: {moved}; write {slug_of(stem)} as id"
        return Finding(file, 1, 1, "misnamed-file", message, suggestion=meant, advice=advice)
    message = "not the file of an event, which is called <event>.json"
    return Finding(file, 1, 1, "surplus-file", message)


def _has_object(entry: os.DirEntry[str], file: str) -> bool:
    """Whether a file is called JSON, or what is in it begins as an object does."""
    if ENDING in entry.name.casefold():
        return True
    raw = seed_files.load_file(entry.path, file, seed_files.DOCUMENT_LIMIT)[0]
    return raw is not None and raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
