"""Reads the topics of a corpus, `seeds/topics/<topic>/`: what a stance can be taken on in a text.

A topic has `targets.jsonl` (T3). It may have `rulings.md`, for people, and for the stance annotator
`frames.jsonl` and `words.jsonl`. A document names its topics in its metadata. Version 1 has one
list of targets for all documents, `seeds/targets.jsonl`; it is read as a topic without an id.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from said.findings.catalogue import Finding
from said.schema.records import Target
from said.schema.scheme import is_slug
from said.seeds import changes, json_files
from said.seeds import files as seed_files
from said.seeds.json_files import JsonFile
from said.seeds.names import misplaced_document, odd_files, right_name, slug_of

FOLDER = "topics"
TARGETS = "targets.jsonl"
FILES = {"targets": "target", "frames": "frame", "words": "words"}
"""The files of a topic that hold lines, without `.jsonl`, and the schema of the lines."""
RULINGS = "rulings.md"
_NAMES = tuple(sorted({*(f"{file}.jsonl" for file in FILES), RULINGS}))
VERSION_1 = ""
"""The id under which the list of version 1 is kept: the topic of documents that name none."""
BUILT_IN_ASPECTS = ("leadership", "removal", "exit")
"""The aspects of targets that the stance annotator knows without a word list."""


class Topic(NamedTuple):
    """A topic as read. `sources` are those of `FILES` that could be read; `digests` are the SHA-256
    of its files by the names that findings call them."""

    id: str
    sources: Mapping[str, JsonFile]
    digests: Mapping[str, str]
    targets: Mapping[str, Target]

    @property
    def is_unread(self) -> bool:
        """Whether its targets could not be read, so that nobody knows which they are."""
        return "targets" not in self.sources

    def rows(self, file: str) -> list[Any]:
        """The lines of one of its files; none if it does not have the file."""
        return self.sources[file].values if file in self.sources else []


def named_topics(metadata: object) -> tuple[str, ...] | None:
    """The topics that the metadata of a document name; None if that cannot be known."""
    topics = metadata.get("topics", [VERSION_1]) if isinstance(metadata, dict) else None
    if not isinstance(topics, list) or not all(isinstance(one, str) for one in topics):
        return None
    return tuple(topics)


def read_topics(seeds: Path, name: str) -> tuple[dict[str, Topic] | None, list[Finding]]:
    """The topics in a folder like `seeds/`, which findings call by `name`: those in `topics/` by
    their ids, and the files of one that has no folder of its own. Also what is wrong with them.
    None if nobody can know which topics there are."""
    topics: dict[str, Topic] = {}
    findings: list[Finding] = []
    here = [file for file in FILES if os.path.lexists(seeds / f"{file}.jsonl")]
    if "targets" in here:
        topics[VERSION_1], findings = _read_files(seeds, name, VERSION_1, here)
    folder, name = seeds / FOLDER, f"{name}/{FOLDER}"
    if folder.is_symlink() or not folder.is_dir():
        return (None if folder.is_symlink() else topics), findings
    entries, problems = seed_files.list_folder(folder, name)
    findings += problems
    for entry in entries:
        file = f"{name}/{seed_files.printable_name(entry.name)}"
        if entry.is_symlink() or changes.is_own(entry.name):
            continue
        is_document = (folder / entry.name / "raw.txt").is_file()
        if not entry.is_dir():
            findings.append(_loose_file(entry.name, file))
        elif is_document:
            to = f"{name.removesuffix(f'/{FOLDER}')}/{entry.name}"
            findings.append(misplaced_document(file, to))
        elif not is_slug(entry.name):
            meant = slug_of(entry.name)
            findings.append(_bad_topic_name(name, file, meant))
            if is_slug(meant):  # what it has is not read, so that a document may name it
                topics.setdefault(meant, Topic(meant, {}, {}, {}))
        else:
            topics[entry.name], problems = _read_topic(folder / entry.name, file)
            findings += problems
    return topics, findings


def _loose_file(entry: str, file: str) -> Finding:
    """What is wrong with a file beside the folders of the topics."""
    meant = right_name(entry, _NAMES)
    message = "this is not read; the files of a topic are in its folder"
    advice = "move it out of seeds/"
    if meant:
        advice = f"move it into the folder of its topic: seeds/{FOLDER}/<topic>/{meant}"
    elif entry.endswith((".jsonl", ".json")):
        advice = "if it lists targets, move it into the folder of their topic: "
        advice += f"seeds/{FOLDER}/<topic>/{TARGETS}"
    return Finding(file, 1, 1, "surplus-file", message, advice=advice)


def _bad_topic_name(folder: str, file: str, meant: str) -> Finding:
    message = "a topic's id is words of lower-case letters and digits, joined by hyphens"
    advice = "rename the folder"
    if is_slug(meant):
        advice = f"rename it: mv {shlex.quote(file)} {folder}/{meant}"
        advice += f"; write {meant} in the documents that name it"
    return Finding(file, 1, 1, "bad-folder-name", message, advice=advice)


def _read_topic(folder: Path, name: str) -> tuple[Topic, list[Finding]]:
    entries, findings = seed_files.list_folder(folder, name)
    present = {entry.name for entry in entries}
    links = {entry.name for entry in entries if entry.is_symlink()}
    files = {entry.name for entry in entries if entry.name in _NAMES and not entry.is_dir()}
    own = {entry.name for entry in entries if changes.is_own_entry(entry)}
    odd = odd_files(present - files - links - own, _NAMES, present, name)
    findings += odd
    if RULINGS in files - links:
        findings += seed_files.read_prose_file(folder / RULINGS, f"{name}/{RULINGS}")[1]
    here = [file for file in FILES if f"{file}.jsonl" in files - links or file == "targets"]
    topic, problems = _read_files(folder, name, folder.name, here)
    told = {"symbolic-link"}
    told |= {"missing-file"} if any(one.suggestion == TARGETS for one in odd) else set()
    told |= {"unreadable-file"} if TARGETS in present - files else set()
    return topic, findings + [one for one in problems if one.kind not in told]


def _read_files(
    folder: Path, name: str, topic: str, files: list[str]
) -> tuple[Topic, list[Finding]]:
    sources: dict[str, JsonFile] = {}
    digests: dict[str, str] = {}
    findings: list[Finding] = []
    for file in files:
        own = f"{name}/{file}.jsonl"
        read, problems, digests[own] = json_files.read_json_lines(
            folder / f"{file}.jsonl", own, FILES[file], limit=seed_files.REGISTRY_LIMIT
        )
        findings += problems
        if read is not None:
            sources[file] = read
    targets = lines_by_id(sources["targets"].values) if "targets" in sources else {}
    return Topic(topic, sources, digests, targets), findings


def lines_by_id(values: list[Any]) -> dict[str, Any]:
    """The lines of a file by their ids; of those with the same id the first counts."""
    found: dict[str, Any] = {}
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            found.setdefault(value["id"], value)
    return found
