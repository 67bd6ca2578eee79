"""Reads `seeds/`: documents and registries as they stand in their files.

Reading reports what keeps a file from being read (level 1); what its values are worth is for
`said.check`. Nothing here raises for bad content: a file that cannot be read is None beside its
findings, so that one run tells every mistake.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from said import accepted, jsontext
from said.findings import Finding
from said.places import Checkout, aside_name

Annotation = dict[str, Any]
T = TypeVar("T")

CORPUS = "corpus.json"
REGISTRIES = ("entities", "targets", "utterances")
_REQUIRED = {"raw.txt", "document.json"}
# The last two are records of how the annotation was made: checked, but no part of a release.
_OPTIONAL = {"annotations.jsonl", "decided.jsonl", "adjudication.jsonl"}
_PASSES = "passes"
_PASS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.jsonl")
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
        suggestion: str | None = None,
    ) -> Finding:
        """A finding at a place inside one of the values; of a value of several lines it shows the
        first, of a whole record where it begins."""
        text = self.raws[index].decode()
        start, end = jsontext.place_of(text, pointer)
        line, column = jsontext.line_and_column(text, start)
        line_end = text.find("\n", start, end)
        length = (line_end if line_end >= 0 else end) - start if pointer else 1
        line += self.lines[index] - 1
        return Finding(self.name, line, column, kind, message, rule, length, suggestion)


class Seed(NamedTuple):
    """A document's folder as read; what is not there or could not be read is None. `files` are the
    SHA-256 of its files by their names from the root of the checkout."""

    doc_id: str
    name: str
    text: str | None
    metadata: Source | None
    annotations: Source | None
    passes: tuple[Source, ...]
    decided: Source | None
    adjudication: Source | None
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
    def released(self) -> bool:
        """Whether the document goes into a release."""
        metadata = self.metadata.values[0] if self.metadata else None
        return isinstance(metadata, dict) and metadata.get("status") == "adjudicated"


class Registries(NamedTuple):
    """What the corpus knows: its registries, each by id, where they were read from, and which
    documents it has released."""

    entities: dict[str, dict[str, Any]]
    targets: dict[str, dict[str, Any]]
    utterances: dict[str, dict[str, Any]]
    sources: tuple[Source, ...]
    files: dict[str, str]
    unread: frozenset[str] = frozenset()
    """Those that could not be read at all: nobody can know what they hold."""
    accepted: Mapping[str, str] = {}
    """The closed version that each document was in first, for those that were in one."""


NO_REGISTRIES = Registries({}, {}, {}, (), {}, frozenset(REGISTRIES))
"""Outside a checkout nothing is known."""


def is_unnamed(entity: str) -> bool:
    """Whether an id is that of an unnamed voice, which is one of its document alone (S6)."""
    return ".anon-" in entity


def document_ids(checkout: Checkout) -> tuple[list[str], list[Finding]]:
    """The names of the document folders, sorted, and what else lies in `seeds/`."""
    known = {CORPUS, aside_name(CORPUS), *(f"{name}.jsonl" for name in REGISTRIES)}
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
    sources, findings, files, unread = [], [], {}, set()
    for name in REGISTRIES:
        file = checkout.seeds / f"{name}.jsonl"
        source, problems, digest = _read_json(file, checkout.name_of(file), lines=True)
        findings += problems
        if source is None:
            unread.add(name)
        sources.append(source or Source(checkout.name_of(file), [], [], []))
        files[checkout.name_of(file)] = digest
    by_id = [_by_id(source.values) for source in sources]
    read = Registries(
        by_id[0],
        by_id[1],
        by_id[2],
        tuple(sources),
        files,
        frozenset(unread),
        accepted.versions(checkout),
    )
    return read, findings


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
    """The folder of one document of a checkout, and what keeps its files from being read."""
    return read_folder(checkout.seeds / doc_id, f"{checkout.seeds.name}/{doc_id}")


def read_folder(folder: Path, name: str) -> tuple[Seed, list[Finding]]:
    """A document's folder anywhere, and what keeps its files from being read; its id is the
    folder's name, and `name` is what findings call it."""
    reader = _Reader(folder, name)
    files = reader.list_files()
    text = reader.text("raw.txt") if "raw.txt" in files else None
    metadata = reader.json("document.json", lines=False) if "document.json" in files else None
    annotations, decided, adjudication = (
        reader.json(file) if file in files else None
        for file in ("annotations.jsonl", "decided.jsonl", "adjudication.jsonl")
    )
    passes = [reader.json(file) for file in reader.list_passes()]
    kept = tuple(one for one in passes if one is not None)
    seed = Seed(
        folder.name,
        reader.name,
        text,
        metadata,
        annotations,
        kept,
        decided,
        adjudication,
        reader.digests,
    )
    return seed, reader.findings


