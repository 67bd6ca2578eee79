"""Reads the documents in `seeds/`: the files of their folders. `registries` reads what they share.

Reading reports what is wrong with a file as a file (level 1, `files`); what its values are worth is
for `said.check`. Nothing here raises for bad content: a file that cannot be read is None
beside its findings, so that one run tells every mistake.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from said.findings.catalogue import Finding
from said.seeds import changes, json_files
from said.seeds import files as seed_files
from said.seeds.json_files import JsonFile
from said.seeds.names import nested_document, odd_files, odd_pass
from said.system.places import Checkout
from said.text import jsontext
from said.text.reading import Reading, read_text

T = TypeVar("T")

_REQUIRED = {"raw.txt", "document.json"}
# The last two are records of how the annotation was made: checked, but no part of a release.
_OPTIONAL = {"annotations.jsonl", "decided.jsonl", "adjudication.jsonl"}
_PASSES = "passes"
_NAMES = (*sorted(_REQUIRED | _OPTIONAL), _PASSES)
_PASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.jsonl")
TO_FILL_IN = "TO FILL IN: "
"""What a string in the metadata begins with that a person has to replace."""

DOC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""What the id of a document is, which is the name of its folder."""


class Seed(NamedTuple):
    """A document's folder as read; what is not there or could not be read is None. `files` are the
    SHA-256 of its files by their names from the root of the checkout."""

    doc_id: str
    name: str
    text: str | None
    metadata: JsonFile | None
    annotations: JsonFile | None
    passes: tuple[JsonFile, ...]
    decided: JsonFile | None
    adjudication: JsonFile | None
    files: dict[str, str]

    def finding(
        self, place: tuple[int, int], kind: str, message: str, suggestion: str | None = None
    ) -> Finding:
        """A finding in the text, at a stretch of it in code points, half open."""
        start, end = place
        text = self.text or ""
        line, column = jsontext.line_and_column(text, start)
        line_end = text.find("\n", start, end)
        length = max(1, (line_end if line_end >= 0 else end) - start)
        name = f"{self.name}/raw.txt"
        return Finding(name, line, column, kind, message, None, length, suggestion)

    @property
    def reading(self) -> Reading:
        """The reading of the text, by its language and whether it is hard-wrapped (X4)."""
        metadata = self.metadata_fields
        language = metadata.get("language")
        wrapped = metadata.get("wrapped") is True
        return read_text(self.text or "", language if isinstance(language, str) else "en", wrapped)

    @property
    def released(self) -> bool:
        """Whether the document goes into a release."""
        return is_released(self.metadata_fields)

    @property
    def unfinished(self) -> bool:
        """Whether the document says that it is not for a release yet, so that nothing in it keeps
        a build from succeeding."""
        return self.metadata_fields.get("status") in ("raw", "draft")

    @property
    def metadata_fields(self) -> Mapping[str, Any]:
        """What `document.json` says, which may be misshapen; nothing if it cannot be read."""
        metadata = self.metadata.values[0] if self.metadata else None
        return metadata if isinstance(metadata, dict) else {}


def is_pass_name(name: str) -> bool:
    """Whether a pass can have this name, without `.jsonl`."""
    return _PASS.fullmatch(f"{name}.jsonl") is not None


def is_released(metadata: Mapping[str, Any]) -> bool:
    """Whether the document with this metadata goes into a release."""
    return metadata.get("status") == "adjudicated"


def read_document(checkout: Checkout, doc_id: str) -> tuple[Seed, list[Finding]]:
    """The folder of one document of a checkout, and what keeps its files from being read."""
    seeds = checkout.seeds
    return read_document_folder(f"{seeds}/{doc_id}", f"{seeds.name}/{doc_id}")


def read_document_folder(folder: str | Path, name: str) -> tuple[Seed, list[Finding]]:
    """A document's folder anywhere, and what keeps its files from being read; its id is the
    folder's name, and `name` is what findings call it."""
    reader = _FolderReader(str(folder), name)
    files = reader.list_files()
    text = reader.keep(seed_files.read_text_file, "raw.txt") if "raw.txt" in files else None
    metadata = None
    if "document.json" in files:
        metadata = reader.keep(
            partial(json_files.read_json_file, schema="metadata"), "document.json"
        )
    if text is None:
        reader.tell_of_other_text(metadata)
    annotations = None
    if "annotations.jsonl" in files:
        read = partial(json_files.read_json_lines, schema="annotation", text=text)
        annotations = reader.keep(read, "annotations.jsonl")
    decided, adjudication = (
        reader.keep(json_files.read_json_lines, file) if file in files else None
        for file in ("decided.jsonl", "adjudication.jsonl")
    )
    passes = reader.list_passes() if _PASSES in files else []
    kept = [
        one for file in passes if (one := reader.keep(json_files.read_json_lines, file)) is not None
    ]
    seed = Seed(
        Path(folder).name,
        reader.name,
        text,
        metadata,
        annotations,
        tuple(kept),
        decided,
        adjudication,
        reader.digests,
    )
    return seed, reader.findings


def read_loose_lines(file: Path, name: str) -> tuple[Seed, list[Finding]]:
    """A file of annotation lines that lies in no document, with the text in the `.txt` beside it if
    there is one, as a seed; `name` is what findings call it."""
    annotations, findings = read_lines_file(file, name)
    beside = file.with_suffix(".txt")
    text = None
    if beside.is_file():
        text, problems, _ = seed_files.read_text_file(
            beside, name.removesuffix(file.name) + beside.name
        )
        findings += problems
    return Seed(file.stem, name, text, None, annotations, (), None, None, {}), findings


