"""Reads `seeds/`: documents and registries as they stand in their files.

Reading reports what keeps a file from being read (level 1); what its values are worth is for
`said.check`. Nothing here raises for bad content: a file that cannot be read is None beside its
findings, so that one run tells every mistake.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from said import jsontext
from said.findings import Finding
from said.places import Checkout

Annotation = dict[str, Any]

CORPUS = "corpus.json"
REGISTRIES = ("entities", "targets", "utterances")
_REQUIRED = {"raw.txt", "document.json"}
_OPTIONAL = {"annotations.jsonl", "decided.jsonl", "adjudication.jsonl", "passes"}
_DOC_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


class Source(NamedTuple):
    """A JSON or JSONL file as read: its values, and the bytes and the line each stands in."""

    name: str
    values: list[Any]
    raws: list[bytes]
    lines: list[int]

    def finding(
        self,
        index: int,
        pointer: jsontext.Pointer,
        kind: str,
        message: str,
        rule: str | None = None,
    ) -> Finding:
        """A finding at a place inside one of the values."""
        text = self.raws[index].decode()
        line, column = jsontext.line_and_column(text, jsontext.place_of(text, pointer))
        return Finding(self.name, self.lines[index] + line - 1, column, kind, message, rule)


class Seed(NamedTuple):
    """A document's folder as read; what could not be read is None. `files` are the SHA-256 of
    its files by their names from the root of the checkout."""

    doc_id: str
    name: str
    text: str | None
    metadata: Source | None
    annotations: Source | None
    passes: tuple[Source, ...]
    files: dict[str, str]

    @property
    def released(self) -> bool:
        """Whether the document goes into a release."""
        return self.metadata is not None and self.metadata.values[0]["status"] == "adjudicated"


class Registries(NamedTuple):
    """The corpus-wide registries, each by id, and where the files were read from."""

    entities: dict[str, dict[str, Any]]
    targets: dict[str, dict[str, Any]]
    utterances: dict[str, dict[str, Any]]
    sources: tuple[Source, ...]
    files: dict[str, str]


def document_ids(checkout: Checkout) -> tuple[list[str], list[Finding]]:
    """The names of the document folders, sorted, and what else lies in `seeds/`."""
    known = {CORPUS, *(f"{name}.jsonl" for name in REGISTRIES)}
    found, findings = [], []
    for entry in sorted(checkout.seeds.iterdir()):
        name = checkout.name_of(entry)
        if entry.is_dir():
            if _DOC_ID.fullmatch(entry.name):
                found.append(entry.name)
            else:
                findings.append(Finding(name, 1, 1, "bad-folder-name", "no id of a document"))
        elif entry.name not in known:
            findings.append(Finding(name, 1, 1, "surplus-file", "not a file of the seeds"))
    return found, findings


def read_registries(checkout: Checkout) -> tuple[Registries, list[Finding]]:
    """The three registries; of entries with the same id the first counts."""
    sources, findings, files = [], [], {}
    for name in REGISTRIES:
        file = checkout.seeds / f"{name}.jsonl"
        source, problems, digest = _read_json(file, checkout.name_of(file), lines=True)
        findings += problems
        sources.append(source or Source(checkout.name_of(file), [], [], []))
        files[checkout.name_of(file)] = digest
    by_id = [_by_id(source.values) for source in sources]
    return Registries(by_id[0], by_id[1], by_id[2], tuple(sources), files), findings


def _by_id(values: Iterable[Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for value in values:
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            found.setdefault(value["id"], value)
    return found


def read_corpus_file(checkout: Checkout) -> tuple[Source | None, list[Finding]]:
    """`seeds/corpus.json`."""
    name = checkout.name_of(checkout.corpus_file)
    source, findings, _ = _read_json(checkout.corpus_file, name, lines=False)
    return source, findings


def read_document(checkout: Checkout, doc_id: str) -> tuple[Seed, list[Finding]]:
    """The folder of one document, and what keeps its files from being read."""
    folder = checkout.seeds / doc_id
    name = f"{checkout.seeds.name}/{doc_id}"
    entries = {entry.name for entry in folder.iterdir()}
    findings = _surplus_and_missing(name, entries)
    files: dict[str, str] = {}
    text = None
    if "raw.txt" in entries:
        text, problems, digest = _read_text(folder / "raw.txt", f"{name}/raw.txt")
        findings += problems
        files[f"{name}/raw.txt"] = digest

    def read(file: str, lines: bool) -> Source | None:
        source, problems, digest = _read_json(folder / file, f"{name}/{file}", lines)
        findings.extend(problems)
        files[f"{name}/{file}"] = digest
        return source

    metadata = read("document.json", lines=False) if "document.json" in entries else None
    annotations = read("annotations.jsonl", lines=True) if "annotations.jsonl" in entries else None
    passes = []
    for file in sorted(entries & (_OPTIONAL - {"annotations.jsonl"})):
        if file != "passes":
            read(file, lines=True)
            continue
        for entry in sorted((folder / file).iterdir()):
            if entry.suffix == ".jsonl":
                passes.append(read(f"passes/{entry.name}", lines=True))
            else:
                message = "not a pass: its name does not end in .jsonl"
                findings.append(
                    Finding(f"{name}/passes/{entry.name}", 1, 1, "surplus-file", message)
                )
    kept = tuple(one for one in passes if one is not None)
    return Seed(doc_id, name, text, metadata, annotations, kept, files), findings


def _surplus_and_missing(name: str, entries: set[str]) -> list[Finding]:
    surplus = sorted(entries - _REQUIRED - _OPTIONAL)
    missing = sorted(_REQUIRED - entries)
    return [
        *(
            Finding(f"{name}/{one}", 1, 1, "surplus-file", "not a file of a seed")
            for one in surplus
        ),
        *(Finding(f"{name}/{one}", 1, 1, "missing-file", "the file is missing") for one in missing),
    ]


def _read_text(file: Path, name: str) -> tuple[str | None, list[Finding], str]:
    raw = file.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    text, findings = _decode(raw, name)
    if text is not None and not text.strip():
        findings = [Finding(name, 1, 1, "empty-text", "the text is empty")]
        text = None
    return text, findings, digest


def _decode(raw: bytes, name: str) -> tuple[str | None, list[Finding]]:
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line, column = jsontext.line_and_column(before, len(before))
        message = f"byte {raw[error.start]:#04x} is no UTF-8"
        return None, [Finding(name, line, column, "utf8", message)]


def _read_json(file: Path, name: str, lines: bool) -> tuple[Source | None, list[Finding], str]:
    """A JSON file, or a JSONL file with a value a line. A line that is no JSON is left out."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        return None, [Finding(name, 1, 1, "missing-file", "the file is missing")], ""
    digest = hashlib.sha256(raw).hexdigest()
    text, findings = _decode(raw, name)
    if text is None:
        return None, findings, digest
    source = Source(name, [], [], [])
    for number, line in enumerate(raw.removesuffix(b"\n").split(b"\n") if lines else [raw], 1):
        if lines and not line.strip():
            if raw:
                findings.append(Finding(name, number, 1, "blank-line", "the line is empty"))
            continue
        value, problem = jsontext.parse(line)
        if problem:
            at, column = jsontext.line_and_column(line.decode(), problem.offset)
            findings.append(Finding(name, number + at - 1, column, problem.kind, problem.message))
            continue
        source.values.append(value)
        source.raws.append(line)
        source.lines.append(number)
    return (source if lines or source.values else None), findings, digest