def read_loose(file: Path, name: str) -> tuple[Seed, list[Finding]]:
    """A file of annotation lines that lies in no document, with the text in the `.txt` beside it if
    there is one, as a seed; `name` is what findings call it."""
    source, findings = read_lines(file, name)
    beside = file.with_suffix(".txt")
    text = None
    if beside.is_file():
        text, problems, _ = _read_text(beside, name.removesuffix(file.name) + beside.name)
        findings += problems
    return Seed(file.stem, name, text, None, source, (), None, None, {}), findings


class _Reader:
    """Reads the files of one folder and collects their digests and what is wrong with them."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.findings: list[Finding] = []
        self.digests: dict[str, str] = {}

    def list_files(self) -> set[str]:
        """The names of the files that belong here; what else lies here is found."""
        known = _REQUIRED | _OPTIONAL
        fitting: set[str] = set()
        others: set[str] = set()
        with os.scandir(self.folder) as entries:
            for entry in entries:
                fits = entry.is_file() if entry.name in known else _is_passes(entry)
                (fitting if fits else others).add(entry.name)
        self._find("surplus-file", "not a file of a seed", others)
        self._find("missing-file", "the file is missing", _REQUIRED - fitting - others)
        return fitting & known

    def list_passes(self) -> list[str]:
        """The names of the passes, from the folder of the document."""
        folder = self.folder / _PASSES
        if not folder.is_dir():
            return []
        with os.scandir(folder) as entries:
            is_pass = {
                f"{_PASSES}/{entry.name}": bool(_PASS.fullmatch(entry.name)) and entry.is_file()
                for entry in entries
            }
        surplus = {name for name, fits in is_pass.items() if not fits}
        self._find("surplus-file", "not a pass: no file <annotator>.jsonl", surplus)
        return sorted(is_pass.keys() - surplus)

    def _find(self, kind: str, message: str, names: Iterable[str]) -> None:
        for name in sorted(names):
            self.findings.append(Finding(f"{self.name}/{name}", 1, 1, kind, message))

    def text(self, file: str) -> str | None:
        """The text of a file; None if it cannot be read."""
        name = f"{self.name}/{file}"
        text, findings, digest = _read_text(self.folder / file, name)
        return self._kept(name, text, findings, digest)

    def json(self, file: str, lines: bool = True) -> Source | None:
        """The values of a JSON file, or of a JSONL file with one a line; None if it cannot be
        read."""
        name = f"{self.name}/{file}"
        source, findings, digest = _read_json(self.folder / file, name, lines)
        return self._kept(name, source, findings, digest)

    def _kept(self, name: str, value: T, findings: list[Finding], digest: str) -> T:
        self.findings += findings
        self.digests[name] = digest
        return value


def read_lines(file: Path, name: str) -> tuple[Source | None, list[Finding]]:
    """The values of a JSONL file anywhere; `name` is what findings call it."""
    source, findings, _ = _read_json(file, name, lines=True)
    return source, findings


def read_metadata(file: Path, name: str) -> tuple[Source | None, list[Finding]]:
    """The value of a `document.json` anywhere; `name` is what findings call it."""
    source, findings, _ = _read_json(file, name, lines=False)
    return source, findings


def _is_passes(entry: os.DirEntry[str]) -> bool:
    return entry.name == _PASSES and entry.is_dir()


def _read_text(file: Path, name: str) -> tuple[str | None, list[Finding], str]:
    raw = file.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    text, findings = decode(raw, name)
    if text is not None and not text.strip():
        findings = [Finding(name, 1, 1, "empty-text", "the text is empty")]
        text = None
    return text, findings, digest


def decode(raw: bytes, name: str) -> tuple[str | None, list[Finding]]:
    """The text in the bytes of a file, which findings call `name`; None if it is not UTF-8."""
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode()
        line, column = jsontext.line_and_column(before, len(before))
        message = f"byte {raw[error.start]:#04x} is no UTF-8"
        return None, [Finding(name, line, column, "utf8", message)]


def _read_json(file: Path, name: str, lines: bool) -> tuple[Source | None, list[Finding], str]:
    """A JSON file, or a JSONL file with a value a line. A line that is no JSON is left out."""
    if not file.is_file():
        return None, [Finding(name, 1, 1, "missing-file", "the file is missing")], ""
    raw = file.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    text, findings = decode(raw, name)
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