class _FolderReader:
    """Reads the files of one folder and collects their digests and what is wrong with them."""

    def __init__(self, folder: str, name: str) -> None:
        self.folder = folder
        self.name = name
        self.findings: list[Finding] = []
        self.digests: dict[str, str] = {}

    def list_files(self) -> set[str]:
        """The names of the files that belong here; what else lies here is found."""
        known = _REQUIRED | _OPTIONAL
        entries = self._entries(self.folder, self.name)
        fitting = {
            entry.name
            for entry in entries
            if (_is_file(entry) if entry.name in known else _is_passes(entry))
        }
        own = {entry.name for entry in entries if changes.is_own_entry(entry)}
        present = {entry.name for entry in entries}
        others = present - fitting - own
        links = {entry.name for entry in entries if entry.is_symlink()}
        nested = {entry.name for entry in entries if self._is_document(entry)}
        odd = odd_files(others - links - nested, _NAMES, present, self.name)
        meant = {one.suggestion for one in odd if one.kind == "misnamed-file"}
        if _PASSES in meant:
            meant |= {f"{_PASSES}/{one}.jsonl" for one in "ab"}
        # Nobody can know what is in a file that is not read.
        self.digests |= {f"{self.name}/{name}": "" for name in (links & known) | meant if name}
        self.findings += odd
        self.findings += [nested_document(self.name, name) for name in sorted(nested)]
        missing = _REQUIRED - fitting - others - meant
        if missing == _REQUIRED and not entries:
            advice = "remove it, or make the document with: said new"
            found = Finding(self.name, 1, 1, "missing-file", "the folder is empty", advice=advice)
            self.findings.append(found)
        elif missing == {"document.json"} and present == {"raw.txt"}:
            message = "the file is missing: the folder has a text and nothing else"
            advice = f"move {self.name}/raw.txt out of seeds/, remove the folder, "
            advice += "and run: said new on the text"
            found = Finding(f"{self.name}/document.json", 1, 1, "missing-file", message)
            self.findings.append(found._replace(advice=advice))
        else:
            self._find("missing-file", "the file is missing", set() if nested else missing)
        return fitting

    def _is_document(self, entry: os.DirEntry[str]) -> bool:
        """Whether a folder inside this one has the files of a document."""
        if not entry.is_dir(follow_symlinks=False):
            return False
        if entry.name in _NAMES:
            return False
        return any(Path(entry.path, name).is_file() for name in _REQUIRED)

    def list_passes(self) -> list[str]:
        """The names of the passes, from the folder of the document."""
        entries = self._entries(f"{self.folder}/{_PASSES}", f"{self.name}/{_PASSES}")
        fits = {
            one.name: bool(_PASS.fullmatch(one.name)) and _is_file(one)
            for one in entries
            if not changes.is_own_entry(one)
        }
        links = {entry.name for entry in entries if entry.is_symlink()}
        for name in sorted(name for name in fits.keys() - links if not fits[name]):
            odd = odd_pass(f"{self.name}/{_PASSES}", name)
            self.findings.append(odd)
            self.digests.setdefault(f"{self.name}/{_PASSES}/{odd.suggestion}", "")
        return [f"{_PASSES}/{name}" for name in fits if fits[name]]

    def _entries(self, folder: str, name: str) -> list[os.DirEntry[str]]:
        entries, findings = seed_files.list_folder(folder, name)
        self.findings += findings
        return entries

    def _find(self, kind: str, message: str, names: Iterable[str]) -> None:
        for name in sorted(names):
            file = f"{self.name}/{seed_files.printable_name(name)}"
            self.findings.append(Finding(file, 1, 1, kind, message))

    def tell_of_other_text(self, metadata: JsonFile | None) -> None:
        """Says first of a text that cannot be read that it is not the one that was annotated."""
        name = f"{self.name}/raw.txt"
        value = metadata.values[0] if metadata else None
        recorded = value.get("sha256") if isinstance(value, dict) else None
        if not isinstance(recorded, str) or self.digests.get(name) in (None, "", recorded):
            return
        doc_id = self.name.rpartition("/")[2]
        for at, one in enumerate(self.findings):
            if one.file == name and one.severity == "error" and not one.softened:
                first = (one.advice or "save it elsewhere").partition("; then put the")[0]
                advice = f"restore it from git: git restore {shlex.quote(name)}. To take this text "
                advice += f"instead, first {first}, then restore raw.txt, and run: said reanchor "
                advice += f"{shlex.quote(doc_id)} FILE"
                message = f"this is no longer the text that was annotated: {one.message}"
                self.findings[at] = one._replace(message=message, advice=advice)
                return

    def keep(self, read: Callable[[str, str], seed_files.Read[T]], file: str) -> T | None:
        """What a function reads from a file of the folder."""
        name = f"{self.name}/{file}"
        value, findings, self.digests[name] = read(f"{self.folder}/{file}", name)
        self.findings += findings
        return value


def read_lines_file(file: Path, name: str) -> tuple[JsonFile | None, list[Finding]]:
    """The values of a JSONL file anywhere; `name` is what findings call it."""
    read, findings, _ = json_files.read_json_lines(
        file, name, limit=seed_files.REGISTRY_LIMIT, follow=True
    )
    return read, findings


def read_metadata(file: Path, name: str) -> tuple[JsonFile | None, list[Finding]]:
    """The value of a `document.json` anywhere; `name` is what findings call it."""
    read, findings, _ = json_files.read_json_file(file, name, follow=True)
    return read, findings


def _is_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _is_passes(entry: os.DirEntry[str]) -> bool:
    return entry.name == _PASSES and entry.is_dir(follow_symlinks=False)
